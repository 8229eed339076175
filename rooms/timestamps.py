"""The times at which seats and meetings begin and end, in order even if the clock changes.

The clock may be set back after a time was stored, also by another process. No seat or meeting ends
before it began, and each seat of a person in a meeting begins after the end of the previous one.
The database compares the times in the statement that stores the new one.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, F, Max, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from rooms.models import Meeting, Seat

_A_MOMENT = timedelta(microseconds=1)


def now_not_before(start: datetime) -> datetime:
    """Return the current time, or `start` if that is later."""
    return max(start, timezone.now())


def now_not_before_field(start: str, now: datetime | None = None) -> Greatest:
    """Return the current time, or the time in this field if that is later.

    `now` is another time in place of the current one.
    """
    return Greatest(F(start), Value(now or timezone.now(), output_field=DateTimeField()))


def start_after_previous_seat(seat: Seat) -> Greatest:
    """Return the current time, or the moment after the person's latest seat ended, if later.

    It is used in the statement that inserts the seat. The person's earlier seats in the meeting
    have ended by then.
    """
    now = Value(timezone.now(), output_field=DateTimeField())
    earlier = Seat.objects.order_by().filter(
        meeting=seat.meeting_id, user=seat.user_id, guest_id=seat.guest_id
    )
    latest_end = earlier.values("meeting").annotate(at=Max("given_up_at")).values("at")
    return Greatest(now, Coalesce(Subquery(latest_end) + _A_MOMENT, now))


def end_seats(seats: QuerySet[Seat], **changes: Any) -> int:
    """End the attendance of seats, with other changes to them; return their number."""
    return seats.update(given_up_at=now_not_before_field("taken_at"), **changes)


def end_meetings(meetings: QuerySet[Meeting]) -> int:
    return meetings.update(ended_at=now_not_before_field("started_at"))
