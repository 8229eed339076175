"""Connections end when their credential ends."""

import time
from collections.abc import Callable

import pytest
from django.test import Client as Browser

from accounts.models import User
from accounts.tokens import begin_session
from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.clients.flavours import FLAVOURS
from tests.protocol.joining import (
    ConnectRaw,
    Enter,
    NewAccount,
    access_token,
    connect_as,
    join,
    knock,
    session_cookies,
)
from tests.protocol.tokens import OTHER_NAMESPACES, SIGNED_OUT, connected, sign_out
from tests.servers.meet import MeetServer

PROMISED_SECONDS = 5
# More time than promised, for a busy machine.
PATIENCE_SECONDS = 5
PASSWORD = "correct horse battery"


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


class Meeting:
    """A meeting with Bob, who is signed in twice, and with other people."""

    def __init__(self, connect: Connecting, enter: Enter, room: Room, bob: User) -> None:
        self.host = enter(room.host)
        self.guest = enter("Gil")
        self.token = str(begin_session(bob).access_token)
        self.bob = connect({"token": self.token})
        join(self.bob, room)
        self.elsewhere = connect_as(connect, bob)
        self.host.take_received()

    def nobody_else_notices(self) -> None:
        for other in (self.guest, self.host):
            assert other.received("force-disconnect") == []


@pytest.fixture
def meeting(connect: Connecting, enter: Enter, room: Room, bob: User) -> Meeting:
    return Meeting(connect, enter, room, bob)


def test_a_sign_out_ends_only_the_connections_of_its_sign_in(meeting: Meeting) -> None:
    began = time.monotonic()
    sign_out(meeting.token)

    assert meeting.bob.expect("force-disconnect") == SIGNED_OUT
    meeting.bob.wait_closed()
    assert time.monotonic() - began < PROMISED_SECONDS + PATIENCE_SECONDS
    assert meeting.host.expect("user-left")["socketId"] == meeting.bob.peer_id
    meeting.elsewhere.settle()
    meeting.nobody_else_notices()


@pytest.mark.parametrize("end", [change_password, switch_off, delete])
def test_a_change_of_the_account_ends_all_its_connections(
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
    clients = {name: connect({"token": token}, namespace=name) for name in OTHER_NAMESPACES}
    strangers = [connect({"displayName": "Gil"}, namespace=name) for name in OTHER_NAMESPACES]

    sign_out(token)

    assert clients["/meetmates"].expect("error") == "You were signed out"
    for client in clients.values():
        client.wait_closed()
    for stranger in strangers:
        stranger.settle()


def test_a_signed_out_knocker_leaves_the_waiting_room(
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


def test_a_lost_connection_is_not_recovered_after_a_sign_out(
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


def test_a_lost_connection_is_recovered_while_signed_in(
    connect_raw: ConnectRaw, room: Room, bob: User
) -> None:
    lost = connect_raw()
    before = connected(lost, access_token(bob))
    lost.close()

    assert connected(connect_raw(), access_token(bob), pid=before["pid"]) == before


def test_many_connections_of_one_account_end_together(connect: Connecting, bob: User) -> None:
    clients = [connect_as(connect, bob) for _ in range(8)]

    User.objects.filter(pk=bob.pk).update(is_active=False)

    for client in clients:
        client.wait_closed()
