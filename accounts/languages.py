"""The language that a person has chosen, or that their browser asks for."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_request


def page_language(request: HttpRequest) -> str:
    """Return the code of the language in which the request's page is shown.

    It is the language of the account, else that of the cookie which the language menu sets, else
    the best match for the browser's Accept-Language.
    """
    chosen = request.user.language if request.user.is_authenticated else ""
    return chosen if chosen in dict(settings.LANGUAGES) else get_language_from_request(request)
