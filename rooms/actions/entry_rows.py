"""The rows that a join inserts: a seat, and the meeting of the first seat.

The statements are plain SQL, because every join executes them. Django takes five times as long to
build an INSERT statement as SQLite takes to execute it.
"""

import uuid

from django.db import connection
from django.utils import timezone

from rooms.compiled_queries import adapted
from rooms.models import Seat
from rooms.timestamps import start_after_previous_seat

_INSERT_MEETING = """
    INSERT INTO rooms_meeting (id, room_id, started_at)
    SELECT %(id)s, %(room)s, %(now)s
    WHERE NOT EXISTS (
        SELECT 1 FROM rooms_meeting WHERE room_id = %(room)s AND ended_at IS NULL
    )
"""
_INSERT_SEAT = """
    INSERT INTO rooms_seat
        (id, meeting_id, user_id, guest_id, display_name, role, taken_at, is_removed)
    SELECT %(id)s, %(meeting)s, %(user)s, %(guest)s, %(name)s, %(role)s, %(now)s, %(is_removed)s
    WHERE NOT EXISTS (
        SELECT 1 FROM rooms_seat
        WHERE meeting_id = %(meeting)s
          AND (user_id = %(user)s OR guest_id = %(guest)s)
          AND given_up_at >= %(now)s
    )
"""


def insert_meeting(room_id: uuid.UUID) -> uuid.UUID | None:
    """Insert a meeting that begins now; return its id, or None if the room has a live meeting."""
    meeting_id = uuid.uuid4()
    values = {"id": adapted(meeting_id), "room": adapted(room_id), "now": _now()}
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_MEETING, values)
        return meeting_id if cursor.rowcount else None


def insert_seat(seat: Seat) -> None:
    """Insert a seat that begins now, or after the end of the person's previous seat if later."""
    values = {
        "id": adapted(seat.pk),
        "meeting": adapted(seat.meeting_id),
        "user": seat.user_id,
        "guest": adapted(seat.guest_id),
        "name": seat.display_name,
        "role": seat.role,
        "now": _now(),
        "is_removed": False,
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_SEAT, values)
        is_inserted = bool(cursor.rowcount)
    if not is_inserted:
        # The clock was set back after the previous seat ended.
        seat.taken_at = start_after_previous_seat(seat)
        seat.save(force_insert=True)


def _now() -> object:
    """Return the current time as a parameter for this database."""
    return connection.ops.adapt_datetimefield_value(timezone.now())
