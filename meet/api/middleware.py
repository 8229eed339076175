"""Middleware for API calls: trailing slashes in URLs, and requests from other sites (CORS)."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from meet.api.errors import is_api_request

GetResponse = Callable[[HttpRequest], HttpResponse]

_PREFLIGHT_SECONDS = 600  # browsers with the smallest limit keep a preflight for this long
_METHODS = "GET, POST, PATCH, DELETE"
_REQUEST_HEADERS = "Authorization, Content-Type, X-Participant-Token"
_RESPONSE_HEADERS = "Link, Retry-After"


def trailing_slash_middleware(get_response: GetResponse) -> GetResponse:
    """Accept every call with a trailing slash, too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_api_request(request) and request.path_info.endswith("/"):
            request.path_info = request.path_info.rstrip("/")
        return get_response(request)

    return middleware


def cors_middleware(get_response: GetResponse) -> GetResponse:
    """Let pages of ALLOWED_ORIGINS call with tokens; CORS does not allow them to send cookies."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_api_request(request):
            return get_response(request)
        origin = request.headers.get("Origin", "")
        is_allowed = _is_allowed(origin)
        is_preflight = "Access-Control-Request-Method" in request.headers
        if is_allowed and is_preflight and request.method == "OPTIONS":
            response = _preflight()
        else:
            response = get_response(request)
        if is_allowed:
            response["Access-Control-Allow-Origin"] = origin
            response["Access-Control-Expose-Headers"] = _RESPONSE_HEADERS
        patch_vary_headers(response, ["Origin"])
        return response

    return middleware


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = _METHODS
    response["Access-Control-Allow-Headers"] = _REQUEST_HEADERS
    response["Access-Control-Max-Age"] = str(_PREFLIGHT_SECONDS)
    return response


def _is_allowed(origin: str) -> bool:
    return bool(origin) and not {"*", origin}.isdisjoint(settings.ALLOWED_ORIGINS)
