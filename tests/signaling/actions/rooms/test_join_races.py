"""A room changes after a seat was stored and before its peer sits down."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from msgspec.structs import replace

from accounts.identity import parse_person_key, person_of_guest
from rooms import actions as rooms
from rooms.audit import Actor, AuditContext
from rooms.models import Meeting, Room, RoomSettings, Seat
from rooms.refusals import Blocked, EntryRefused, RoomEnded, RoomLocked, RoomNotFound
from signaling.actions.hosting import audit_target
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.presence import Presence
from signaling.protocol.commands import Join
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller

Change = Callable[[Presence, str], Awaitable[None]]


class BetweenRowAndSeat(Presence):
    """Carries out one change, after a seat was stored and before its peer sits down."""

    def __init__(self, change: Change) -> None:
        super().__init__()
        self._change = [change]

        chat_order = self.rooms.chat_order
        self.rooms.chat_order = lambda room_id: self._chat_order(room_id, chat_order(room_id))  # type: ignore[method-assign]

    @asynccontextmanager
    async def _chat_order(
        self, room_id: str, lock: AbstractAsyncContextManager[None]
    ) -> AsyncIterator[None]:
        if self._change:
            await self._change.pop()(self, room_id)
        async with lock:
            yield


async def close_room(presence: Presence, room_id: str) -> None:
    row = await in_database(Room.objects.select_related("host").get, pk=room_id)
    await in_database(rooms.close_room, row, row.host)
    presence.close_room(room_id)


async def delete_room(presence: Presence, room_id: str) -> None:
    row = await in_database(Room.objects.select_related("host").get, pk=room_id)
    await in_database(rooms.delete_room, row, row.host)
    presence.close_room(room_id)


async def lock_room(presence: Presence, room_id: str) -> None:
    row = await in_database(Room.objects.select_related("host").get, pk=room_id)
    await in_database(rooms.set_locked, row, row.host, True)
    presence.rooms.change(room_id, is_locked=True)


async def lock_room_unheard(presence: Presence, room_id: str) -> None:
    row = await in_database(Room.objects.select_related("host").get, pk=room_id)
    await in_database(rooms.set_locked, row, row.host, True)
    presence.admission.reject_older_rows(room_id)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (close_room, RoomEnded),
        (delete_room, RoomNotFound),
        (lock_room, RoomLocked),
        (lock_room_unheard, RoomLocked),
    ],
)
def test_a_change_before_a_peer_sits_down_refuses_it_and_leaves_no_attendance(
    room: Room, guest: Caller, change: Change, refusal: type[EntryRefused]
) -> None:
    presence = BetweenRowAndSeat(change)
    with pytest.raises(refusal):
        Clients(presence).join(guest, room)
    assert presence.room(str(room.pk)) is None
    assert not Seat.objects.exists()
    assert not Meeting.objects.exists()
    if refusal is RoomLocked:
        assert Room.objects.get().is_locked


async def block_all(presence: Presence, room_id: str) -> None:
    row = await in_database(Room.objects.get, pk=room_id)
    deed = AuditContext(row.pk, row.code, Actor(None, "Ann"))
    for seat in presence.all_seats(room_id):
        await in_database(rooms.block, deed, audit_target(seat))
        presence.rooms.note_removal(seat.owner, room_id, Blocked())
        presence.release(seat.id)


def test_a_person_who_is_blocked_before_sitting_down_is_refused(room: Room, guest: Caller) -> None:
    with pytest.raises(Blocked):
        Clients(BetweenRowAndSeat(block_all)).join(guest, room)
    assert not Seat.objects.filter(given_up_at=None).exists()


async def want_knocks(presence: Presence, room_id: str) -> None:
    room = presence.room(room_id)
    assert room is not None
    await in_database(RoomSettings.objects.update, waiting_room=True)
    presence.rooms.change(room_id, rules=replace(room.rules, waiting_room=True))


def test_a_person_must_knock_if_the_waiting_room_is_enabled_before_the_peer_sits_down(
    room: Room, guest: Caller
) -> None:
    clients = Clients(BetweenRowAndSeat(want_knocks))
    clients.send(guest, Join(room_code=room.code, display_name="Bo"))
    assert [type(event).__name__ for event in clients.received(guest)] == ["KnockPlaced"]
    assert not Seat.objects.exists()


async def give_up_all(presence: Presence, room_id: str) -> None:
    for seat in presence.all_seats(room_id):
        presence.release(seat.id)


def test_a_seat_that_was_released_while_it_was_stored_is_taken_again(
    room: Room, guest: Caller
) -> None:
    clients = Clients(BetweenRowAndSeat(give_up_all))
    clients.join(guest, room)
    assert clients.seat(guest).id == str(Seat.objects.get().pk)


async def sit_down_in_another_tab(presence: Presence, room_id: str) -> None:
    clients = Clients(presence)
    room = await in_database(Room.objects.get, pk=room_id)
    seat = presence.all_seats(room_id)[0]
    other_tab = a_caller(
        "bo-2", person_of_guest(parse_person_key(seat.owner)[1] or uuid.uuid4(), "Bo")
    )
    await clients.carry_out(other_tab, Join(room_code=room.code, display_name="Bo"))


def test_two_tabs_at_once_share_one_seat_and_its_row(room: Room, guest: Caller) -> None:
    clients = Clients(BetweenRowAndSeat(sit_down_in_another_tab))
    clients.join(guest, room)
    assert clients.seat(guest).id == str(Seat.objects.get().pk)
    assert clients.presence.seat_of("peer-bo-2") is None
