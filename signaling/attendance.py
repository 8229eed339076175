"""The end of a seat's attendance, as a row."""

import uuid

from rooms import actions as rows
from signaling.database import in_database
from signaling.presence import Seat


async def close_attendance(seat: Seat) -> None:
    """Store that a seat is given up; an ad-hoc room has no attendance. Harmless when repeated."""
    if not seat.is_ad_hoc:
        await in_database(rows.give_up_seat, uuid.UUID(seat.id), uuid.UUID(seat.room_id))
