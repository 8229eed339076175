"""The room and the seats of presence, by rows and people."""

import uuid
from datetime import datetime
from typing import cast

from msgspec.structs import replace

from accounts.identity import Person, person_key, person_of_account, person_of_guest
from rooms.models import Room as RoomRow
from rooms.models import Seat as SeatRow
from signaling.actions.event_fields import rules_of
from signaling.presence import Role, Room, Seat


def room_from_row(row: RoomRow, as_of: float, meeting_id: str = "") -> Room:
    """Return the room of presence by a row that was read at `as_of`."""
    return Room(
        as_of=as_of,
        id=str(row.pk),
        code=row.code,
        name=row.name,
        host=person_key(row.host_id, None),
        host_name=row.host.display_name,
        rules=rules_of(row.settings),
        is_locked=row.is_locked,
        meeting_id=meeting_id,
    )


def seat_from_row(row: SeatRow, room: Room) -> Seat:
    """Return the seat of presence by its row, with the name that the person has in the meeting."""
    if row.user is not None:
        person = person_of_account(row.user)
    else:
        person = person_of_guest(row.guest_id or uuid.uuid4(), row.display_name)
    seat = new_seat(person, room, str(row.pk), cast("Role", row.role), row.taken_at)
    return replace(seat, display_name=row.display_name)


def new_seat(person: Person, room: Room, seat_id: str, role: Role, since: datetime) -> Seat:
    """Return a seat of this person on which no peer sits."""
    return Seat(
        id=seat_id,
        room_id=room.id,
        room_code=room.code,
        owner=person.key,
        user_id=person.user_id,
        display_name=person.display_name,
        avatar_color=person.avatar_color,
        role=role,
        since=since,
    )
