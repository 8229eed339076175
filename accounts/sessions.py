"""A page session ends SESSION_COOKIE_AGE seconds after its last use.

Every HTTP request uses the session. Its end is updated only in the row, at most once per tenth of
its length or per five minutes, whichever is shorter. Pages therefore rarely wait for a write, and a
request that runs at the same time as a sign-out cannot restore the session. The same response sets
the cookie with the new end. An open socket does not use the session, because it cannot renew the
cookie that the next page needs.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

_LONGEST_INTERVAL_SECONDS = 300


class SessionStore(db.SessionStore):
    """Django's store, which also keeps the end of the session row; None before it was read."""

    ends_at: datetime | None = None

    def _validate_session_key(self, key: str | None) -> bool:
        """Reject a key that is none of Django's; PostgreSQL can't search for a null character."""
        is_valid = super()._validate_session_key(key)  # type: ignore[misc]
        return bool(is_valid) and str(key).isascii() and str(key).isalnum()

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]
        self.ends_at = row.expire_date if row else None
        return row


def session_renewal_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Return a middleware that prolongs sessions; it runs inside Django's session middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if _needs_renewal(request):
            renew_session(request, response)
        return response

    return middleware


def renew_session(request: HttpRequest, response: HttpResponse) -> None:
    """Extend the request's session and its cookie; do nothing if the session has ended.

    If the database is unavailable, the session keeps its end and the response is unchanged.
    """
    session = request.session
    try:
        active = Session.objects.filter(
            session_key=session.session_key, expire_date__gt=timezone.now()
        )
        is_prolonged = active.update(expire_date=session.get_expiry_date())
    except DatabaseError:
        return
    if not is_prolonged:
        return
    until_browser_closes = session.get_expire_at_browser_close()
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        str(session.session_key),
        max_age=None if until_browser_closes else session.get_expiry_age(),
        domain=settings.SESSION_COOKIE_DOMAIN,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=settings.SESSION_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    patch_vary_headers(response, ["Cookie"])


def _needs_renewal(request: HttpRequest) -> bool:
    """Tell whether the end must be moved now; a modified session is saved by Django anyway."""
    session = request.session
    if session.session_key is None or session.modified:
        return False
    try:
        seconds = session.get_expiry_age()
    except DatabaseError:
        return False
    if not isinstance(session, SessionStore) or session.ends_at is None:
        return False
    used_seconds = seconds - (session.ends_at - timezone.now()).total_seconds()
    return used_seconds > min(_LONGEST_INTERVAL_SECONDS, seconds / 10)
