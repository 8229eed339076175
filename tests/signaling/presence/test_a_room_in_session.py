"""The record of a room, and the time at which its rows were read."""

import asyncio

import pytest
from asgiref.sync import async_to_sync

from rooms.refusals import RoomLocked
from signaling.presence import Presence
from signaling.presence.records import EntryRequest
from tests.signaling.examples import ROOM_ID, Clock, a_knock, a_room, a_seat
from tests.signaling.presence.conftest import Asking


def test_a_room_is_here_only_while_somebody_has_a_seat_in_it(ask: Asking) -> None:
    assert ask.room(ROOM_ID) is None
    seat = ask.seated("ann")
    ask.hold("ann", 60)
    assert ask.room(ROOM_ID) is not None
    ask.release(seat.id)
    assert ask.room(ROOM_ID) is None


def test_a_room_that_begins_again_has_forgotten_its_lock_and_meeting(ask: Asking) -> None:
    seat = ask.seated("ann")
    ask.rooms.change(ROOM_ID, is_locked=True)
    ask.rooms.set_meeting(ROOM_ID, "first")
    ask.release(seat.id)
    ask.seated("bo", as_of=ask.now())
    room = ask.room(ROOM_ID)
    assert (room.is_locked, room.meeting_id) == (False, "")


def test_the_meeting_is_noted_and_stays_when_newer_rows_are_read(ask: Asking) -> None:
    ask.seated("ann")
    ask.rooms.set_meeting(ROOM_ID, "first")
    ask.rooms.change(ROOM_ID, as_of=2000, name="Renamed")
    room = ask.room(ROOM_ID)
    assert (room.name, room.meeting_id) == ("Renamed", "first")


def test_a_place_taken_by_newer_rows_changes_nothing_untold(ask: Asking) -> None:
    ask.seated("ann")
    ask.taken("bo", as_of=2000, name="Renamed")
    assert ask.room(ROOM_ID).name != "Renamed"


def test_what_was_read_earlier_but_stored_later_yields_to_the_newer(ask: Asking) -> None:
    ask.seated("ann")
    assert ask.rooms.change(ROOM_ID, as_of=2000, name="Older") is not None
    assert ask.rooms.change(ROOM_ID, as_of=3000, name="Newest") is not None
    assert ask.rooms.change(ROOM_ID, as_of=2500, name="Late") is None
    assert ask.room(ROOM_ID).name == "Newest"


def test_a_change_is_returned_before_and_after(ask: Asking) -> None:
    ask.seated("ann")
    before, after = ask.rooms.change(ROOM_ID, is_locked=True)
    assert (before.is_locked, after.is_locked) == (False, True)
    assert ask.room(ROOM_ID) == after


def test_a_lock_holds_against_rows_that_were_read_before_it(ask: Asking, clock: Clock) -> None:
    ask.seated("ann")
    read_at = ask.now()
    clock.pass_seconds(1)
    ask.rooms.change(ROOM_ID, is_locked=True)
    with pytest.raises(RoomLocked):
        ask.taken("bo", as_of=read_at)


def test_rows_that_were_read_after_a_lock_open_the_room(ask: Asking, clock: Clock) -> None:
    ask.seated("ann")
    ask.rooms.change(ROOM_ID, is_locked=True)
    clock.pass_seconds(1)
    assert ask.taken("bo", as_of=ask.now()).is_new


def test_what_was_read_before_the_last_change_is_not_written(ask: Asking, clock: Clock) -> None:
    ask.seated("ann")
    read_at = ask.now()
    clock.pass_seconds(1)
    ask.rooms.change(ROOM_ID, is_locked=True)
    assert ask.rooms.change(ROOM_ID, as_of=read_at, is_locked=False) is None
    assert ask.room(ROOM_ID).is_locked


def test_a_room_that_is_not_in_session_is_not_changed(ask: Asking) -> None:
    assert ask.rooms.change(ROOM_ID, is_locked=True) is None
    ask.rooms.set_meeting(ROOM_ID, "first")
    assert ask.room(ROOM_ID) is None


def test_one_at_a_time_is_in_order_in_a_room(presence: Presence) -> None:
    steps: list[str] = []

    async def act(name: str) -> None:
        async with presence.rooms.chat_order(ROOM_ID):
            steps.append(f"{name} begins")
            await asyncio.sleep(0)
            steps.append(f"{name} ends")

    async def both() -> None:
        knock = a_knock(a_seat("ann"))
        presence.admission.take_place(EntryRequest(a_room(), knock), 15)
        await asyncio.gather(act("one"), act("two"))

    async_to_sync(both)()
    assert steps == ["one begins", "one ends", "two begins", "two ends"]
