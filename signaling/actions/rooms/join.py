"""Join a room: a person gets a seat, a place in the waiting room, or a refusal.

    rows ──read──▶ rules ──take_place──▶ row of the seat ──store──▶ seat ──sit──▶ events
     ▲               │ refused               │ the rows changed       │
     │               │ must knock            │                        │
     │               ▼                       ▼                        │
     └──────── waiting room, or error        └────────────────────────┘ read the rows again

The rules are in presence. The place is taken before its row is stored, in order to check the
capacity in one atomic step. A peer keeps its place in another room until this room admits it.
"""

import uuid
from collections.abc import Awaitable, Callable
from functools import partial

from django.conf import settings

from accounts.client_networks import client_network
from accounts.identity import Person, parse_person_key, person_of_guest
from rooms import actions as rows
from rooms import code_lookup
from rooms.access import RowsOutdated
from rooms.refusals import Unavailable
from signaling.actions.authorization import names_room
from signaling.actions.rooms.entry import Entry, ReadEntry, entry_by_name, entry_by_rows
from signaling.actions.rooms.joining_person import joining_person
from signaling.actions.rooms.knock import knock_events, withdraw_other_knock
from signaling.actions.rooms.sit_down import Arrival, Joined, sit_down
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.dialects.registry import traits_of
from signaling.outcomes import (
    Delivery,
    Interrupted,
    Outcome,
    Reply,
    WaitingListChanged,
    collecting,
)
from signaling.presence import Knocked, Presence, Seat
from signaling.protocol.commands import Join, JoinByName
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import RoomReentered
from signaling.refusals import SeatMoved

# The time for which a place is kept for a join that has not been answered yet.
_ARRIVING_SECONDS = 15
# Clients that know seats could wait for a host before the capability "waiting-room" existed.
_WAITS = frozenset(("seats", "waiting-room"))
# Each reading after the first means that the room changed in the meantime. This many in a row
# indicate a bug.
_MOST_READINGS = 20


async def join(caller: Caller, command: Join, presence: Presence) -> list[Outcome]:
    """Join a room by its code; a caller that joins again is answered again.

    A client that joins by itself after a lost connection does not take the seat from another client
    of the person. It raises SeatMoved.
    """
    person = joining_person(caller, command)
    presence.rejoins.begin(caller.peer_id, _ARRIVING_SECONDS)
    arrival = Arrival(
        caller.peer_id,
        caller.protocol,
        knows_seats="seats" in command.capabilities,
        has_two_pictures="two-pictures" in command.capabilities,
        knows_media_server="media-server" in command.capabilities,
        answered_by=_answered_by(command, presence),
        network=client_network(caller.address),
        return_key=caller.return_key,
        previous_ids=_previous_ids(command),
    )

    async def read(person: Person) -> Entry:
        as_of = presence.now()
        admission = await in_database(
            code_lookup.request_entry, command.room_code, person, caller.address
        )
        return entry_by_rows(person, arrival, admission, as_of)

    return await _enter(partial(_read_returning, read, person, caller, presence), presence)


async def join_by_name(caller: Caller, command: JoinByName, presence: Presence) -> list[Outcome]:
    """Join a room by its code, or an ad-hoc room by its name; see `join`.

    If the caller already has a seat in the room that it names, and its protocol
    `keeps_peers_on_rejoin`, it is only told that it is in the room. Otherwise it joins again.
    """
    person = joining_person(caller, command)
    network = client_network(caller.address)
    arrival = Arrival(
        caller.peer_id,
        caller.protocol,
        knows_seats=False,
        network=network,
        return_key=caller.return_key,
    )
    seat = presence.seat_of(caller.peer_id)
    if (
        seat is not None
        and traits_of(caller.protocol).keeps_peers_on_rejoin
        and names_room(command.room_code, seat.room_code)
    ):
        return [Delivery(RoomReentered(), [caller.peer_id], context=EventContext(seat=seat))]

    async def read(person: Person) -> Entry:
        return await entry_by_name(command, caller, person, arrival, presence)

    return await _enter(partial(_read_returning, read, person, caller, presence), presence)


async def _read_returning(
    read: Callable[[Person], Awaitable[Entry]], person: Person, caller: Caller, presence: Presence
) -> Entry:
    """Read the rows; for a guest who left a seat on an earlier connection, as that guest."""
    entry = await read(person)
    owner = presence.guest_with_key(entry.request.room.id, caller.previous_key)
    if person.guest_id is None or owner is None or owner == person.key:
        return entry
    _, guest_id = parse_person_key(owner)
    return await read(person_of_guest(guest_id or person.guest_id, person.display_name))


async def _enter(read: ReadEntry, presence: Presence) -> list[Outcome]:
    """Read the rows and enter; if the rows change in the meantime, do both again."""
    with collecting() as outcomes:
        for _ in range(_MOST_READINGS):
            entry = await read()
            try:
                outcomes.extend(await _enter_by(entry, presence))
            except RowsOutdated:
                continue
            except Interrupted as interrupted:
                if not isinstance(interrupted.error, RowsOutdated):
                    raise
                outcomes.extend(interrupted.outcomes)
            else:
                return outcomes
        raise Unavailable


async def _enter_by(entry: Entry, presence: Presence) -> list[Outcome]:
    """Enter by the rows of this entry; raise RowsOutdated if they have changed.

    In that case the new place is removed, and the caller's earlier place is unchanged. Another tab
    of the person that waited until now keeps its place in the waiting room until a peer sits down.
    """
    other_knock = presence.knock_of(entry.arrival.peer_id)
    place = presence.admission.take_place(entry.request, _ARRIVING_SECONDS)
    if isinstance(place, Knocked):
        left = withdraw_other_knock(other_knock, place.knock.id, presence)
        return [*left, *knock_events(entry, place, presence)]
    seat = place.seat
    if entry.arrival.has_moved(seat):
        raise SeatMoved
    with collecting() as outcomes:
        if place.has_waited:
            # The hosts get the final list of knocks, whether the seat could be stored or not.
            outcomes.append(WaitingListChanged(seat.room_id))
        if place.is_new:
            await _store(entry, seat, presence)
        outcomes.extend(await _sit(entry, seat, presence, is_new=place.is_new))
    other_knock = presence.knock_of(entry.arrival.peer_id)
    return [*withdraw_other_knock(other_knock, seat.id, presence), *outcomes]


async def _store(entry: Entry, seat: Seat, presence: Presence) -> None:
    """Store the row of a new seat; remove the seat if it can't be stored."""
    if entry.room_version is None:
        return
    is_stored = False
    try:
        meeting_id = await in_database(
            rows.take_seat,
            uuid.UUID(seat.room_id),
            uuid.UUID(seat.id),
            entry.person,
            entry.role,
            entry.room_version,
        )
        is_stored = True
    finally:
        if not is_stored:
            presence.release_unused(seat.id)
    presence.rooms.set_meeting(seat.room_id, str(meeting_id))


async def _sit(entry: Entry, seat: Seat, presence: Presence, *, is_new: bool) -> list[Outcome]:
    """Put the peer on its seat, and tell everybody; raise RowsOutdated."""
    try:
        joined = await _sit_on(seat, entry, presence)
    except RowsOutdated:
        if is_new:
            await _withdraw(seat, presence)
        raise
    return [*joined.outcomes, Reply(joined.answer)]


async def _sit_on(seat: Seat, entry: Entry, presence: Presence) -> Joined:
    joined = await sit_down(seat, entry.arrival, presence, room=entry.request.room)
    if joined is None:
        # The seat was released by a removal or the end of the meeting. Check the rules again.
        raise RowsOutdated
    return joined


async def _withdraw(seat: Seat, presence: Presence) -> None:
    """Remove a seat on which no peer has sat, with its row.

    If the row can't be deleted, the seat ends when its hold runs out.
    """
    if not seat.is_ad_hoc:
        await in_database(rows.delete_unused_seat, uuid.UUID(seat.id), uuid.UUID(seat.room_id))
    presence.release_unused(seat.id)


def _previous_ids(command: Join) -> frozenset[str] | None:
    ids = command.previous_socket_ids
    return None if ids is None else frozenset(ids)


def _answered_by(command: Join, presence: Presence) -> float | None:
    """Return the time by which a client that can't wait must be answered; None if it can wait.

    The time starts when the client asks, because storing a knock may take a second.
    """
    if not _WAITS.isdisjoint(command.capabilities):
        return None
    return presence.now() + settings.KNOCK_ANSWER_SECONDS
