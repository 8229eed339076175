"""Rules for search engines: only the start page may be indexed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

GetResponse = Callable[[HttpRequest], HttpResponse]

_INDEXED = ("/", "/robots.txt")
# Rooms are not disallowed: a crawler that must not read a page cannot see its noindex header.
_RULES = """\
User-agent: *
Disallow: /admin/
Disallow: /api/
"""


def noindex_middleware(get_response: GetResponse) -> GetResponse:
    """Exclude rooms, with their names and codes, and all other pages from search engines."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info not in _INDEXED:
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return middleware


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_RULES, content_type="text/plain; charset=utf-8")
