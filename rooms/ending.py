"""When something ends: never before it began, whatever the wall clock does meanwhile.

The clock may be set back between the start, which another process may have stored, and the end. The
later of the two times is chosen by the database, in the statement that stores the end.
"""

from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, F, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from rooms.models import Meeting, Seat


def now_or(start: datetime) -> datetime:
    """Return now, or the time of a start that has been read if that is later."""
    return max(start, timezone.now())


def end_of(start: str) -> Greatest:
    """Return now, or the time in this field if that is later."""
    return Greatest(F(start), Value(timezone.now(), output_field=DateTimeField()))


def give_up(seats: QuerySet[Seat], **changes: Any) -> int:
    """End the attendance of seats, with other changes to them; return how many they were."""
    return seats.update(given_up_at=end_of("taken_at"), **changes)


def end_meetings(meetings: QuerySet[Meeting]) -> int:
    return meetings.update(ended_at=end_of("started_at"))
