"""What is left of meetings when they are over, for whom it may concern.

Chat and audit belong to the room. What of them belongs to a meeting follows from the seat a message
was written from, and from the time where there is no seat.
"""

import uuid
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from rooms.models import Audit, Meeting, Message, Room, Seat


def meetings_of(room: Room) -> QuerySet[Meeting]:
    """Return the room's meetings with their room and seats, the newest first."""
    return _with_seats(Meeting.objects.filter(room=room))


def past_meetings_of(user: User) -> QuerySet[Meeting]:
    """Return the meetings that are over, of one's own rooms and others one was at, newest first.

    Each comes with its room and its seats.
    """
    # Two ways of finding ids by index; one condition with "or" would look at every meeting.
    hosted = Meeting.objects.order_by().filter(room__host=user).values("pk")
    attended = Seat.objects.order_by().filter(user=user, is_removed=False).values("meeting")
    return _with_seats(
        Meeting.objects.filter(pk__in=hosted.union(attended), ended_at__isnull=False)
    )


def find_meeting(room: Room, meeting_id: uuid.UUID) -> Meeting | None:
    return meetings_of(room).filter(pk=meeting_id).first()


def transcript_of(meeting: Meeting) -> QuerySet[Message]:
    """Return what was written in the meeting, oldest first, with the accounts of its senders."""
    seatless = Q(seat=None, sent_at__range=_span(meeting))
    messages = Message.objects.filter(Q(seat__meeting=meeting) | seatless, room=meeting.room_id)
    return messages.select_related("user", "seat")


def audits_of(meeting: Meeting) -> QuerySet[Audit]:
    """Return what hosts and operators did with the room during the meeting, oldest first."""
    during = Audit.objects.filter(room=meeting.room_id, at__range=_span(meeting))
    return during.order_by("pk")


def _with_seats(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    seats = Seat.objects.select_related("user")
    return meetings.select_related("room").prefetch_related(Prefetch("seats", seats))


def _span(meeting: Meeting) -> tuple[datetime, datetime]:
    return meeting.started_at, meeting.ended_at or timezone.now()
