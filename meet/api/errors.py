"""The shape of an error: `{statusCode, code, message, errors?, retryAfterSeconds?}`.

The code is stable, the message is one sentence, and `errors` contains the sentences about single
fields. The message repeats the first of these sentences, for clients that display only the message.
"""

import logging
import sys
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.template.loader import render_to_string
from django.views import defaults
from rest_framework.exceptions import APIException, ErrorDetail, Throttled, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

from meet.api.statuses import status_of
from rooms.outages import is_outage
from rooms.refusals import Refusal, Unavailable

_log = logging.getLogger(__name__)

# The REST API, and the calls of MeetMates clients below their base URLs.
_API_PATHS = ("/api/", "/meetmates/api/", "/meetmates-page/api/")
_INVALID = "Some fields are not valid"
_BAD_REQUEST = "The request is invalid"


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return Meet's error response for refusals and for the exceptions that DRF and Django handle.

    Return None for every other exception. Django logs it and answers 500.
    """
    if is_outage(error):
        _log.error("The database is unavailable", exc_info=error)
        error = Unavailable()
    if isinstance(error, Refusal):
        return _refusal_response(error)
    response = drf_exception_handler(error, context)
    if response is None:
        return None
    body: dict[str, Any] = {"statusCode": response.status_code}
    if isinstance(error, ValidationError):
        errors = error.detail if isinstance(error.detail, dict) else {"": error.detail}
        body |= {
            "code": "INVALID_PAYLOAD",
            "message": next(_field_errors(errors), _INVALID),
            "errors": errors,
        }
    elif isinstance(error, APIException):
        body |= _code_and_message(error.detail)
    else:
        body |= {"code": "NOT_FOUND" if response.status_code == 404 else "FORBIDDEN"}  # noqa: PLR2004
        body["message"] = "Not found" if body["code"] == "NOT_FOUND" else "Not authorized"
    if isinstance(error, Throttled) and "Retry-After" in response:
        body["retryAfterSeconds"] = int(response["Retry-After"])
    response.data = body
    return response


def _field_errors(errors: Any, field: str = "") -> Iterator[str]:
    """Yield each error sentence, prefixed with the names of its field."""
    if isinstance(errors, dict):
        for name, within in errors.items():
            yield from _field_errors(within, f"{field}{name}: " if name else field)
    elif isinstance(errors, list):
        for one in errors:
            yield from _field_errors(one, field)
    else:
        yield f"{field}{errors}"


def _refusal_response(refusal: Refusal) -> Response:
    status = status_of(refusal)
    body = {"statusCode": status, "code": refusal.code, "message": refusal.message}
    response = Response(body, status)
    wait_seconds = getattr(refusal, "retry_after_seconds", None)
    if wait_seconds is not None:
        body["retryAfterSeconds"] = wait_seconds
        response["Retry-After"] = str(wait_seconds)
    return response


def _code_and_message(detail: Any) -> dict[str, str]:
    """Return code and sentence of DRF's detail; simplejwt's detail is a dictionary of both."""
    code = detail.code if isinstance(detail, ErrorDetail) else "error"
    if isinstance(detail, dict):
        code = detail.get("code", code)
        detail = detail.get("detail", next(iter(detail.values())))
    return {"code": str(code).upper(), "message": str(detail)}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer requests that Django itself refuses, e.g. for an unknown host; API calls get JSON.

    The page names ALLOWED_HOSTS: any client can request an unknown host, which is not logged.
    """
    is_unknown_host = isinstance(exception, DisallowedHost)
    if is_api_request(request):
        message = "ALLOWED_HOSTS does not contain this host" if is_unknown_host else _BAD_REQUEST
        return _json_error(400, "BAD_REQUEST", message)
    page = render_to_string("400.html", {"is_unknown_host": is_unknown_host})
    return HttpResponseBadRequest(page)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an unexpected error, or that the database is unavailable; Django logs the error."""
    error = sys.exception()
    if error is not None and is_outage(error):
        return unavailable(request)
    if is_api_request(request):
        return _json_error(500, "INTERNAL", "Something went wrong on the server")
    return defaults.server_error(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503 with the time of the next attempt, without a database query."""
    seconds = Unavailable.retry_after_seconds
    if is_api_request(request):
        response = _json_error(
            503, Unavailable.code, Unavailable.message, retryAfterSeconds=seconds
        )
    else:
        response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(seconds)
    return response


def is_api_request(request: HttpRequest) -> bool:
    """Tell whether the request is an API call of a program or a script, and not for a page."""
    return f"{request.path}/".startswith(_API_PATHS)


def _json_error(status: int, code: str, message: str, **more: Any) -> HttpResponse:
    body = {"statusCode": status, "code": code, "message": message, **more}
    return JsonResponse(body, status=status)
