"""Store in the database when a seat's attendance ends."""

import uuid

from rooms import actions as rows
from signaling.concurrency.database import in_database
from signaling.presence import Seat


async def close_attendance(seat: Seat) -> None:
    """Store the end of a seat, except in an ad-hoc room, which has no attendance rows.

    Calling it again for the same seat is harmless.
    """
    if not seat.is_ad_hoc:
        await in_database(rows.release_seat, uuid.UUID(seat.id), uuid.UUID(seat.room_id))
