"""The Content Security Policy of the forms that lead to a server for single sign-on.

All other pages send forms only to Meet (`form-action`). Chromium applies this rule also to the
redirect that answers a form, and the address of the other server is known only after the form was
sent.
"""

from collections.abc import Callable
from functools import cache

from allauth.socialaccount.providers import registry
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


def sign_on_policy_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let the form that begins a single sign-on lead to any server."""
    # A site without HTTPS is for development, as its server for single sign-on may be.
    schemes = ["https:"] if settings.HTTPS else ["https:", "http:"]
    leading_elsewhere = csp_update({"form-action": schemes})

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        match = request.resolver_match
        if match is not None and match.url_name in _url_names():
            return leading_elsewhere(lambda _: response)(request)
        return response

    return middleware


@cache
def _url_names() -> frozenset[str]:
    """Return the names of the URLs at which a single sign-on begins, one for each provider."""
    return frozenset(f"{provider.id}_login" for provider in registry.get_class_list())
