"""A page's session ends when it was not used for SESSION_COOKIE_AGE seconds.

Every request over HTTP uses it. Its end is moved in the row alone, at most once in a tenth of its
length (or in five minutes), so that pages don't wait for writes and a request that runs beside a
sign-out can't bring the session back. The cookie gets the new end in the same answer. An open
socket is no use of the session, since it can't renew the cookie that the next page needs.
"""

from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

_LONGEST_INTERVAL_SECONDS = 300


def prolonged(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Prolong the session of every request; a middleware inside Django's own for sessions."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if _is_due(request):
            prolong(request, response)
        return response

    return middleware


def prolong(request: HttpRequest, response: HttpResponse) -> None:
    """Move the end of the request's session, and of its cookie; nothing where it has ended.

    While the database is away the session keeps its end, and the request its answer.
    """
    session = request.session
    try:
        age = session.get_expiry_age()
        going_on = Session.objects.filter(
            session_key=session.session_key, expire_date__gt=timezone.now()
        )
        is_prolonged = going_on.update(expire_date=session.get_expiry_date())
    except DatabaseError:
        return
    if not is_prolonged:
        return
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        str(session.session_key),
        max_age=None if session.get_expire_at_browser_close() else age,
        domain=settings.SESSION_COOKIE_DOMAIN,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=settings.SESSION_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    patch_vary_headers(response, ["Cookie"])


def _is_due(request: HttpRequest) -> bool:
    """Tell whether the session's end was not moved for a while; a changed one is saved anyway."""
    key = request.session.session_key
    if (
        not key
        or request.session.modified
        or key != request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    ):
        return False
    seconds = min(_LONGEST_INTERVAL_SECONDS, settings.SESSION_COOKIE_AGE / 10)
    return cache.add(f"session:{sha256(key.encode()).hexdigest()}", True, seconds)
