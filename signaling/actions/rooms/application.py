"""The application of a person to enter a room: the person, the room, and the rows about both.

The module reads rows; it takes no place and applies no rule of presence. `join` takes a place with
an application, and `check_room` only checks it.
"""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from accounts.identity import Person, person_key
from rooms.access import AdmissionStatus, Role, RoomAccess, RoomVersion
from rooms.admission import newcomer_refusal
from rooms.refusals import EntryRefused, KnockRequired
from signaling.actions.event_fields import rules
from signaling.actions.rooms.ad_hoc import ad_hoc_room, find_row
from signaling.actions.rooms.enter import Arrival
from signaling.caller import Caller
from signaling.dialects.registry import traits_of
from signaling.presence import Knock, Presence, Room, Seat
from signaling.protocol.compatibility.commands import CheckRoom, JoinByName


@dataclass(frozen=True, slots=True)
class Application:
    """A person, the room that the person wants to enter, and the rows as they were read."""

    person: Person
    arrival: Arrival
    room: Room
    room_version: RoomVersion | None = None
    """None for a room without rows."""
    role: Role = "participant"
    standing: AdmissionStatus = "newcomer"
    newcomer_refusal: EntryRefused | None = None


Reading = Callable[[], Awaitable[Application]]


def application(person: Person, arrival: Arrival, access: RoomAccess, as_of: float) -> Application:
    row = access.room
    room = Room(
        as_of=as_of,
        id=str(row.pk),
        code=row.code,
        name=row.name,
        host=person_key(row.host_id, None),
        host_name=row.host.display_name,
        rules=rules(row.settings),
        is_locked=row.is_locked,
    )
    return Application(
        person,
        arrival,
        room,
        access.version,
        access.role,
        access.status,
        newcomer_refusal(access) or _refusal_of_knock(access, arrival),
    )


async def application_by_name(
    command: JoinByName | CheckRoom,
    caller: Caller,
    person: Person,
    arrival: Arrival,
    presence: Presence,
) -> Application:
    """Return an application for the room with this code, or for the ad-hoc room with this name."""
    as_of = presence.now()
    admitted = await find_row(command.room_code, caller, person, presence)
    if admitted is not None:
        return application(person, arrival, admitted, as_of)
    return Application(person, arrival, ad_hoc_room(command.room_code, command.password, as_of))


def knock_of(applied: Application) -> Knock:
    """Return a knock with the seat that the person gets on admission, or without a knock."""
    person, room, arrival = applied.person, applied.room, applied.arrival
    now = datetime.now(UTC)
    may_host = applied.role != "participant"
    seat = Seat(
        id=str(uuid.uuid4()),
        room_id=room.id,
        room_code=room.code,
        owner=person.key,
        user_id=person.user_id,
        display_name=person.display_name,
        avatar_color=person.avatar_color,
        role=applied.role,
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
        answered_by=arrival.answered_by,
        network=arrival.network,
    )


def _refusal_of_knock(access: RoomAccess, arrival: Arrival) -> EntryRefused | None:
    """Return KnockRequired for a new guest after a removal if its protocol has no waiting room."""
    if access.status != "new guest after a removal" or traits_of(arrival.protocol).knocks:
        return None
    return KnockRequired()
