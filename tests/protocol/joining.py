"""Connect clients, join rooms, and expect refusals."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client as Browser
from rest_framework_simplejwt.tokens import RefreshToken

from accounts.guests import COOKIE_NAME, remember_guest
from accounts.models import User
from rooms.models import Room
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.clients.raw import RawClient

NewAccount = Callable[[str], User]
Enter = Callable[..., Client]
ConnectRaw = Callable[[], RawClient]


def access_token(user: User) -> str:
    return str(RefreshToken.for_user(user).access_token)


def session_cookies(user: User) -> dict[str, str]:
    browser = Browser()
    browser.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {name: browser.cookies[name].value}


def connect_as(connect: Connecting, who: str | User, **connection: Any) -> Client:
    """Connect an account, or a guest of this name, without joining."""
    if isinstance(who, User):
        return connect({"token": access_token(who)}, **connection)
    return connect({"displayName": who}, **connection)


def guest_cookie() -> str:
    """Return the cookie of a new guest, as the pages set it."""
    response = HttpResponse()
    remember_guest(response, uuid.uuid4())
    return response.cookies[COOKIE_NAME].value


def join(client: Client, room: Room, **fields: Any) -> dict[str, Any]:
    """Join; assert that event and acknowledgement are equal, and return them."""
    answer = client.call("join-room", {"roomCode": room.code, **fields})
    assert answer.pop("success") is True, answer
    assert client.expect("room-joined") == answer
    return answer


def knock(client: Client, room: Room, **fields: Any) -> dict[str, Any]:
    """Knock; assert that event and acknowledgement are equal, and return them."""
    answer = client.call("join-room", {"roomCode": room.code, **fields})
    assert answer.pop("success") is True, answer
    assert client.expect("waiting-room") == answer
    return answer


def refused_join(client: Client, code: str, **fields: Any) -> tuple[str, str]:
    """Expect equal refusals by event and acknowledgement; return the reason and the sentence."""
    answer = client.call("join-room", {"roomCode": code, **fields})
    event = client.expect("join-error")
    assert event == {"code": "JOIN_FAILED", "message": answer["error"], "reason": answer["reason"]}
    assert answer == {"success": False, "error": event["message"], **event}
    return event["reason"], event["message"]


def refusal(client: Client, name: str, *arguments: Any) -> str:
    """Send an event that must be refused with a sentence; return the code."""
    answer = client.call(name, *arguments)
    assert answer["success"] is False, answer
    assert answer["error"]
    return answer["code"]
