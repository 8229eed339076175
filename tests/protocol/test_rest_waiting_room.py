"""Calls of a host over REST about the waiting room take effect at once."""

from collections.abc import Callable

import pytest

from accounts.models import User
from rooms.models import Room, RoomSettings
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.protocol.calling import Call, error, seat_id
from tests.protocol.joining import Enter, connect_as


@pytest.fixture
def knock(connect: Connecting, room: Room) -> Callable[[str | User], Client]:
    """Give a function that lets a client knock."""
    RoomSettings.objects.filter(room=room).update(waiting_room=True)

    def knock(who: str | User) -> Client:
        client = connect_as(connect, who)
        client.call("join-room", {"roomCode": room.code})
        client.joined = client.expect("waiting-room")
        return client

    return knock


def test_only_hosts_can_list_the_waiting_room(
    call: Call, enter: Enter, knock: Callable[[str], Client], ann: User
) -> None:
    host, gus = enter(ann), knock("Gus")
    del host
    (waiting,) = call(ann, "waiting", method="GET").json()
    assert (waiting["displayName"], waiting["verified"], waiting["userId"]) == ("Gus", False, None)
    assert waiting["participantId"] == seat_id(gus)
    token = gus.joined["participantToken"]
    for more in ("participants", "messages", "ice-servers"):
        assert error(call(token, more, method="GET")) == (404, "ROOM_NOT_FOUND")


def test_a_host_writes_to_a_knocker_and_admits_them(
    call: Call, enter: Enter, knock: Callable[[str], Client], ann: User
) -> None:
    enter(ann)
    gus = knock("Gus")
    place = f"waiting/{seat_id(gus)}"
    assert call(ann, f"{place}/message", {"content": "Soon"}).status_code == 204
    assert gus.expect("waiting-room-message") == {"from": "Ann", "content": "Soon"}
    assert call(ann, f"{place}/admit").status_code == 204
    assert gus.expect("room-joined")["participantId"] == seat_id(gus)
    assert error(call(ann, f"{place}/admit")) == (404, "KNOCKER_NOT_FOUND")


def test_a_host_denies_a_knocker(
    call: Call, enter: Enter, knock: Callable[[str], Client], ann: User
) -> None:
    enter(ann)
    gus = knock("Gus")
    assert call(ann, f"waiting/{seat_id(gus)}/deny", {"block": True}).status_code == 204
    assert gus.expect("waiting-room-result")["status"] == "denied"
    assert [one["displayName"] for one in call(ann, "blocks", method="GET").json()] == ["Gus"]


def test_all_knockers_that_the_host_saw_are_admitted(
    call: Call, enter: Enter, knock: Callable[[str], Client], ann: User
) -> None:
    enter(ann)
    gus, eve, late = knock("Gus"), knock("Eve"), knock("Late")
    seen = [seat_id(gus), seat_id(eve)]
    answer = call(ann, "waiting/admit", {"targetIds": seen})
    assert answer.status_code == 200
    assert answer.json() == {"admitted": seen, "fullFor": []}
    for client in (gus, eve):
        client.expect("room-joined")
    late.settle()
    assert "room-joined" not in late.received_names()
