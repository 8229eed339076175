"""Response headers of pages and API calls: no caching, and few browser features."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

# Features that a meeting needs are allowed for this site only. Features that no page needs are off.
_PERMISSIONS = ", ".join(
    [
        *(
            f"{feature}=(self)"
            for feature in (
                "camera",
                "microphone",
                "display-capture",
                "fullscreen",
                "autoplay",
                "screen-wake-lock",
            )
        ),
        *(f"{feature}=()" for feature in ("geolocation", "payment", "usb", "midi", "serial")),
    ]
)


def response_headers_middleware(get_response: GetResponse) -> GetResponse:
    """Set `Cache-Control: no-store` on each response that has no Cache-Control header.

    Pages contain the signed-in person's data and form tokens, and API calls return credentials.
    Static files do not pass through this middleware.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        return response

    return middleware
