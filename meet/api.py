"""What every REST answer has in common: the shape of an error.

`{statusCode, code, message, errors?}`: the code is stable, the message one sentence, and `errors`
holds the sentences about single fields.
"""

from typing import Any

from rest_framework.exceptions import APIException, ErrorDetail, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer DRF's and Django's known errors in the house's shape; leave the rest to fail."""
    response = drf_exception_handler(error, context)
    if response is None:
        return None
    body: dict[str, Any] = {"statusCode": response.status_code}
    if isinstance(error, ValidationError):
        body |= {"code": "INVALID_PAYLOAD", "message": "Some fields are not valid"}
        body["errors"] = error.detail if isinstance(error.detail, dict) else {"": error.detail}
    elif isinstance(error, APIException):
        body |= _described(error.detail)
    else:
        body |= {"code": "NOT_FOUND" if response.status_code == 404 else "FORBIDDEN"}  # noqa: PLR2004
        body["message"] = "Not found" if body["code"] == "NOT_FOUND" else "Not authorized"
    response.data = body
    return response


def _described(detail: Any) -> dict[str, str]:
    """Take code and sentence out of DRF's detail, which simplejwt makes a dict."""
    if isinstance(detail, dict):
        detail = detail.get("detail", next(iter(detail.values())))
    code = detail.code if isinstance(detail, ErrorDetail) else "error"
    return {"code": str(code).upper(), "message": str(detail)}
