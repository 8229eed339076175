"""Changes of the lock and the settings of a room in session, and the events about them.

The module knows presence and the room's rows; it does not know how a change is announced. Each
change is told once.
"""

import uuid

from accounts.identity import person_key
from rooms import queries
from rooms.models import Room as RoomRow
from signaling.actions.event_fields import rules_of
from signaling.actions.media_limits import apply_media_rules
from signaling.actions.rooms.end import room_end_events
from signaling.concurrency.database import in_database
from signaling.outcomes import CloseAttendance, Delivery, Outcome, peers
from signaling.presence import Presence, Room
from signaling.protocol.events import LockChanged, SettingsUpdated


async def read_changed_room(room_id: str, presence: Presence) -> list[Outcome]:
    """Read the room's rows again, and tell the people in the room about the changes.

    A change during the reading of the rows is announced separately, and the rows are read again.
    """
    if presence.room(room_id) is None:
        return []
    as_of = presence.now()
    row = await in_database(queries.room_by_id, uuid.UUID(room_id))
    if row is None or row.has_ended:
        # The announcement of the end was lost, or follows.
        closed = presence.close_room(room_id)
        ends = map(CloseAttendance, closed.seats)
        return [*room_end_events(closed, "The room was closed"), *ends]
    return apply_room_row(row, as_of, presence)


def apply_room_row(row: RoomRow, as_of: float, presence: Presence) -> list[Outcome]:
    """Change a room in session by its row, as it was read at `as_of`, and tell the people in it."""
    changed = presence.rooms.change(
        str(row.pk),
        as_of=as_of,
        name=row.name,
        host=person_key(row.host_id, None),
        host_name=row.host.display_name,
        is_locked=row.is_locked,
        rules=rules_of(row.settings),
    )
    return room_change_events(changed, presence)


def apply_room(room: Room, presence: Presence) -> list[Outcome]:
    """Change a room in session by the rows of an entry, and tell the people in it."""
    if room.is_ad_hoc:
        return []
    changed = presence.rooms.change(
        room.id,
        as_of=room.as_of,
        name=room.name,
        host=room.host,
        host_name=room.host_name,
        is_locked=room.is_locked,
        rules=room.rules,
    )
    return room_change_events(changed, presence)


def room_change_events(changed: tuple[Room, Room] | None, presence: Presence) -> list[Outcome]:
    """Tell everybody in the room about each change of the lock and the settings."""
    if changed is None:
        return []
    before, after = changed
    everyone = peers(presence.seats(after.id))
    outcomes: list[Outcome] = []
    if after.is_locked != before.is_locked:
        outcomes.append(Delivery(LockChanged(locked=after.is_locked), everyone))
    if after.rules != before.rules:
        outcomes.append(Delivery(SettingsUpdated(settings=after.rules), everyone))
        outcomes += apply_media_rules(before.rules, after, presence)
    return outcomes
