"""Native clients that don't know the waiting room are refused before they give up."""

import pytest

from rooms.models import Room
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.protocol.joining import Enter, NewAccount, access_token, connect_as, join, knock, refusal

pytestmark = pytest.mark.parametrize("server", ["hasty_server"], indirect=True)

STILL_WAITING = {
    "code": "JOIN_FAILED",
    "message": "You have not been let in yet. Try again in a moment.",
    "reason": "STILL_WAITING",
}


@pytest.fixture(autouse=True)
def _waiting_room(room: Room) -> None:
    room.settings.waiting_room = True
    room.settings.save()


@pytest.mark.parametrize("capability", ["seats", "waiting-room"])
def test_only_clients_that_declare_no_capability_to_wait_are_told(
    connect: Connecting, enter: Enter, room: Room, capability: str
):
    host = enter(room.host)
    patient, impatient = connect_as(connect, "Pat"), connect_as(connect, "Gil")
    waiting = knock(patient, room, capabilities=[capability, "unknown"])
    knock(impatient, room, capabilities=["unknown"])

    assert impatient.expect("join-error") == STILL_WAITING

    assert patient.take_received() == []
    assert host.call("admit-participant", {"targetId": waiting["participantId"]})["success"]
    patient.expect("room-joined")


def test_a_knocker_that_was_refused_is_not_admitted_without_a_new_join(
    connect: Connecting, enter: Enter, room: Room
):
    host, guest = enter(room.host), connect_as(connect, "Gil")
    place = knock(guest, room)["participantId"]
    guest.expect("join-error")
    wait_for_waiting_list(host, [("Gil", True)])

    assert host.call("admit-participant", {"targetId": place}) == {"success": True}

    assert host.received("user-joined") == []
    assert guest.take_received() == []
    assert refusal(guest, "cancel-knock", {}) == "NOT_IN_ROOM"
    assert join(guest, room)["participantId"] == place
    assert host.expect("user-joined")["participant"]["socketId"] == guest.peer_id


def test_a_knocker_that_asks_again_keeps_its_place_in_the_list(
    connect: Connecting, enter: Enter, room: Room
):
    host, guest, later = enter(room.host), connect_as(connect, "Gil"), connect_as(connect, "Hal")
    place = knock(guest, room)["participantId"]
    knock(later, room, capabilities=["waiting-room"])
    guest.expect("join-error")
    wait_for_waiting_list(host, [("Gil", True), ("Hal", False)])

    assert knock(guest, room)["participantId"] == place

    wait_for_waiting_list(host, [("Gil", False), ("Hal", False)])
    assert host.call("admit-participant", {"targetId": place})["success"]
    assert guest.expect("room-joined")["participantId"] == place


def test_an_account_keeps_its_place_with_another_connection(
    connect: Connecting, enter: Enter, room: Room, new_account: NewAccount
):
    bea = new_account("Bea")
    enter(room.host)
    first = connect({"token": access_token(bea)})
    place = knock(first, room)["participantId"]
    first.expect("join-error")
    first.disconnect()

    assert knock(connect({"token": access_token(bea)}), room)["participantId"] == place


def wait_for_waiting_list(host: Client, waiting: list[tuple[str, bool]]) -> None:
    """Wait for a waiting list with these names, and whether each person is away."""
    received: list[tuple[str, bool]] = []
    while received != waiting:
        listed = host.expect("waiting-room-update")["waiting"]
        received = [(one["displayName"], one["away"]) for one in listed]
