"""Pages are in UTF-8, and so is what they send, whatever charset a client claims.

Python knows encodings that are no text, such as rot13, which forms would otherwise be read in.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def forms_in_utf8(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.encoding = "utf-8"
        return get_response(request)

    return middleware
