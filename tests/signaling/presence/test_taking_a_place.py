"""The admission rules 3 to 6, applied in one step."""

import asyncio
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from rooms.refusals import EntryRefused, NotInvited, RoomFull, RoomLocked
from signaling.presence import Presence, RowsOutdated
from signaling.presence.records import EntryRequest
from tests.signaling.examples import (
    HOST,
    OTHER_ROOM_ID,
    ROOM_ID,
    Clock,
    a_knock,
    a_room,
    a_seat,
)
from tests.signaling.presence.conftest import Asking


def test_a_newcomer_gets_a_seat(ask: Asking) -> None:
    taken = ask.taken("ann")
    assert taken.is_new
    assert (taken.seat.owner, taken.seat.peer_id) == ("ann", None)


def test_a_newcomer_with_a_refusal_is_refused_with_it(ask: Asking) -> None:
    with pytest.raises(NotInvited):
        ask.take(a_room(), a_seat("ann"), newcomer_refusal=NotInvited())
    assert ask.room(ROOM_ID) is None


@pytest.mark.parametrize("role", ["host", "cohost"])
def test_a_locked_room_refuses_newcomers_but_not_who_may_host(ask: Asking, role: str) -> None:
    locked = a_room(is_locked=True)
    with pytest.raises(RoomLocked):
        ask.take(locked, a_seat("ann"))
    bo = a_seat("bo", role=role)
    assert ask.take(locked, bo).is_new


def test_a_full_room_refuses_newcomers(ask: Asking) -> None:
    ask.seated(HOST, places=2)
    ask.seated("ann", places=2)
    with pytest.raises(RoomFull):
        ask.taken("bo", places=2)


def test_one_place_is_kept_for_a_host_who_is_absent(ask: Asking) -> None:
    ask.seated("ann", places=2)
    with pytest.raises(RoomFull):
        ask.taken("bo", places=2)
    assert ask.taken(HOST, places=2).is_new


def test_the_host_is_not_above_the_number_of_places(ask: Asking) -> None:
    ask.seated(HOST, places=3)
    ask.seated("ann", places=3)
    ask.seated("bo", places=3)
    ask.release(ask.seat_of(HOST).id)
    ask.rooms.change(ROOM_ID, rules=a_room(places=2).rules)
    with pytest.raises(RoomFull):
        ask.taken(HOST, places=2)


def test_held_and_arriving_seats_are_taken_places(ask: Asking) -> None:
    ask.seated(HOST, places=3)
    ask.taken("arriving", places=3)
    ask.seated("held", places=3)
    ask.hold("held", 60)
    with pytest.raises(RoomFull):
        ask.taken("bo", places=3)


@pytest.mark.parametrize("refusal", [None, NotInvited()])
def test_a_seat_that_still_stands_is_given_back_whatever_else_holds(
    ask: Asking, refusal: EntryRefused | None
) -> None:
    first = ask.seated("ann", places=2)
    ask.hold("ann", 60)
    again = ask.take(
        a_room(as_of=2000, places=1, is_locked=True),
        a_seat("ann", id="another"),
        newcomer_refusal=refusal,
    )
    assert (again.is_new, again.seat.id) == (False, first.id)


def test_rows_that_were_read_before_a_change_are_not_believed(ask: Asking, clock: Clock) -> None:
    ask.admission.reject_older_rows(ROOM_ID)
    with pytest.raises(RowsOutdated):
        ask.taken("ann", as_of=clock() - 1)
    assert ask.room(ROOM_ID) is None
    assert ask.taken("ann", as_of=clock()).is_new
    assert ask.taken("bo", id=OTHER_ROOM_ID, as_of=clock() - 1).is_new


def test_who_has_a_seat_is_not_given_it_by_old_rows_either(ask: Asking, clock: Clock) -> None:
    ask.seated("ann", as_of=clock())
    clock.pass_seconds(1)
    ask.admission.reject_older_rows(ROOM_ID)
    with pytest.raises(RowsOutdated):
        ask.take(a_room(as_of=clock() - 1), a_seat("ann", role="cohost"))


def test_what_was_read_before_a_meeting_was_over_is_not_believed(ask: Asking, clock: Clock) -> None:
    seat = ask.seated("ann")
    read_at = clock()
    clock.pass_seconds(1)
    ask.rooms.change(ROOM_ID, rules=a_room(waiting_room=True).rules)
    ask.release(seat.id)
    with pytest.raises(RowsOutdated):
        ask.taken("bo", as_of=read_at)
    assert ask.taken("bo", as_of=clock()).is_new


@pytest.mark.parametrize(
    ("decide", "decided"),
    [
        ("change", {"is_locked": True}),
        ("assign_role", {"owner": "bo", "role": "participant"}),
        ("note_removal", {"owner": "bo", "refusal": None}),
    ],
)
def test_what_is_decided_as_the_last_one_leaves_outdates_what_was_read(
    ask: Asking, clock: Clock, decide: str, decided: dict[str, Any]
) -> None:
    ask.release(ask.seated("ann").id)
    read_at = clock()
    clock.pass_seconds(1)
    getattr(ask.rooms, decide)(room_id=ROOM_ID, **decided)
    with pytest.raises(RowsOutdated):
        ask.taken("bo", as_of=read_at)
    assert ask.taken("bo", as_of=clock()).is_new


def test_a_change_is_forgotten_when_nobody_can_be_on_the_way_any_more(
    ask: Asking, clock: Clock
) -> None:
    ask.admission.reject_older_rows(ROOM_ID)
    clock.pass_seconds(61)
    ask.admission.reject_older_rows(OTHER_ROOM_ID)
    assert ask.taken("ann", as_of=clock() - 62).is_new


def test_a_seat_is_given_back_with_the_role_of_today(ask: Asking) -> None:
    ask.seated("ann")
    again = ask.take(a_room(), a_seat("ann", role="cohost"))
    assert again.seat.role == "cohost"


def test_fifty_at_once_get_as_many_seats_as_there_are_places(presence: Presence) -> None:
    async def take(name: str) -> bool:
        room, knock = a_room(places=8), a_knock(a_seat(name))
        try:
            presence.admission.take_place(EntryRequest(room, knock), 15)
        except RoomFull:
            return False
        return True

    async def everybody() -> list[bool]:
        return await asyncio.gather(*(take(f"guest {number}") for number in range(50)))

    assert sum(async_to_sync(everybody)()) == 7
