"""Meetings begin with the first seat and end with the last; seats are their attendance."""

import uuid
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.people import Person
from rooms.actions.hosting import Target, note
from rooms.admission import Role
from rooms.auditing import Deed
from rooms.models import Audit, Meeting, Room, Seat
from rooms.models.identity import of_person
from rooms.refusals import RoomEnded


def take_seat(room_id: uuid.UUID, seat_id: uuid.UUID, person: Person, role: Role) -> uuid.UUID:
    """Store a new seat in the room's live meeting, begun if there is none; return its id.

    The person's earlier seat, if its end is not stored yet, ends now. Raises RoomEnded where the
    room was ended or deleted meanwhile.
    """
    seat = Seat(
        id=seat_id,
        user_id=person.user_id,
        guest_id=person.guest_id,
        display_name=person.display_name,
        role=role,
    )
    try:
        return _store(seat, room_id)
    except IntegrityError:
        # Somebody began the meeting at the same moment, or an earlier seat still stands.
        _end_earlier_seats(room_id, person)
        return _store(seat, room_id)


@transaction.atomic
def admit(deed: Deed, target: Target, role: Role) -> uuid.UUID:
    """Store the seat of somebody whom a host let in; like `take_seat`, and with its audit."""
    note(deed, Audit.Action.ADMIT, target)
    person = replace(target.person, display_name=target.name)
    return take_seat(deed.room_id, target.seat_id, person, role)


@transaction.atomic
def _store(seat: Seat, room_id: uuid.UUID) -> uuid.UUID:
    """Insert the seat. The meeting's row is locked, so that it can't end while it is sat in."""
    meeting = _live_meeting(room_id)
    room = meeting.room if meeting else Room.objects.filter(pk=room_id).first()
    if room is None or room.has_ended:
        raise RoomEnded
    seat.meeting = meeting or Meeting.objects.create(room=room)
    seat.save(force_insert=True)
    return seat.meeting.pk


def _live_meeting(room_id: uuid.UUID) -> Meeting | None:
    live = Meeting.objects.select_related("room").filter(room=room_id, ended_at=None)
    return live.select_for_update(of=("self",)).first()


def _end_earlier_seats(room_id: uuid.UUID, person: Person) -> None:
    earlier = Seat.objects.filter(of_person(person), meeting__room=room_id, given_up_at=None)
    earlier.update(given_up_at=timezone.now())


@transaction.atomic
def give_up_seat(seat_id: uuid.UUID, room_id: uuid.UUID) -> None:
    """Close the attendance of a seat, and with the last one the meeting and its lock.

    Harmless when repeated, or when the room has been deleted.
    """
    now = timezone.now()
    meeting = _live_meeting(room_id)
    Seat.objects.filter(pk=seat_id, given_up_at=None).update(given_up_at=now)
    if meeting is None or meeting.seats.filter(given_up_at=None).exists():
        return
    Meeting.objects.filter(pk=meeting.pk).update(ended_at=now)
    Room.objects.filter(pk=room_id, is_locked=True).update(is_locked=False)


@transaction.atomic
def close_stale_meetings() -> int:
    """End what a killed process left open; return how many meetings that were.

    Only for a process that is alone and has nobody connected yet.
    """
    now = timezone.now()
    Seat.objects.filter(given_up_at=None).update(given_up_at=now)
    stale = Meeting.objects.filter(ended_at=None)
    Room.objects.filter(meetings__in=stale, is_locked=True).update(is_locked=False)
    return stale.update(ended_at=now)
