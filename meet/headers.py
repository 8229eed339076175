"""Headers of every page and call: nothing is stored on the way, and few features are allowed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Next = Callable[[HttpRequest], HttpResponse]

# What a meeting needs, for this site alone; and what no page needs.
_PERMISSIONS = ", ".join(
    [
        *(
            f"{feature}=(self)"
            for feature in ("camera", "microphone", "display-capture", "fullscreen", "autoplay")
        ),
        *(f"{feature}=()" for feature in ("geolocation", "payment", "usb", "midi", "serial")),
    ]
)


def with_headers(get_response: Next) -> Next:
    """Have no cache store an answer that doesn't say how it may be stored.

    Pages show who is signed in and carry form tokens; calls answer with credentials. Files are
    answered elsewhere.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        return response

    return middleware
