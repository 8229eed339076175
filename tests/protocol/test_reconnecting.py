"""A lost transport, for clients with and without the capability `seats`."""

import pytest

from accounts.guests import COOKIE_NAME
from rooms.models import Room
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_library
from tests.protocol.joining import connect_as, guest_cookie, join
from tests.servers.meet import MeetServer

SEATS = {"capabilities": ["seats"]}


@pytest.fixture
def browser(server: MeetServer) -> dict:
    return {"cookies": {COOKIE_NAME: guest_cookie()}, "origin": server.url}


@every_library
def test_a_client_with_seats_is_told_that_the_participant_resumed(
    connect: Connecting, room: Room, browser: dict
):
    watcher = enter(connect, room, room.host, SEATS)
    bob = enter(connect, room, "Bob", SEATS, **browser)
    watcher.expect("user-joined")

    bob.drop()

    seat = bob.joined["participantId"]
    reconnecting = {"participantId": seat, "socketId": bob.peer_id}
    assert watcher.expect("participant-reconnecting") == reconnecting
    late = enter(connect, room, "Late", SEATS)
    assert [one["isReconnecting"] for one in late.joined["participants"]] == [False, True]
    watcher.expect("user-joined")

    back = enter(connect, room, "Bob", SEATS, **browser)

    resumed = {"participantId": seat, "oldSocketId": bob.peer_id, "socketId": back.peer_id}
    for client in (watcher, late):
        assert client.expect("participant-resumed") == resumed
        assert client.received_names() == []


@every_library
def test_a_client_without_seats_is_told_of_a_leave_and_a_join(
    connect: Connecting, room: Room, browser: dict
):
    watcher = enter(connect, room, room.host, {})
    bob = enter(connect, room, "Bob", SEATS, **browser)
    watcher.expect("user-joined")

    bob.drop()

    assert watcher.expect("user-left") == {"socketId": bob.peer_id}
    late = enter(connect, room, "Late", {})
    assert [one["displayName"] for one in late.joined["participants"]] == ["Ann"]
    watcher.expect("user-joined")

    back = enter(connect, room, "Bob", SEATS, **browser)

    for client in (watcher, late):
        assert client.expect("user-joined")["participant"]["socketId"] == back.peer_id
        assert client.received_names() == []


def test_a_return_before_anybody_noticed_is_told_once(
    connect: Connecting, room: Room, browser: dict
):
    knowing, unknowing = enter(connect, room, room.host, SEATS), enter(connect, room, "Una", {})
    knowing.expect("user-joined")
    bob = enter(connect, room, "Bob", SEATS, **browser)
    for client in (knowing, unknowing):
        client.expect("user-joined")
    bob.drop()

    back = enter(connect, room, "Bob", SEATS, **browser)

    assert knowing.expect("participant-resumed")["socketId"] == back.peer_id
    assert unknowing.expect("user-left") == {"socketId": bob.peer_id}
    assert unknowing.expect("user-joined")["participant"]["socketId"] == back.peer_id
    assert knowing.received_names() == unknowing.received_names() == []


def enter(
    connect: Connecting, room: Room, who: object, fields: dict, **connection: object
) -> Client:
    client = connect_as(connect, who, **connection)
    client.joined = join(client, room, **fields)
    return client
