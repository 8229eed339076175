"""Joining a room: a person gets a seat, a place in the waiting room, or a refusal.

The person may be new, or may return to a seat that is still held. The module connects the rows, the
rules of presence and the events; the rules are in presence. If the rows change during a join, they
are read again, and the rules are applied again.
"""

import uuid

from django.conf import settings

from accounts.client_networks import client_network
from accounts.guests import guest_from_token
from accounts.identity import Person, person_of_guest
from accounts.names import clean_name
from rooms import actions as rows
from rooms import code_lookup
from rooms.access import RowsOutdated
from rooms.refusals import Unavailable
from signaling.actions.authorization import is_called
from signaling.actions.participant_events import is_host_present, knock_placed, told_of_waiting
from signaling.actions.rooms.application import (
    Application,
    Reading,
    application,
    application_by_name,
    knock_of,
)
from signaling.actions.rooms.enter import Arrival, bring_up_to_date, enter
from signaling.actions.rooms.leave import leave_seat
from signaling.actions.texts import visible_name
from signaling.caller import Caller
from signaling.database import in_database
from signaling.dialects.registry import traits_of
from signaling.outcomes import Delivery, Interrupted, Outcome, Reply, telling
from signaling.presence import Knock, Knocked, Presence, Seat, Taken
from signaling.protocol.commands import Join
from signaling.protocol.compatibility.commands import JoinByName
from signaling.protocol.compatibility.events import RoomReentered
from signaling.protocol.event_context import Scene
from signaling.protocol.events import Moved, RoomJoined
from signaling.refusals import IdentityMismatch

# The time for which a place is kept for a join that has not been answered yet.
_ARRIVING_SECONDS = 15
# Clients that know seats could wait for a host before the capability "waiting-room" existed.
_WAITS = frozenset(("seats", "waiting-room"))
# Each reading after the first means that the room changed in the meantime. This many in a row
# indicate a bug.
_MOST_READINGS = 20


async def join(caller: Caller, command: Join, presence: Presence) -> list[Outcome]:
    """Give the caller a seat or a place in the waiting room, or refuse it.

    A caller that joins again is answered again. The place is taken in presence before its row is
    stored, in order to check the capacity in one atomic step.
    """
    person = _person(caller, command)
    await presence.begin_rejoin(caller.peer_id, _ARRIVING_SECONDS)
    arrival = Arrival(
        caller.peer_id,
        caller.protocol,
        knows_seats="seats" in command.capabilities,
        answered_by=_answered_by(command, presence),
        network=client_network(caller.address),
    )

    async def read() -> Application:
        as_of = presence.now()
        admitted = await in_database(
            code_lookup.request_entry, command.room_code, person, caller.address
        )
        return application(person, arrival, admitted, as_of)

    return await _ask_for_place(read, presence)


async def join_by_name(caller: Caller, command: JoinByName, presence: Presence) -> list[Outcome]:
    """Join a room by its code, or an ad-hoc room by its name; see `join`.

    If the caller already has a seat in the room that it names, and its protocol `rejoins_quietly`,
    it is only told that it is in the room. Otherwise it joins again.
    """
    person = _person(caller, command)
    network = client_network(caller.address)
    arrival = Arrival(caller.peer_id, caller.protocol, knows_seats=False, network=network)
    seat = presence.seat_of(caller.peer_id)
    if (
        seat is not None
        and traits_of(caller.protocol).rejoins_quietly
        and is_called(command.room_code, seat.room_code)
    ):
        return [Delivery(RoomReentered(), [caller.peer_id], scene=Scene(seat=seat))]

    async def read() -> Application:
        return await application_by_name(command, caller, person, arrival, presence)

    return await _ask_for_place(read, presence)


async def _ask_for_place(read: Reading, presence: Presence) -> list[Outcome]:
    """Take a place by the rows; if they change in the meantime, read them and try again."""
    told: list[Outcome] = []
    for _ in range(_MOST_READINGS):
        applied = await read()
        try:
            return [*told, *await _take_place(applied, presence)]
        except RowsOutdated:
            continue
        except Interrupted as interrupted:
            if not isinstance(interrupted.error, RowsOutdated):
                raise
            told += interrupted.told
    raise Interrupted(told, Unavailable())


async def _take_place(applied: Application, presence: Presence) -> list[Outcome]:
    """Take a place; the peer keeps its place in another room until this room has admitted it."""
    elsewhere = presence.knock_of(applied.arrival.peer_id)
    taken = await presence.take(
        applied.room,
        knock_of(applied),
        standing=applied.standing,
        newcomer_refusal=applied.newcomer_refusal,
        hold_seconds=_ARRIVING_SECONDS,
    )
    if isinstance(taken, Knocked):
        left = await _stop_waiting_elsewhere(elsewhere, applied, presence)
        changed = await bring_up_to_date(applied.room, presence)
        return [*left, *changed, *await _wait(applied, taken, presence)]
    told = await _enter(applied, taken, presence)
    elsewhere = presence.knock_of(applied.arrival.peer_id)
    return [*await _stop_waiting_elsewhere(elsewhere, applied, presence), *told]


def _answered_by(command: Join, presence: Presence) -> float | None:
    """Return the time by which a client that can't wait must be answered; None if it can wait.

    The time starts when the client asks, because storing a knock may take a second.
    """
    if not _WAITS.isdisjoint(command.capabilities):
        return None
    return presence.now() + settings.KNOCK_ANSWER_SECONDS


def _person(caller: Caller, command: Join) -> Person:
    """Return the person who joins: an account under its own name, a guest under the given name."""
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
    """Return a guest's name, or the protocol's default name; without one, raise InvalidInput."""
    name = command.display_name or caller.claimed_name or ""
    if stand_in := traits_of(caller.protocol).names_strangers:
        return clean_name(name) or stand_in
    return visible_name(name)


async def _stop_waiting_elsewhere(
    elsewhere: Knock | None, applied: Application, presence: Presence
) -> list[Outcome]:
    """End the peer's knock in another room after this room has admitted it or let it wait."""
    if elsewhere is None or elsewhere.seat.room_id == applied.room.id:
        return []
    await presence.end_knock(elsewhere.id)
    return told_of_waiting(elsewhere.seat.room_id, presence)


async def _wait(applied: Application, knocked: Knocked, presence: Presence) -> list[Outcome]:
    """Tell the knocker that it waits, and tell the hosts who waits in the waiting room."""
    knock, peer_id = knocked.knock, applied.arrival.peer_id
    room_id = knock.seat.room_id
    left = await _leave_another_seat(peer_id, knock.id, presence)
    host_present = is_host_present(room_id, presence)
    placed = knock_placed(knock, applied.room, host_present=host_present)
    told: list[Outcome] = [Delivery(placed, [peer_id]), Reply(placed)]
    told += _moved(knocked.previous_peer_id, peer_id)
    return [*left, *told, *told_of_waiting(room_id, presence)]


async def _enter(applied: Application, taken: Taken, presence: Presence) -> list[Outcome]:
    """Store a new place and sit down; raise RowsOutdated if the decision used old rows.

    In that case the new place is removed, and the caller's earlier place is unchanged. Another tab
    of the person that waited until now keeps its place in the waiting room until a peer sits down.
    """
    seat = taken.seat
    with telling() as told:
        if taken.has_waited:
            # The hosts get the final list of knocks, whether the seat could be stored or not.
            told.extend(told_of_waiting(seat.room_id, presence))
        if taken.is_new:
            await _store(applied, seat, presence)
        try:
            answer, told_on_entering = await _sit_down(seat, applied, presence)
        except RowsOutdated:
            if taken.is_new:
                await _withdraw(seat, presence)
            raise
        told.extend(told_on_entering)
        told.append(Reply(answer))
    return told


async def _sit_down(
    seat: Seat, applied: Application, presence: Presence
) -> tuple[RoomJoined, list[Outcome]]:
    entered = await enter(seat, applied.arrival, presence, rows=applied.room)
    if entered is None:
        # The seat was given up by a removal or the end of the meeting. Check the rules again.
        raise RowsOutdated
    return entered


def _moved(previous: str | None, peer_id: str) -> list[Outcome]:
    """Tell another tab of the person, which waited until now, that the person has moved."""
    if previous is None or previous == peer_id:
        return []
    return [Delivery(Moved(), [previous], then_close=True)]


async def _store(applied: Application, seat: Seat, presence: Presence) -> None:
    """Store a new place; abandon it if it can't be stored."""
    if applied.room_version is None:
        return
    room_id = uuid.UUID(seat.room_id)
    is_stored = False
    try:
        meeting_id = await in_database(
            rows.take_seat,
            room_id,
            uuid.UUID(seat.id),
            applied.person,
            applied.role,
            applied.room_version,
        )
        is_stored = True
    finally:
        if not is_stored:
            await presence.abandon(seat.id)
    await presence.begin_meeting(seat.room_id, str(meeting_id))


async def _withdraw(seat: Seat, presence: Presence) -> None:
    """Remove a place on which no peer has sat, with its row.

    If the row can't be deleted, the seat ends when its hold runs out.
    """
    if not seat.is_ad_hoc:
        await in_database(rows.delete_unused_seat, uuid.UUID(seat.id), uuid.UUID(seat.room_id))
    await presence.abandon(seat.id)


async def _leave_another_seat(peer_id: str, seat_id: str, presence: Presence) -> list[Outcome]:
    """Give up the seat that the peer had, or was about to sit on, before it asked for this one."""
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
