"""Valid JSON that a database can't store, and huge numbers, never cause an error 500."""

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from rooms.models import Room
from tests.rooms.api.conftest import address

HALF = "\ud83d"
STRANGE = {
    "half an emoji": r"a\ud83db",
    "the other half": r"\ude00",
    "the character zero": r"a\u0000b",
    "a byte order mark": r"\ufeffa",
    "no characters": r"\uffff\ufffe",
    "thousands of letters": "x" * 5000,
}
NUMBERS = {
    "infinite": "1e999",
    "tiny": "1e-999",
    "thousands of digits": "9" * 5000,
    "hundreds of digits": "9" * 400,
    "more than a database holds": "9" * 20,
    "negative": "-" + "9" * 20,
    "a fraction": "0." + "1" * 5000,
    "nested too deep": "[" * 5000 + "]" * 5000,
    "nested": "[" * 200 + "]" * 200,
}
CALLS: list[tuple[str, str, dict[str, str]]] = [
    ("post", "/api/auth/register", {"email": "@", "password": "@", "displayName": "@"}),
    ("post", "/api/auth/login", {"email": "@", "password": "@"}),
    ("post", "/api/auth/refresh", {"refreshToken": "@"}),
    ("patch", "/api/auth/me", {"displayName": "@", "name": "@"}),
    ("post", "/api/rooms", {"name": "@", "access": "@", "maxParticipants": "@"}),
    ("patch", "{room}", {"name": "@", "access": "@", "@": "@"}),
    ("patch", "{room}/settings", {"maxParticipants": "@", "allowChat": "@", "@": "@"}),
    ("post", "{room}/members", {"email": "@", "role": "@", "userId": "@"}),
    ("post", "{room}/blocks", {"participantId": "@", "reason": "@"}),
    ("post", "{room}/lock", {"locked": "@"}),
    ("post", "{room}/waiting/admit", {"targetIds": "@"}),
]
QUERIES = ["page", "pageSize", "before", "after", "limit"]


@pytest.mark.parametrize("strange", [f'"{one}"' for one in STRANGE.values()], ids=STRANGE)
def test_no_call_fails_on_a_string(as_host: APIClient, room: Room, strange: str):
    assert_never_fails(as_host, room, strange)


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
def test_no_call_fails_on_a_number(as_host: APIClient, room: Room, number: str):
    assert_never_fails(as_host, room, number)


@pytest.mark.parametrize("number", [*NUMBERS.values(), "%00", "%ED%A0%BD", "²"])
def test_no_query_and_no_path_fails_on_a_number(as_host: APIClient, room: Room, number: str):
    for more in ("messages", "meetings", "audit", "members", "blocks"):
        asked = "&".join(f"{name}={number}" for name in QUERIES)
        assert as_host.get(f"{address(room)}/{more}?{asked}").status_code in (200, 400, 404)
    for more in (f"members/{number}", f"blocks/{number}"):
        assert as_host.delete(f"{address(room)}/{more}").status_code in (400, 404)
    assert as_host.get(f"/api/rooms/code/{number}").status_code in (400, 404)


def test_half_an_emoji_in_a_name_is_replaced(as_host: APIClient, room: Room):
    answer = as_host.generic(
        "PATCH", address(room), json.dumps({"name": f"Plans {HALF}"}), "application/json"
    )
    assert (answer.status_code, answer.json()["name"]) == (200, "Plans \ufffd")


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "latin-1", "rot13", "idna", "nonsense"])
def test_json_is_utf_8_whatever_is_claimed(as_host: APIClient, room: Room, charset: str):
    body = "\ufeff" + json.dumps({"name": "Zoë’s plans"}, ensure_ascii=False)
    kind = f"application/json; charset={charset}"
    answer = as_host.generic("PATCH", address(room), body.encode(), kind)
    assert (answer.status_code, answer.json().get("name")) == (200, "Zoë’s plans")


def assert_never_fails(caller: APIClient, room: Room, value: str) -> None:
    caller.raise_request_exception = False
    for method, path, fields in CALLS:
        for name in fields:
            key = value if name == "@" and value.startswith('"') else json.dumps(name)
            rest = json.dumps({one: "x" for one in fields if one not in (name, "@")})[1:]
            body = f"{{{key}: {value}{', ' if len(rest) > 1 else ''}{rest}"
            answer: Any = caller.generic(
                method.upper(), path.format(room=address(room)), body, "application/json"
            )
            assert answer.status_code < 500, (path, name)
