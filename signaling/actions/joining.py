"""Somebody asks to enter a room, for the first time or back on a seat that still stands."""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from accounts.guests import guest_from_token
from accounts.names import clean_name
from accounts.people import Person, person_of_guest
from rooms import actions as rows
from rooms import guessing
from rooms.admission import Admission, Role, Standing
from rooms.refusals import EntryRefused, RoomEnded
from signaling.actions.announced import tell_changes
from signaling.actions.entering import Arrival, enter
from signaling.actions.leaving import give_up_row, leave_seat
from signaling.actions.naming import ad_hoc_room, find_row
from signaling.actions.seating import is_called
from signaling.actions.telling import is_host_present, knock_placed, told_of_waiting
from signaling.actions.texts import visible_name
from signaling.caller import Caller
from signaling.commands import Join
from signaling.database import in_database
from signaling.describing import rules
from signaling.dialects.registry import traits_of
from signaling.events import Moved
from signaling.mixed.commands import JoinByName
from signaling.mixed.events import RoomReentered
from signaling.outcomes import Delivery, Outcome, Reply
from signaling.presence import Knock, Knocked, Presence, Room, RowsOutdated, Seat, Taken
from signaling.refusals import IdentityMismatch
from signaling.scene import Scene

# How long a place is kept for somebody whose join has not been answered yet.
_ARRIVING_SECONDS = 15
# Clients that know seats waited for a host before there was a capability for it.
_WAITS = frozenset(("seats", "waiting-room"))


@dataclass(frozen=True, slots=True)
class _Request:
    """Who wants to enter which room, by the rows as they were then."""

    person: Person
    arrival: Arrival
    room: Room
    role: Role = "participant"
    standing: Standing = "newcomer"
    newcomer_refusal: EntryRefused | None = None


async def join(caller: Caller, command: Join, presence: Presence) -> list[Outcome]:
    """Admit the caller, let it knock, or refuse it; who joins again is answered again.

    The place is taken before it is stored, so that capacity is decided in one step.
    """
    person = _person(caller, command)
    await presence.begin_rejoin(caller.peer_id, _ARRIVING_SECONDS)
    arrival = Arrival(
        caller.peer_id,
        caller.protocol,
        knows_seats="seats" in command.capabilities,
        can_wait=not _WAITS.isdisjoint(command.capabilities),
    )

    async def read() -> _Request:
        as_of = presence.now()
        admitted = await in_database(guessing.ask, command.room_code, person, caller.address)
        return _request(person, arrival, admitted, as_of)

    return await _ask_for_place(read, presence)


async def join_by_name(caller: Caller, command: JoinByName, presence: Presence) -> list[Outcome]:
    """Join a room by its code, or one without rows by its name; see `join`.

    Who names the room it is in is answered, and where its protocol wants that, nothing more.
    """
    person = _person(caller, command)
    arrival = Arrival(caller.peer_id, caller.protocol, knows_seats=False)
    seat = presence.seat_of(caller.peer_id)
    if (
        seat is not None
        and traits_of(caller.protocol).rejoins_quietly
        and is_called(command.room_code, seat.room_code)
    ):
        return [Delivery(RoomReentered(), [caller.peer_id], scene=Scene(seat=seat))]

    async def read() -> _Request:
        as_of = presence.now()
        admitted = await find_row(command.room_code, caller, person, presence)
        if admitted is not None:
            return _request(person, arrival, admitted, as_of)
        return _Request(person, arrival, ad_hoc_room(command.room_code, command.password, as_of))

    return await _ask_for_place(read, presence)


async def _ask_for_place(
    read: Callable[[], Awaitable[_Request]], presence: Presence
) -> list[Outcome]:
    """Take a place by the rows, read again for as long as they change meanwhile."""
    request = await read()
    left = await _stop_waiting_elsewhere(request, presence)
    try:
        taken = await presence.take(
            request.room,
            _knock(request),
            standing=request.standing,
            newcomer_refusal=request.newcomer_refusal,
            hold_seconds=_ARRIVING_SECONDS,
        )
    except RowsOutdated:
        return [*left, *await _ask_for_place(read, presence)]
    changed = await _bring_up_to_date(request, presence)
    if isinstance(taken, Knocked):
        return [*left, *changed, *await _wait(request, taken, presence)]
    return [*left, *changed, *await _enter(request, taken, presence)]


def _person(caller: Caller, command: Join) -> Person:
    """Return who joins: an account under its own name, a guest under the name it gives."""
    person = caller.person
    for claimed in (caller.claimed_user_id, command.user_id):
        if claimed is not None and str(claimed) != str(person.user_id):
            raise IdentityMismatch
    if person.guest_id is None:
        return person
    guest_id = person.guest_id
    if command.participant_token:
        guest_id = guest_from_token(command.participant_token) or guest_id
    return person_of_guest(guest_id, _guest_name(caller, command))


def _guest_name(caller: Caller, command: Join) -> str:
    """Return the name a guest gives; raise InvalidInput unless the protocol takes any name."""
    name = command.display_name or caller.claimed_name or ""
    if stand_in := traits_of(caller.protocol).names_strangers:
        return clean_name(name) or stand_in
    return visible_name(name)


def _request(person: Person, arrival: Arrival, admitted: Admission, as_of: float) -> _Request:
    room = Room(
        as_of=as_of,
        id=str(admitted.room_id),
        code=admitted.room_code,
        name=admitted.room_name,
        host=admitted.host_key,
        host_name=admitted.host_name,
        rules=rules(admitted.settings),
        is_locked=admitted.is_locked,
    )
    return _Request(
        person, arrival, room, admitted.role, admitted.standing, admitted.newcomer_refusal
    )


def _knock(request: _Request) -> Knock:
    """Return the knock with the seat that is the person's once it need not knock."""
    person, room, arrival = request.person, request.room, request.arrival
    now = datetime.now(UTC)
    may_host = request.role != "participant"
    seat = Seat(
        id=str(uuid.uuid4()),
        room_id=room.id,
        room_code=room.code,
        owner=person.key,
        user_id=person.user_id,
        display_name=person.display_name,
        avatar_color=person.avatar_color,
        role=request.role,
        since=now,
        knows_seats=arrival.knows_seats,
        is_muted=not (room.rules.allow_microphone or may_host),
        is_video_off=not (room.rules.allow_camera or may_host),
    )
    return Knock(
        seat=seat,
        peer_id=arrival.peer_id,
        protocol=arrival.protocol,
        since=now,
        can_wait=arrival.can_wait,
    )


async def _stop_waiting_elsewhere(request: _Request, presence: Presence) -> list[Outcome]:
    """Who asks for another room does not wait for the earlier one any more."""
    knock = presence.knock_of(request.arrival.peer_id)
    if knock is None or knock.seat.room_id == request.room.id:
        return []
    await presence.withdraw(request.arrival.peer_id)
    return told_of_waiting(knock.seat.room_id, presence)


async def _bring_up_to_date(request: _Request, presence: Presence) -> list[Outcome]:
    """Tell those inside what was changed in the rows without being announced."""
    room = request.room
    if room.is_ad_hoc:
        return []
    changed = await presence.change_room(
        room.id, as_of=room.as_of, name=room.name, is_locked=room.is_locked, rules=room.rules
    )
    return await tell_changes(changed, presence)


async def _wait(request: _Request, knocked: Knocked, presence: Presence) -> list[Outcome]:
    """Tell the knocker that it waits, and the hosts that somebody does."""
    knock, peer_id = knocked.knock, request.arrival.peer_id
    room_id = knock.seat.room_id
    left = await _leave_another_seat(peer_id, knock.id, presence)
    host_present = is_host_present(room_id, presence)
    placed = knock_placed(knock, request.room, host_present=host_present)
    told: list[Outcome] = [Delivery(placed, [peer_id]), Reply(placed)]
    told += _moved(knocked.previous_peer_id, peer_id)
    return [*left, *told, *told_of_waiting(room_id, presence)]


async def _enter(request: _Request, taken: Taken, presence: Presence) -> list[Outcome]:
    seat, peer_id = taken.seat, request.arrival.peer_id
    if taken.is_new and not seat.is_ad_hoc:
        await _store(request, seat, presence)
    left = await _leave_another_seat(peer_id, seat.id, presence)
    entered = await enter(seat, request.arrival, presence)
    if entered is None:
        # The room was closed before the seat was stored: nobody else knows of the row.
        await give_up_row(seat)
        raise RoomEnded
    answer, told = entered
    if taken.waiting_peer_id is not None:
        told += _moved(taken.waiting_peer_id, peer_id)
        told += told_of_waiting(seat.room_id, presence)
    return [*left, *told, Reply(answer)]


def _moved(previous: str | None, peer_id: str) -> list[Outcome]:
    """Tell who waited for the same person until now, from another tab, that it need not."""
    if previous is None or previous == peer_id:
        return []
    return [Delivery(Moved(), [previous], then_close=True)]


async def _store(request: _Request, seat: Seat, presence: Presence) -> None:
    """Store a new place; one that can't be stored is given back."""
    room_id = uuid.UUID(seat.room_id)
    is_stored = False
    try:
        meeting_id = await in_database(
            rows.take_seat, room_id, uuid.UUID(seat.id), request.person, request.role
        )
        is_stored = True
    finally:
        if not is_stored:
            await presence.abandon(seat.id)
    await presence.begin_meeting(seat.room_id, str(meeting_id))


async def _leave_another_seat(peer_id: str, seat_id: str, presence: Presence) -> list[Outcome]:
    """Leave where the peer sat, or was about to sit, before it asked for this place."""
    earlier = presence.seat_of(peer_id)
    if earlier is None:
        knock = presence.knock_of(peer_id)
        if knock is not None and knock.id == seat_id:
            return []
        withdrawn = await presence.withdraw(peer_id)
        earlier = withdrawn if isinstance(withdrawn, Seat) else None
    if earlier is None or earlier.id == seat_id:
        return []
    return await leave_seat(earlier, presence)
