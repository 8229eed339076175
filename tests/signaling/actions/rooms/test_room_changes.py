"""What pages say to a room in session."""

import pytest
from asgiref.sync import async_to_sync

from rooms import actions
from rooms.models import Room
from signaling.actions.rooms.end import room_end_events
from signaling.actions.rooms.room_changes import read_changed_room
from signaling.caller import Caller
from signaling.protocol.events import LockChanged, Removed, RoomEnded, SettingsUpdated
from tests.signaling.actions.clients import Company
from tests.signaling.examples import Clock, a_caller


def change(company: Company, room: Room) -> None:
    company.outcomes = async_to_sync(read_changed_room)(str(room.pk), company.presence)


def test_a_room_that_is_not_in_session_hears_nothing(company: Company, room: Room) -> None:
    change(company, room)
    assert company.outcomes == []


@pytest.mark.usefixtures("seated")
def test_everybody_is_told_of_new_settings_once(
    company: Company, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    actions.update_room(room, room.host, name="Renamed", access="anyone", allow_chat=False)
    clock.pass_seconds(1)
    change(company, room)
    (updated,) = company.told(guest)
    assert isinstance(updated, SettingsUpdated)
    assert not updated.settings.allow_chat
    assert company.told(host) == [updated]
    change(company, room)
    assert company.outcomes == []


@pytest.mark.usefixtures("seated")
def test_a_lock_from_a_page_reaches_everybody_once(
    company: Company, room: Room, guest: Caller, clock: Clock
) -> None:
    actions.set_locked(room, room.host, True)
    clock.pass_seconds(1)
    change(company, room)
    assert company.told(guest) == [LockChanged(locked=True)]
    change(company, room)
    assert company.outcomes == []


@pytest.mark.usefixtures("seated")
def test_a_closed_room_sends_everybody_away(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    knowing = a_caller("kim")
    company.join(knowing, room, capabilities=["seats"])
    closing = company.presence.close_room
    company.outcomes = room_end_events(closing(str(room.pk)), "over")
    ended, removed = RoomEnded(reason="over"), Removed(reason="over")
    assert company.told(knowing) == [ended]
    assert company.told(host) == company.told(guest) == [ended, removed]
    assert sorted(company.closed()) == sorted([host.peer_id, guest.peer_id, knowing.peer_id])
    assert not company.is_seated(guest)
    company.outcomes = room_end_events(closing(str(room.pk)), "over")
    assert company.closed() == []
