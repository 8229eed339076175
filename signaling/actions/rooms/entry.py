"""The entry of a person to a room: the person, its peer, the room, and the rows about them.

The module reads rows; it takes no place and applies no rule of presence. `join` takes a place by an
entry, and `check_room` only checks it.
"""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from msgspec.structs import replace

from accounts.identity import Person
from rooms.access import Role, RoomAccess, RoomVersion
from rooms.admission import newcomer_refusal
from rooms.refusals import EntryRefused, KnockRequired
from signaling.actions.rooms.ad_hoc import ad_hoc_room, find_row
from signaling.actions.rooms.room_rows import new_seat, room_from_row
from signaling.actions.rooms.sit_down import Arrival
from signaling.caller import Caller
from signaling.dialects.registry import traits_of
from signaling.presence import Knock, Presence, Room
from signaling.presence.records import EntryRequest
from signaling.protocol.commands import CheckRoom, JoinByName


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, its peer, the request for a place, and the rows as they were read."""

    person: Person
    arrival: Arrival
    request: EntryRequest
    role: Role = "participant"
    room_version: RoomVersion | None = None
    """None for a room without rows."""


ReadEntry = Callable[[], Awaitable[Entry]]


def entry_by_rows(person: Person, arrival: Arrival, access: RoomAccess, as_of: float) -> Entry:
    """Return the entry of a person to a stored room, by rows that were read at `as_of`."""
    room = room_from_row(access.room, as_of)
    request = EntryRequest(
        room,
        _knock(person, arrival, room, access.role),
        access.status,
        newcomer_refusal(access) or _refusal_of_knock(access, arrival),
    )
    return Entry(person, arrival, request, access.role, access.version)


async def entry_by_name(
    command: JoinByName | CheckRoom,
    caller: Caller,
    person: Person,
    arrival: Arrival,
    presence: Presence,
) -> Entry:
    """Return the entry to the room with this code, or to the ad-hoc room with this name."""
    as_of = presence.now()
    access = await find_row(command.room_code, caller, person, presence)
    if access is not None:
        return entry_by_rows(person, arrival, access, as_of)
    room = ad_hoc_room(command.room_code, command.password, as_of)
    knock = _knock(person, arrival, room, "participant")
    return Entry(person, arrival, EntryRequest(room, knock))


def _knock(person: Person, arrival: Arrival, room: Room, role: Role) -> Knock:
    """Return a knock with the seat that the person gets on admission, or without a knock."""
    now = datetime.now(UTC)
    may_host = role != "participant"
    seat = replace(
        new_seat(person, room, str(uuid.uuid4()), role, now),
        knows_seats=arrival.knows_seats,
        has_two_pictures=arrival.has_two_pictures,
        knows_media_server=arrival.knows_media_server,
        return_key=arrival.return_key,
        is_muted=not (room.rules.allow_microphone or may_host),
        is_video_off=not (room.rules.allow_camera or may_host),
    )
    return Knock(
        seat=seat,
        peer_id=arrival.peer_id,
        protocol=arrival.protocol,
        since=now,
        answered_by=arrival.answered_by,
        network=arrival.network,
    )


def _refusal_of_knock(access: RoomAccess, arrival: Arrival) -> EntryRefused | None:
    """Return KnockRequired for a new guest after a removal if its protocol has no waiting room."""
    if access.status != "new guest after a removal" or traits_of(arrival.protocol).has_waiting_room:
        return None
    return KnockRequired()
