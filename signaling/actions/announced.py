"""What Django code said to a room in session, carried out on the people in it."""

import uuid

from rooms import queries
from signaling.database import in_database
from signaling.describing import rules
from signaling.events import LockChanged, RoomEnded, SettingsUpdated
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence, Room


async def room_changed(room_id: str, presence: Presence) -> list[Outcome]:
    """Read the room's rows again and tell its people what is different.

    What changed while the rows were being read is announced anew, and read again then.
    """
    if await presence.room(room_id) is None:
        return []
    as_of = presence.now()
    row = await in_database(queries.room_by_id, uuid.UUID(room_id))
    if row is None:
        return []
    changed = await presence.change_room(
        room_id, as_of=as_of, name=row.name, is_locked=row.is_locked, rules=rules(row.settings)
    )
    return await tell_changes(changed, presence)


async def tell_changes(changed: tuple[Room, Room] | None, presence: Presence) -> list[Outcome]:
    """Tell everybody in the room what is different; each change is told once."""
    if changed is None:
        return []
    before, after = changed
    everyone = peers(await presence.seats(after.id))
    told: list[Outcome] = []
    if after.is_locked != before.is_locked:
        told.append(Delivery(LockChanged(locked=after.is_locked), everyone))
    if after.rules != before.rules:
        told.append(Delivery(SettingsUpdated(settings=after.rules), everyone))
    return told


async def room_closed(room_id: str, reason: str, presence: Presence) -> list[Outcome]:
    """Send everybody away and take their seats; the attendance is the keeper's to close."""
    seats = await presence.all_seats(room_id)
    everyone = peers(seats)
    for seat in seats:
        await presence.give_up(seat.id)
    return [Delivery(RoomEnded(reason=reason), everyone, then_close=True)]
