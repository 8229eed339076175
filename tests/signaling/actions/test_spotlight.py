"""Hosts put one person of the room into the spotlight."""

import pytest

from rooms.models import Room
from rooms.refusals import NotAuthorized
from signaling.caller import Caller
from signaling.outcomes import StoreRoom
from signaling.protocol.commands import Leave, Remove, SetSpotlight
from signaling.protocol.events import PeerLeft, SpotlightChanged
from signaling.refusals import NotInRoom, PeerNotFound, WrongRoom
from tests.signaling.actions.clients import Clients, audit_entries
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("seated")

ENDED = SpotlightChanged(participant_id=None)


def on(clients: Clients, caller: Caller) -> SetSpotlight:
    return SetSpotlight(participant_id=clients.seat(caller).id)


def spotlight(clients: Clients, room: Room) -> str | None:
    return clients.presence.rooms.spotlight(str(room.pk))


def test_a_caller_without_a_seat_may_not_set_the_spotlight(
    clients: Clients, room: Room, guest: Caller
) -> None:
    with pytest.raises(NotInRoom):
        clients.send(a_caller("nobody"), on(clients, guest))
    assert spotlight(clients, room) is None


def test_a_participant_may_neither_set_nor_end_the_spotlight(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(host, on(clients, host))
    for command in (on(clients, guest), SetSpotlight(participant_id=None)):
        with pytest.raises(NotAuthorized):
            clients.send(guest, command)
    assert spotlight(clients, room) == clients.seat(host).id
    assert audit_entries() == [("spotlight", "Ann", "Ann")]


def test_nobody_of_another_room_gets_into_the_spotlight(
    clients: Clients, room: Room, other_room: Room, host: Caller, stranger: Caller
) -> None:
    for participant_id in (clients.seat(stranger).id, host.peer_id, "x"):
        with pytest.raises(PeerNotFound):
            clients.send(host, SetSpotlight(participant_id=participant_id))
    with pytest.raises(WrongRoom):
        clients.send(host, SetSpotlight(participant_id=None, room_id=other_room.code))
    assert spotlight(clients, room) is None
    assert audit_entries() == []


def test_a_host_puts_people_into_the_spotlight_and_everybody_is_told(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    for caller in (guest, host):
        clients.send(host, on(clients, caller))
        changed = SpotlightChanged(participant_id=clients.seat(caller).id)
        assert clients.received(host) == clients.received(guest) == [changed]
        assert StoreRoom() in clients.outcomes
    assert clients.join(a_caller("cy"), room).spotlight == clients.seat(host).id
    clients.send(host, SetSpotlight(participant_id=None))
    assert clients.received(guest) == [ENDED]
    assert clients.join(a_caller("dee"), room).spotlight is None
    entries = [("spotlight", "Bo"), ("spotlight", "Ann"), ("end_spotlight", "Ann")]
    assert audit_entries() == [(action, "Ann", target) for action, target in entries]


def test_a_cohost_may_put_the_owner_into_the_spotlight(
    clients: Clients, room: Room, host: Caller, cohost: Caller
) -> None:
    clients.join(cohost, room)
    clients.send(cohost, on(clients, host))
    assert spotlight(clients, room) == clients.seat(host).id


def test_a_repeated_command_tells_nobody(clients: Clients, host: Caller, guest: Caller) -> None:
    assert clients.send(host, SetSpotlight(participant_id=None)) == []
    clients.send(host, on(clients, guest))
    assert clients.send(host, on(clients, guest)) == []
    assert audit_entries() == [("spotlight", "Ann", "Bo")]


def test_the_spotlight_stays_while_the_person_reloads_and_ends_when_the_hold_runs_out(
    clients: Clients, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    clients.send(host, on(clients, guest))
    seat_id = clients.seat(guest).id
    clients.end_connection(guest, how="closed")
    assert [type(event) for event in clients.received(host)] == [PeerLeft]
    assert clients.join(guest, room).spotlight == seat_id == clients.seat(guest).id
    clients.end_connection(guest, how="closed")
    clock.pass_seconds(600)
    clients.apply_deadlines()
    assert ENDED in clients.received(host)
    assert spotlight(clients, room) is None


@pytest.mark.parametrize("way", ["leave", "remove"])
def test_the_spotlight_ends_when_its_person_is_gone(
    clients: Clients, room: Room, host: Caller, guest: Caller, way: str
) -> None:
    clients.send(host, on(clients, guest))
    if way == "leave":
        clients.send(guest, Leave())
    else:
        clients.send(host, Remove(target_id=guest.peer_id))
    assert [type(event) for event in clients.received(host)] == [PeerLeft, SpotlightChanged]
    assert clients.received(host)[-1] == ENDED
    assert ENDED not in clients.received(guest)
    assert spotlight(clients, room) is None


def test_others_who_leave_do_not_end_the_spotlight(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(host, on(clients, host))
    clients.send(guest, Leave())
    assert [type(event) for event in clients.received(host)] == [PeerLeft]
    assert spotlight(clients, room) == clients.seat(host).id
