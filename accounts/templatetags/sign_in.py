"""The link to the sign-in page, from which a person returns to the page with the link."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.urls import reverse

register = template.Library()

_READING = ("GET", "HEAD")
_ACCOUNT_PAGES = "/accounts/"


@register.simple_tag(takes_context=True)
def sign_in_url(context: dict[str, Any]) -> str:
    """Return the URL of the sign-in page with the address to open after signing in, if any.

    It is the address of this page; on an account page, it is that of the page before. The start
    page needs none, and the page of a submitted form has none.
    """
    request = context["request"]
    address = request.get_full_path() if request.method in _READING else ""
    if request.path.startswith(_ACCOUNT_PAGES):
        address = (request.POST or request.GET).get(REDIRECT_FIELD_NAME, "")
    query = urlencode({REDIRECT_FIELD_NAME: address}, safe="/")
    return reverse("account_login") + (f"?{query}" if address not in ("", "/") else "")
