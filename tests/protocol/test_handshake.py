"""The handshake alone decides who a person is."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import jwt
import pytest
from django.conf import settings
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from accounts.guests import COOKIE_NAME, participant_token
from accounts.models import User
from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour
from tests.clients.inbox import ConnectionRefused
from tests.protocol.joining import (
    Enter,
    NewAccount,
    access_token,
    guest_cookie,
    join,
    refused_join,
    session_cookies,
)
from tests.servers.meet import FRIENDLY_ORIGIN, MeetServer

STRANGE_ORIGIN = "https://stranger.example"


def expired(user: User) -> str:
    token = AccessToken.for_user(user)
    token.set_exp(lifetime=-timedelta(seconds=1))
    return str(token)


def refresh(user: User) -> str:
    return str(RefreshToken.for_user(user))


def unsigned(user: User) -> str:
    return jwt.encode(dict(AccessToken.for_user(user).payload), None, algorithm="none")


def signed_with_another_key(user: User) -> str:
    payload = dict(AccessToken.for_user(user).payload)
    return jwt.encode(payload, "another key, which is long enough for this", algorithm="HS256")


def signed_with_the_key_of_sessions(user: User) -> str:
    payload = dict(AccessToken.for_user(user).payload)
    return jwt.encode(payload, settings.SECRET_KEY, algorithm="HS256")


def of_a_deactivated_account(user: User) -> str:
    User.objects.filter(pk=user.pk).update(is_active=False)
    return access_token(user)


def from_before_a_new_password(user: User) -> str:
    token = access_token(user)
    user.set_password("another password")
    user.save()
    return token


def of_nobody(user: User) -> str:
    token = access_token(user)
    user.delete()
    return token


def garbage(_user: User) -> str:
    return "garbage"


@every_flavour
def test_a_token_names_the_account(connect: Connecting, room: Room, ann: User):
    client = connect({"token": access_token(ann)})

    assert join(client, room)["isHost"] is True


@pytest.mark.parametrize(
    "bad",
    [
        expired,
        refresh,
        unsigned,
        signed_with_another_key,
        signed_with_the_key_of_sessions,
        of_a_deactivated_account,
        from_before_a_new_password,
        of_nobody,
        garbage,
    ],
)
def test_a_bad_token_is_refused(
    connect: Connecting, new_account: NewAccount, bad: Callable[[User], str]
):
    bob = new_account("Bob")
    connect({"token": access_token(bob)})

    with pytest.raises(ConnectionRefused) as refused:
        connect({"token": bad(bob), "displayName": "Bob"})

    assert refused.value.reason["code"] == "INVALID_TOKEN"


@every_flavour
def test_a_refused_connection_gets_a_code_and_a_message(connect: Connecting):
    with pytest.raises(ConnectionRefused) as refused:
        connect({"token": "garbage"})

    reason = refused.value.reason
    assert reason["message"] == "The access token is invalid or has expired"
    assert reason["data"] == {"code": "INVALID_TOKEN", "message": reason["message"]}


@pytest.mark.parametrize("auth", [{"token": 7}, {"displayName": ["x"]}, {"token": "x" * 5000}])
def test_an_auth_of_wrong_types_is_refused(connect: Connecting, auth: dict):
    with pytest.raises(ConnectionRefused) as refused:
        connect(auth)

    assert refused.value.reason["code"] == "INVALID_PAYLOAD"


@every_flavour
def test_an_unknown_namespace_is_refused_with_a_message(connect: Connecting):
    with pytest.raises(ConnectionRefused) as refused:
        connect(namespace="/nowhere")

    assert refused.value.reason["message"] == "Invalid namespace"


@every_flavour
def test_a_session_counts_from_own_pages(
    connect: Connecting, server: MeetServer, room: Room, ann: User
):
    client = connect(cookies=session_cookies(ann), origin=server.url)

    assert join(client, room)["isHost"] is True


def test_a_session_counts_from_pages_of_a_listed_site(connect: Connecting, room: Room, ann: User):
    client = connect(cookies=session_cookies(ann), origin=FRIENDLY_ORIGIN)

    assert join(client, room)["isHost"] is True


def test_a_session_without_an_origin_names_nobody(connect: Connecting, room: Room, ann: User):
    client = connect({"displayName": "Somebody"}, cookies=session_cookies(ann))

    assert join(client, room)["isHost"] is False


@every_flavour
def test_pages_of_another_site_get_no_connection(connect: Connecting, ann: User):
    with pytest.raises(ConnectionRefused):
        connect(cookies=session_cookies(ann), origin=STRANGE_ORIGIN)


def test_an_origin_that_only_begins_like_an_own_one_gets_no_connection(
    connect: Connecting, server: MeetServer
):
    with pytest.raises(ConnectionRefused):
        connect(origin=f"{server.url}.stranger.example")


def test_a_session_of_a_deactivated_account_names_nobody(
    connect: Connecting, server: MeetServer, room: Room, ann: User
):
    cookies = session_cookies(ann)
    User.objects.filter(pk=ann.pk).update(is_active=False)

    client = connect({"displayName": "Ann"}, cookies=cookies, origin=server.url)

    assert join(client, room)["isHost"] is False


def test_a_token_takes_precedence_over_a_session(
    connect: Connecting, server: MeetServer, room: Room, new_account: NewAccount
):
    auth = {"token": access_token(new_account("Bob"))}

    client = connect(auth, cookies=session_cookies(room.host), origin=server.url)

    assert join(client, room)["isHost"] is False


def test_a_guest_is_recognised_by_the_cookie(connect: Connecting, server: MeetServer, room: Room):
    browser = {"cookies": {COOKIE_NAME: guest_cookie()}, "origin": server.url}
    first = join(connect({"displayName": "Gil"}, **browser), room)

    again = join(connect({"displayName": "Gil"}, **browser), room)

    assert again["participantId"] == first["participantId"]


@pytest.mark.parametrize(
    "value",
    ["forged", uuid.uuid4().hex, participant_token(uuid.uuid4())],
    ids=["a word", "an id", "a token"],
)
def test_a_forged_guest_cookie_names_a_new_guest(
    connect: Connecting, server: MeetServer, room: Room, value: str
):
    browser = {"cookies": {COOKIE_NAME: value}, "origin": server.url}
    first = join(connect({"displayName": "Gil"}, **browser), room)

    again = join(connect({"displayName": "Gil"}, **browser), room)

    assert again["participantId"] != first["participantId"]


def test_a_guest_cookie_without_an_origin_names_a_new_guest(
    connect: Connecting, server: MeetServer, room: Room
):
    cookies = {COOKIE_NAME: guest_cookie()}
    first = join(connect({"displayName": "Gil"}, cookies=cookies, origin=server.url), room)

    other = join(connect({"displayName": "Gil"}, cookies=cookies), room)

    assert other["participantId"] != first["participantId"]


def test_a_claimed_user_id_must_be_that_of_the_credential(
    connect: Connecting, room: Room, new_account: NewAccount
):
    bob = new_account("Bob")

    honest = connect({"token": access_token(bob), "userId": str(bob.pk)})
    assert join(honest, room, userId=str(bob.pk))["isHost"] is False

    liar = connect({"token": access_token(bob), "userId": str(room.host_id)})
    assert refused_join(liar, room.code)[0] == "IDENTITY_MISMATCH"


def test_a_guest_who_claims_to_be_an_account_is_refused(
    connect: Connecting, room: Room, enter: Enter
):
    host, guest = enter(room.host), connect({"displayName": "Ann"})

    assert refused_join(guest, room.code, userId=str(room.host_id))[0] == "IDENTITY_MISMATCH"

    assert host.received("user-joined") == []
