"""Form data is decoded as UTF-8, the encoding of the pages, whatever charset a client declares.

Without this, Django would use any encoding that Python knows, including encodings that are not for
text, such as rot13.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def utf8_forms_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.encoding = "utf-8"
        return get_response(request)

    return middleware
