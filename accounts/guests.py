"""Guests: people without an account, identified by a signed random id.

Browsers keep the id in an HttpOnly cookie, other clients keep it in a participant token. The
display name is not part of a guest's identity.
"""

import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE_NAME = "meet_participant"
_COOKIE_SECONDS = 365 * 24 * 3600
_TOKEN_SECONDS = 24 * 3600  # longer than any meeting

_cookie_signer = signing.TimestampSigner(salt="meet.participant.cookie")
_token_signer = signing.TimestampSigner(salt="meet.participant.token")


def guest_of(request: HttpRequest) -> uuid.UUID | None:
    """Return the guest of the browser's cookie, or None if it is missing, forged or expired."""
    return guest_from_cookie(request.COOKIES.get(COOKIE_NAME, ""))


def remember_guest(response: HttpResponseBase, guest_id: uuid.UUID) -> None:
    """Set the cookie that identifies the browser as this guest on later requests."""
    response.set_cookie(
        COOKIE_NAME,
        _cookie_signer.sign(guest_id.hex),
        max_age=_COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def guest_from_cookie(value: str) -> uuid.UUID | None:
    return _read(_cookie_signer, value, _COOKIE_SECONDS)


def participant_token(guest_id: uuid.UUID) -> str:
    """Return a signed token that identifies the guest for one day, for clients without cookies."""
    return _token_signer.sign(guest_id.hex)


def guest_from_token(token: str) -> uuid.UUID | None:
    return _read(_token_signer, token, _TOKEN_SECONDS)


def _read(signer: signing.TimestampSigner, value: str, max_age_seconds: int) -> uuid.UUID | None:
    try:
        return uuid.UUID(hex=signer.unsign(value, max_age=max_age_seconds))
    except (signing.BadSignature, ValueError):
        return None
