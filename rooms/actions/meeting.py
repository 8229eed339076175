"""Meetings begin with the first seat and end with the last; seats are their attendance."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.people import Person
from rooms.admission import Role
from rooms.models import Meeting, Room, Seat
from rooms.refusals import RoomEnded


@transaction.atomic
def take_seat(room_id: uuid.UUID, seat_id: uuid.UUID, person: Person, role: Role) -> uuid.UUID:
    """Store a new seat in the room's live meeting, begun if there is none; return its id.

    Raises RoomEnded where the room was ended or deleted meanwhile. The room's row is locked, so
    that a meeting can't end between being found and being sat in.
    """
    room = Room.objects.select_for_update().filter(pk=room_id, ended_at=None).first()
    if room is None:
        raise RoomEnded
    meeting = Meeting.objects.filter(room=room, ended_at=None).first()
    if meeting is None:
        meeting = Meeting.objects.create(room=room)
    Seat.objects.create(
        id=seat_id,
        meeting=meeting,
        user_id=person.user_id,
        guest_id=person.guest_id,
        display_name=person.display_name,
        role=role,
    )
    return meeting.pk


@transaction.atomic
def give_up_seat(seat_id: uuid.UUID, room_id: uuid.UUID, at: datetime | None = None) -> None:
    """Close the attendance of a seat, and with the last one the meeting and its lock.

    Harmless when repeated, or when the room has been deleted.
    """
    at = at or timezone.now()
    Room.objects.select_for_update().filter(pk=room_id).first()
    Seat.objects.filter(pk=seat_id, given_up_at=None).update(given_up_at=at)
    standing = Seat.objects.filter(meeting__room=room_id, given_up_at=None)
    if not standing.exists():
        Meeting.objects.filter(room=room_id, ended_at=None).update(ended_at=at)
        Room.objects.filter(pk=room_id, is_locked=True).update(is_locked=False)


@transaction.atomic
def close_stale_meetings() -> int:
    """End what a killed process left open; return how many meetings that were.

    Only for a process that is alone and has nobody connected yet.
    """
    now = timezone.now()
    Seat.objects.filter(given_up_at=None).update(given_up_at=now)
    Room.objects.filter(meetings__ended_at=None, is_locked=True).update(is_locked=False)
    return Meeting.objects.filter(ended_at=None).update(ended_at=now)
