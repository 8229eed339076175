"""Forms that are refused because of the set-up of the server, with a hint for operators.

Browsers send the scheme and host of the page that contains a form. Behind a proxy that terminates
TLS they differ from the scheme and host that Meet sees, unless the proxy is listed in
TRUSTED_PROXIES and sends the scheme. With the setting HTTPS, browsers do not store the cookies of a
page that came over HTTP, and forms need one of them. The form is refused in any case. This module
only logs the likely reason.
"""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render

from meet.proxy_headers import FROM_TRUSTED_PROXY

logger = logging.getLogger(__name__)

_SET_BY_PROXIES = (
    "X-Forwarded-For",
    "X-Forwarded-Proto",
    "X-Forwarded-Host",
    "X-Real-IP",
    "Forwarded",
    "Via",
)
_ABOUT_THE_ORIGIN = ("Origin checking failed", "Referer checking failed")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form, and log a hint if a proxy or a missing HTTPS is the likely cause."""
    hint = _hint(request) if reason.startswith(_ABOUT_THE_ORIGIN) else None
    is_without_https = reason == REASON_NO_CSRF_COOKIE and _is_cookie_lost(request)
    if hint is not None:
        logger.warning("A form was refused because its origin is not this server: %s", hint)
    elif is_without_https:
        logger.warning("A form without cookies was refused: HTTPS is on, but it came over HTTP")
    context = {"is_behind_proxy": hint is not None, "is_without_https": is_without_https}
    return render(request, "403_csrf.html", context, status=403)


def _hint(request: HttpRequest) -> str | None:
    """Return the setting to change if a proxy is the likely cause, or None."""
    is_from_trusted_proxy = bool(getattr(request, "scope", {}).get(FROM_TRUSTED_PROXY))
    is_over_tls = _is_tls_ended(request)
    if is_from_trusted_proxy:
        return "the proxy must set X-Forwarded-Proto" if is_over_tls else None
    if is_over_tls or any(name in request.headers for name in _SET_BY_PROXIES):
        address = request.META.get("REMOTE_ADDR") or "a Unix socket"
        return f"add the proxy at {address} to TRUSTED_PROXIES, and let it set X-Forwarded-Proto"
    return None


def _is_cookie_lost(request: HttpRequest) -> bool:
    """Tell whether browsers do not store the cookies of this server as it was reached."""
    return settings.CSRF_COOKIE_SECURE and not request.is_secure()


def _is_tls_ended(request: HttpRequest) -> bool:
    """Tell whether a page of this host came over HTTPS but its form arrived without."""
    origin = request.headers.get("Origin", "").lower()
    return not request.is_secure() and origin == f"https://{request.get_host()}".lower()
