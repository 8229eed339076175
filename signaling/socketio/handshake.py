"""Identify the person behind a connection from its handshake.

The sources in order are an access token, a session cookie and a guest's cookie; without any of
them, the person is a new guest. Cookies count only on requests from pages of this site or of a
listed origin. Otherwise the pages of any site could act for their visitors. Claims of the handshake
are kept in separate fields of the caller and prove nothing.
"""

import uuid
from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Any

import msgspec
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, parse_cookie
from msgspec import Meta

from accounts.credentials import Credential, credential_of_page
from accounts.guests import COOKIE_NAME, guest_from_cookie
from accounts.identity import Person, person_of_account, person_of_guest
from accounts.models import User
from signaling.access_tokens import account_of_token
from signaling.asgi.addresses import address_of
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.protocol.commands import UserId
from signaling.refusals import InvalidInput
from signaling.socketio.origins import is_own_page

_SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


class Handshake(msgspec.Struct, frozen=True, rename="camel"):
    """The `auth` object of a CONNECT packet."""

    token: Annotated[str, Meta(max_length=4096)] | None = None
    user_id: UserId | None = None
    display_name: Annotated[str, Meta(max_length=500)] | None = None


async def identify(peer_id: str, protocol: str, scope: Mapping[str, Any], auth: Any) -> Caller:
    """Return the caller of a handshake; raise InvalidInput or InvalidToken."""
    try:
        handshake = msgspec.convert(auth or {}, Handshake)
    except msgspec.ValidationError as error:
        raise InvalidInput("The auth data of the handshake is invalid") from error
    person, credential = await _person(handshake, scope)
    return Caller(
        peer_id=peer_id,
        protocol=protocol,
        person=person,
        claimed_user_id=None if handshake.user_id is None else str(handshake.user_id),
        claimed_name=handshake.display_name,
        address=address_of(scope),
        credential=credential,
    )


async def _person(
    handshake: Handshake, scope: Mapping[str, Any]
) -> tuple[Person, Credential | None]:
    if handshake.token:
        account, credential = await in_database(account_of_token, handshake.token)
        return person_of_account(account), credential
    if is_own_page(scope):
        cookies = _cookies(scope)
        if session_key := cookies.get(settings.SESSION_COOKIE_NAME):
            user = await in_database(_user_of_session, session_key)
            if user is not None:
                return person_of_account(user), credential_of_page(session_key, user)
        if (guest_id := guest_from_cookie(cookies.get(COOKIE_NAME, ""))) is not None:
            return person_of_guest(guest_id), None
    return person_of_guest(uuid.uuid4()), None


def _user_of_session(session_key: str) -> User | None:
    """Return the user of a Django session, with the same checks as on a page."""
    request = HttpRequest()
    request.session = _SessionStore(session_key)
    user = get_user(request)
    return user if isinstance(user, User) and user.is_active else None


def _cookies(scope: Mapping[str, Any]) -> dict[str, str]:
    """Return the cookies as Django reads them on a page.

    Python's own parser ignores all cookies if one of another application has an unusual form.
    """
    header = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    cookies: dict[str, str] = parse_cookie(header.decode("latin-1"))
    return cookies
