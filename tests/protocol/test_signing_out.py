"""Live connections end with what proved the account, whichever way that ends."""

import json
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client as Browser
from rest_framework_simplejwt.tokens import AccessToken

from accounts.models import User
from accounts.tokens import begin_session
from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.clients.flavours import FLAVOURS
from tests.clients.raw import RawClient
from tests.protocol.joining import (
    ConnectRaw,
    Enter,
    NewAccount,
    access_token,
    connect_as,
    join,
    knock,
    refusal,
    session_cookies,
)
from tests.servers.meet import MeetServer

PROMISED_SECONDS = 5
# Beyond what is promised, for a machine that does other things too.
PATIENCE_SECONDS = 5
PASSWORD = "correct horse battery"

SIGNED_OUT = {"reason": "You were signed out", "code": "SIGNED_OUT"}
OTHERS = ("/meetmates", "/rtcio", "/webrtc-demo")
TOKEN_EXPIRED = {"reason": "The access token has expired", "code": "TOKEN_EXPIRED"}

hastily = pytest.mark.parametrize("server", ["hasty_server"], indirect=True)


@pytest.fixture
def bob(new_account: NewAccount) -> User:
    bob = new_account("Bob")
    bob.set_password(PASSWORD)
    bob.save()
    return bob


def signed_in(account: User) -> Browser:
    browser = Browser()
    browser.force_login(account)
    return browser


def change_password(account: User) -> None:
    form = {"oldpassword": PASSWORD, "password1": "a new long one", "password2": "a new long one"}
    assert signed_in(account).post("/accounts/password/change/", form).status_code == 302


def switch_off(account: User) -> None:
    operator = User.objects.create_superuser("operator@example.org", PASSWORD)
    page = f"/admin/accounts/user/{account.pk}/change/"
    form = {"email": account.email, "display_name": "Bob", "avatar_color": 1}
    assert signed_in(operator).post(page, form).status_code == 302


def delete(account: User) -> None:
    operator = User.objects.create_superuser("operator@example.org", PASSWORD)
    page = f"/admin/accounts/user/{account.pk}/delete/"
    assert signed_in(operator).post(page, {"post": "yes"}).status_code == 302


def expiring(account: User, seconds: float = 2) -> str:
    token = AccessToken.for_user(account)
    token.set_exp(lifetime=timedelta(seconds=seconds))
    return str(token)


def sign_out(token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    answer = Browser().post("/api/auth/logout", {}, "application/json", headers=headers)
    assert answer.status_code == 204


class Meeting:
    """Bob, signed in twice, beside others who have nothing to do with that."""

    def __init__(self, connect: Connecting, enter: Enter, room: Room, bob: User) -> None:
        self.host = enter(room.host)
        self.guest = enter("Gil")
        self.token = str(begin_session(bob).access_token)
        self.bob = connect({"token": self.token})
        join(self.bob, room)
        self.elsewhere = connect_as(connect, bob)
        self.host.heard_all()

    def nobody_else_notices(self) -> None:
        for other in (self.guest, self.host):
            assert other.heard("force-disconnect") == []


@pytest.fixture
def meeting(connect: Connecting, enter: Enter, room: Room, bob: User) -> Meeting:
    return Meeting(connect, enter, room, bob)


def test_a_sign_out_ends_what_was_opened_by_it_and_nothing_else(meeting: Meeting) -> None:
    began = time.monotonic()
    sign_out(meeting.token)

    assert meeting.bob.expect("force-disconnect") == SIGNED_OUT
    meeting.bob.wait_closed()
    assert time.monotonic() - began < PROMISED_SECONDS + PATIENCE_SECONDS
    assert meeting.host.expect("user-left")["socketId"] == meeting.bob.peer_id
    meeting.elsewhere.settle()
    meeting.nobody_else_notices()


@pytest.mark.parametrize("end", [change_password, switch_off, delete])
def test_what_concerns_the_account_ends_all_of_it(
    meeting: Meeting, bob: User, end: Callable[[User], None]
) -> None:
    left = bob.pk
    end(bob)

    for client in (meeting.bob, meeting.elsewhere):
        assert client.expect("force-disconnect") == SIGNED_OUT
        client.wait_closed()
    gone = meeting.host.expect("user-left")
    assert gone == {"socketId": meeting.bob.peer_id, "userId": str(left)}
    meeting.nobody_else_notices()


@pytest.mark.parametrize(
    "flavour",
    [FLAVOURS["python-websocket"], FLAVOURS["npm-polling"], FLAVOURS["npm-upgrade"]],
    indirect=True,
)
def test_signing_out_in_a_browser_ends_its_calls_and_no_others(
    connect: Connecting, server: MeetServer, room: Room, bob: User
) -> None:
    here, there = session_cookies(bob), session_cookies(bob)
    call = connect(cookies=here, origin=server.url)
    join(call, room)
    elsewhere = connect(cookies=there, origin=server.url)

    browser = Browser()
    browser.cookies.load(here)
    assert browser.post("/accounts/logout/").status_code == 302

    assert call.expect("force-disconnect") == SIGNED_OUT
    call.wait_closed()
    elsewhere.settle()
    again = connect({"displayName": "Bob"}, cookies=here, origin=server.url)
    assert "userId" not in join(again, room)["self"]


def test_other_protocols_are_closed_as_well(connect: Connecting, bob: User) -> None:
    token = str(begin_session(bob).access_token)
    clients = {name: connect({"token": token}, namespace=name) for name in OTHERS}
    strangers = [connect({"displayName": "Gil"}, namespace=name) for name in OTHERS]

    sign_out(token)

    assert clients["/meetmates"].expect("error") == "You were signed out"
    for client in clients.values():
        client.wait_closed()
    for stranger in strangers:
        stranger.settle()


def test_who_waits_to_be_let_in_waits_no_more(
    connect: Connecting, enter: Enter, room: Room, bob: User
) -> None:
    room.settings.waiting_room = True
    room.settings.save()
    host = enter(room.host)
    token = str(begin_session(bob).access_token)
    knocker = connect({"token": token})
    placed = knock(knocker, room)
    (waiting,) = host.expect("waiting-room-update")["waiting"]
    assert waiting["participantId"] == placed["participantId"]

    sign_out(token)

    knocker.wait_closed()
    assert host.expect("waiting-room-update") == {"waiting": []}


def connected(client: RawClient, token: str, **claim: str) -> dict[str, str]:
    client.send("0" + json.dumps({"token": token, **claim}))
    return json.loads(client.receive().removeprefix("0"))


def test_a_lost_connection_of_who_signed_out_does_not_come_back(
    connect_raw: ConnectRaw, enter: Enter, room: Room, bob: User
) -> None:
    host = enter(room.host)
    token = str(begin_session(bob).access_token)
    lost = connect_raw()
    before = connected(lost, token)
    assert lost.call("join-room", {"roomCode": room.code})["success"] is True
    lost.close()
    sign_out(token)
    assert host.expect("user-left")["socketId"] == before["sid"]

    after = connected(connect_raw(), access_token(bob), pid=before["pid"])

    assert after["sid"] != before["sid"]
    assert after["pid"] != before["pid"]


def test_a_lost_connection_of_who_is_signed_in_does(
    connect_raw: ConnectRaw, room: Room, bob: User
) -> None:
    lost = connect_raw()
    before = connected(lost, access_token(bob))
    lost.close()

    assert connected(connect_raw(), access_token(bob), pid=before["pid"]) == before


@hastily
def test_who_is_asked_for_another_token_and_shows_none_is_closed(
    connect: Connecting, enter: Enter, room: Room, bob: User
) -> None:
    host = enter(room.host)
    client = connect({"token": expiring(bob)})
    joined = join(client, room)

    assert client.expect("token-expired") == {"graceSeconds": 0.5}
    assert client.expect("force-disconnect") == TOKEN_EXPIRED
    client.wait_closed()

    assert host.expect("user-joined")["participant"]["socketId"] == client.peer_id
    assert join(connect_as(connect, bob), room)["participantId"] == joined["participantId"]


def test_a_token_is_refreshed_by_one_of_the_same_account_only(
    connect: Connecting, bob: User, ann: User
) -> None:
    guest, client = connect_as(connect, "Gil"), connect_as(connect, bob)

    assert refusal(guest, "refresh-token", {"token": access_token(bob)}) == "IDENTITY_MISMATCH"
    assert refusal(client, "refresh-token", {"token": access_token(ann)}) == "IDENTITY_MISMATCH"
    for bad in ("garbage", expiring(bob, -1)):
        assert refusal(client, "refresh-token", {"token": bad}) == "INVALID_TOKEN"
    for shape in ({}, {"token": ""}, {"token": 7}, {"token": "x" * 4097}):
        assert refusal(client, "refresh-token", shape) == "INVALID_PAYLOAD"

    answer = client.call("refresh-token", {"token": access_token(bob)})

    assert answer.pop("success") is True
    assert 0 < answer.pop("expiresInSeconds") <= 15 * 60
    assert answer == {}


@hastily
def test_a_refreshed_token_keeps_the_connection(connect: Connecting, bob: User) -> None:
    control = connect({"token": expiring(bob)})
    kept = [connect({"token": expiring(bob)}, namespace=name) for name in ("/", *OTHERS)]
    for client in kept:
        answer = client.call("refresh-token", {"token": access_token(bob)})
        assert answer["success"] is True, answer

    control.wait_closed()

    for client in kept:
        client.settle()


@hastily
def test_signing_out_ends_what_was_refreshed_meanwhile(connect: Connecting, bob: User) -> None:
    session = begin_session(bob)
    client = connect({"token": expiring(bob)})
    client.call("refresh-token", {"token": str(session.access_token)})

    sign_out(str(session.access_token))

    assert client.expect("force-disconnect") == SIGNED_OUT


@hastily
def test_who_comes_back_with_another_token_goes_by_that(
    connect: Connecting, connect_raw: ConnectRaw, bob: User
) -> None:
    lost, control = connect_raw(), connect({"token": expiring(bob)})
    before = connected(lost, expiring(bob))
    lost.close()
    back = connect_raw()
    assert connected(back, access_token(bob), pid=before["pid"]) == before

    control.wait_closed()

    assert back.call("refresh-token", {"token": access_token(bob)})["success"] is True


def test_many_connections_of_one_account_end_together(connect: Connecting, bob: User) -> None:
    clients = [connect_as(connect, bob) for _ in range(8)]

    User.objects.filter(pk=bob.pk).update(is_active=False)

    for client in clients:
        client.wait_closed()
