"""Queries of the records of past meetings.

Chat and audit belong to the room. A message belongs to the meeting of its seat. Messages without a
seat, and audit entries, belong to a meeting by their time.
"""

import uuid
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from rooms.models import Audit, Meeting, Message, Room, Seat


def meetings_with_seats(room: Room) -> QuerySet[Meeting]:
    """Return the room's meetings with their room and seats, newest first."""
    return _with_seats(Meeting.objects.filter(room=room))


def past_meetings_of(user: User) -> QuerySet[Meeting]:
    """Return the past meetings of the account's own rooms, and others it attended, newest first.

    Each meeting has its room and its seats.
    """
    # Two subqueries that use an index. One condition with "or" would scan all meetings.
    hosted = Meeting.objects.order_by().filter(room__host=user).values("pk")
    attended = Seat.objects.order_by().filter(user=user, is_removed=False).values("meeting")
    return _with_seats(
        Meeting.objects.filter(pk__in=hosted.union(attended), ended_at__isnull=False)
    )


def find_meeting(room: Room, meeting_id: uuid.UUID) -> Meeting | None:
    return meetings_with_seats(room).filter(pk=meeting_id).first()


def transcript_of(meeting: Meeting) -> QuerySet[Message]:
    """Return the messages of the meeting, oldest first, with the accounts of their senders."""
    seatless = Q(seat=None, sent_at__range=_span(meeting))
    messages = Message.objects.filter(Q(seat__meeting=meeting) | seatless, room=meeting.room_id)
    return messages.select_related("user", "seat")


def audits_of(meeting: Meeting) -> QuerySet[Audit]:
    """Return the actions of hosts and operators during the meeting, oldest first."""
    during = Audit.objects.filter(room=meeting.room_id, at__range=_span(meeting))
    return during.order_by("pk")


def _with_seats(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    seats = Seat.objects.select_related("user")
    return meetings.select_related("room").prefetch_related(Prefetch("seats", seats))


def _span(meeting: Meeting) -> tuple[datetime, datetime]:
    return meeting.started_at, meeting.ended_at or timezone.now()
