"""Pages change or close a room in session."""

import pytest
from asgiref.sync import async_to_sync
from msgspec.structs import replace

from rooms import actions
from rooms.models import Room
from signaling.actions.rooms.end import room_end_events
from signaling.actions.rooms.room_changes import read_changed_room
from signaling.actions.rooms.sit_down import Arrival, sit_down
from signaling.caller import Caller
from signaling.protocol.events import LockChanged, Removed, RoomEnded, SettingsUpdated
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import Clock, a_caller


def change(clients: Clients, room: Room) -> None:
    clients.outcomes = async_to_sync(read_changed_room)(str(room.pk), clients.presence)


def test_a_change_of_a_room_that_is_not_in_session_has_no_events(
    clients: Clients, room: Room
) -> None:
    change(clients, room)
    assert clients.outcomes == []


@pytest.mark.usefixtures("seated")
def test_everybody_is_told_once_of_new_settings(
    clients: Clients, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    actions.update_room(room, room.host, name="Renamed", access="anyone", allow_chat=False)
    clock.pass_seconds(1)
    change(clients, room)
    (updated,) = clients.received(guest)
    assert isinstance(updated, SettingsUpdated)
    assert not updated.settings.allow_chat
    assert clients.received(host) == [updated]
    change(clients, room)
    assert clients.outcomes == []


@pytest.mark.usefixtures("seated")
def test_everybody_is_told_once_of_a_lock_from_a_page(
    clients: Clients, room: Room, guest: Caller, clock: Clock
) -> None:
    actions.set_locked(room, room.host, True)
    clock.pass_seconds(1)
    change(clients, room)
    assert clients.received(guest) == [LockChanged(locked=True)]
    change(clients, room)
    assert clients.outcomes == []


@pytest.mark.usefixtures("seated")
def test_everybody_is_told_that_a_room_was_closed_and_is_disconnected(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    knowing = a_caller("kim")
    clients.join(knowing, room, capabilities=["seats"])
    closing = clients.presence.close_room
    clients.outcomes = room_end_events(closing(str(room.pk)), "over")
    ended, removed = RoomEnded(reason="over"), Removed(reason="over")
    assert clients.received(knowing) == [ended]
    assert clients.received(host) == clients.received(guest) == [ended, removed]
    assert sorted(clients.closed()) == sorted([host.peer_id, guest.peer_id, knowing.peer_id])
    assert not clients.is_seated(guest)
    clients.outcomes = room_end_events(closing(str(room.pk)), "over")
    assert clients.closed() == []


@pytest.mark.usefixtures("seated")
def test_a_change_that_a_join_has_read_is_told_to_everybody_even_if_the_seat_is_gone(
    clients: Clients, room: Room, guest: Caller, clock: Clock
) -> None:
    gone = replace(clients.seat(guest), id="gone")
    newer = clients.presence.room(str(room.pk))
    assert newer is not None
    read = replace(newer, as_of=clock() + 1, is_locked=True)
    arrival = Arrival("peer-cy", "native", knows_seats=True)
    assert async_to_sync(sit_down)(gone, arrival, clients.presence, room=read) is None
    actions.set_locked(room, room.host, True)
    clock.pass_seconds(2)
    change(clients, room)
    assert clients.received(guest) == [LockChanged(locked=True)]
