"""Store in the database when a seat's attendance ends."""

import uuid
from contextlib import suppress

from rooms import actions as rows
from rooms.actions.row_locks import NotHome
from signaling.concurrency.database import in_database
from signaling.presence import Seat


async def close_attendance(seat: Seat) -> None:
    """Store the end of a seat, except in an ad-hoc room, which has no attendance rows.

    Calling it again for the same seat is harmless. If another worker is the home of the room by
    now, it has the seat, and ends it.
    """
    if seat.is_ad_hoc:
        return
    with suppress(NotHome):
        await in_database(rows.release_seat, uuid.UUID(seat.id), uuid.UUID(seat.room_id))
