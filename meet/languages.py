"""The language of each response.

Pages are in the language of their reader. API responses are always in English, as events are,
because programs and their logs read them. Clients show a sentence of their own for each code.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from accounts.languages import page_language
from meet.api.errors import is_api_request

GetResponse = Callable[[HttpRequest], HttpResponse]


def language_middleware(get_response: GetResponse) -> GetResponse:
    """Answer each request in its language. It runs after the user of the request is known."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_api_request(request):
            with translation.override(settings.LANGUAGE_CODE):
                return get_response(request)
        language = page_language(request)
        # Unlike Django's middleware, leave no language to the next request of this thread.
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware
