"""The person behind a connection, identified from the handshake alone."""

import uuid
from datetime import timedelta
from typing import Any

import jwt
import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from accounts.guests import COOKIE_NAME, participant_token, remember_guest
from accounts.models import User
from rooms.refusals import InvalidInput
from signaling.caller import Caller
from signaling.refusals import InvalidToken
from signaling.socketio.handshake import identify

HOST = "meet.example.org"


@pytest.fixture
def ann(transactional_db: None) -> User:
    return User.objects.create_user("ann@example.org", "long enough", display_name="Ann")


def connect(auth: Any = None, cookie: str = "", origin: str | None = f"https://{HOST}") -> Caller:
    named = {b"host": HOST, b"cookie": cookie, b"origin": origin}
    headers = [(name, value.encode()) for name, value in named.items() if value]
    return async_to_sync(identify)("peer", "native", {"headers": headers}, auth)


def session_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def is_guest(caller: Caller) -> bool:
    return caller.person.user_id is None and caller.person.guest_id is not None


@pytest.mark.parametrize(
    "auth",
    [
        "token",
        ["token"],
        7,
        {"token": 7},
        {"token": ["x"]},
        {"token": "x" * 4097},
        {"userId": {}},
        {"userId": True},
        {"displayName": "x" * 501},
    ],
)
def test_malformed_credentials_are_refused(auth: Any) -> None:
    with pytest.raises(InvalidInput):
        connect(auth)


@pytest.mark.parametrize("auth", [None, {}, {"token": None}, {"token": ""}, {"unknown": 1}])
def test_a_client_without_credentials_is_a_new_guest_each_time(auth: Any) -> None:
    first, second = connect(auth), connect(auth)
    assert is_guest(first)
    assert first.person.guest_id != second.person.guest_id


def test_claims_are_kept_in_fields_of_their_own() -> None:
    caller = connect({"userId": 7, "displayName": "The President"})
    assert is_guest(caller)
    assert (caller.claimed_user_id, caller.claimed_name) == ("7", "The President")
    assert caller.person.display_name == ""


def test_a_token_names_its_account(ann: User) -> None:
    caller = connect({"token": str(AccessToken.for_user(ann))}, origin=None)
    assert (caller.person.user_id, caller.person.display_name) == (ann.pk, "Ann")


def forged(user: User, key: str, algorithm: str) -> str:
    payload = AccessToken.for_user(user).payload
    return jwt.encode(payload, key, algorithm=algorithm)


def test_a_foreign_token_is_refused_and_does_not_make_a_guest(ann: User) -> None:
    expired = AccessToken.for_user(ann)
    expired.set_exp(lifetime=-timedelta(seconds=1))
    for token in (
        "x",
        "a.b.c",
        "\u0000",
        str(expired),
        str(RefreshToken.for_user(ann)),
        forged(ann, "", "none"),
        forged(ann, settings.SECRET_KEY, "HS256"),
        participant_token(uuid.uuid4()),
    ):
        with pytest.raises(InvalidToken):
            connect({"token": token})


def test_a_token_of_a_changed_password_is_refused(ann: User) -> None:
    token = str(AccessToken.for_user(ann))
    ann.set_password("another one")
    ann.save()
    with pytest.raises(InvalidToken):
        connect({"token": token})


def test_a_token_of_an_inactive_or_deleted_account_is_refused(ann: User) -> None:
    token = str(AccessToken.for_user(ann))
    User.objects.update(is_active=False)
    with pytest.raises(InvalidToken):
        connect({"token": token})
    ann.delete()
    with pytest.raises(InvalidToken):
        connect({"token": token})


def test_an_invalid_token_is_refused_although_a_cookie_is_valid(ann: User) -> None:
    with pytest.raises(InvalidToken):
        connect({"token": "x"}, session_of(ann))


def test_a_session_cookie_names_its_account_on_own_pages(ann: User) -> None:
    assert connect(cookie=session_of(ann)).person.user_id == ann.pk


@pytest.mark.parametrize("origin", ["https://evil.example.net", "null", None])
def test_cookies_of_foreign_pages_do_not_count(ann: User, origin: str | None) -> None:
    assert is_guest(connect(cookie=session_of(ann), origin=origin))


def test_an_ended_session_names_nobody(ann: User) -> None:
    cookie = session_of(ann)
    ann.set_password("another one")
    ann.save()
    assert is_guest(connect(cookie=cookie))
    cookie = session_of(ann)
    User.objects.update(is_active=False)
    assert is_guest(connect(cookie=cookie))


@pytest.mark.django_db(transaction=True)
def test_an_unknown_session_names_nobody() -> None:
    assert is_guest(connect(cookie=f"{settings.SESSION_COOKIE_NAME}=nonsense"))


def guest_cookie(guest_id: uuid.UUID) -> str:
    response = HttpResponse()
    remember_guest(response, guest_id)
    return f"{COOKIE_NAME}={response.cookies[COOKIE_NAME].coded_value}"


def test_a_guest_is_known_by_its_cookie_on_own_pages() -> None:
    guest_id = uuid.uuid4()
    cookie = guest_cookie(guest_id)
    assert connect(cookie=f"x=1; {cookie}").person.guest_id == guest_id
    assert connect(cookie=cookie, origin="https://evil.example.net").person.guest_id != guest_id
    assert connect(cookie=cookie[:-1] + "_").person.guest_id != guest_id


def test_an_account_takes_precedence_over_a_guest(ann: User) -> None:
    cookies = f"{guest_cookie(uuid.uuid4())}; {session_of(ann)}"
    assert connect(cookie=cookies).person.user_id == ann.pk


@pytest.mark.parametrize(
    "other", ['consent={"all": true}', "seen[1]=yes", "a@b=1", "name=J\xf6rg K", "flag", "path=/x"]
)
def test_cookies_of_other_applications_do_not_hide_the_session(ann: User, other: str) -> None:
    assert connect(cookie=f"{other}; {session_of(ann)}").person.user_id == ann.pk
    assert connect(cookie=f"{session_of(ann)}; {other}").person.user_id == ann.pk


@pytest.mark.parametrize("cookie", ["=", ";;;", "a", "a=\xff", 'a="b', "[]=1", "\x7f=1"])
def test_broken_cookies_name_nobody(cookie: str) -> None:
    assert is_guest(connect(cookie=cookie))
