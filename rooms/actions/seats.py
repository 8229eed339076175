"""Meetings and their seats: a meeting begins with its first seat and ends with its last.

The seats are the attendance record of the meeting.
"""

import uuid
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.identity import Person
from rooms.access import Role, RoomVersion, RowsOutdated
from rooms.actions.entry_rows import insert_meeting, insert_seat
from rooms.actions.moderation import Target, record_action
from rooms.actions.row_locks import (
    increment_version,
    lock_room_row,
    lock_room_version,
    refuse_deleted_account,
)
from rooms.audit import AuditContext
from rooms.models import Audit, Meeting, Room, Seat
from rooms.models.identity import rows_of_person
from rooms.refusals import RoomEnded, RoomNotFound
from rooms.timestamps import end_meetings, end_seats


def take_seat(
    room_id: uuid.UUID, seat_id: uuid.UUID, person: Person, role: Role, room_version: RoomVersion
) -> uuid.UUID:
    """Store a new seat in the room's live meeting, or in a new one; return the meeting's id.

    `room_version` is the version of the rows that the decision to admit the person was based on.
    Raises RowsOutdated if the room's version has changed since, RoomNotFound or RoomEnded if the
    room was deleted or ended, and NotAuthorized if the person's account was deleted. A seat that is
    already stored is kept. If an earlier seat of the person has no stored end yet, it ends now.
    """
    seat = Seat(
        id=seat_id,
        user_id=person.user_id,
        guest_id=person.guest_id,
        display_name=person.display_name,
        role=role,
    )
    with refuse_deleted_account(person.user_id):
        try:
            return _store_seat(seat, room_id, room_version)
        except IntegrityError:
            # The seat is already stored, or an earlier seat of the same person has not ended.
            return _store_after_conflict(seat, room_id, person, room_version)


@transaction.atomic
def admit(
    context: AuditContext, target: Target, role: Role, room_version: RoomVersion
) -> uuid.UUID:
    """Store the seat of a person whom a host admitted, with an audit entry; see `take_seat`."""
    lock_room_row(context.room_id)
    person = replace(target.person, display_name=target.name)
    meeting_id = take_seat(context.room_id, target.seat_id, person, role, room_version)
    record_action(context, Audit.Action.ADMIT, target)
    return meeting_id


@transaction.atomic
def _store_seat(seat: Seat, room_id: uuid.UUID, room_version: RoomVersion) -> uuid.UUID:
    """Insert the seat. The room is locked, so neither its rules nor its meeting can change."""
    _lock_unchanged_room(room_id, room_version)
    seat.meeting_id = room_version.meeting_id or _live_or_new_meeting(room_id)
    insert_seat(seat)
    return seat.meeting_id


@transaction.atomic
def _store_after_conflict(
    seat: Seat, room_id: uuid.UUID, person: Person, room_version: RoomVersion
) -> uuid.UUID:
    _lock_unchanged_room(room_id, room_version)
    mine = Seat.objects.filter(rows_of_person(person), meeting__room=room_id, given_up_at=None)
    end_seats(mine.exclude(pk=seat.pk))
    stored = mine.filter(pk=seat.pk).first()
    if stored is not None:
        return stored.meeting_id
    return _store_seat(seat, room_id, replace(room_version, meeting_id=None))


def _lock_unchanged_room(room_id: uuid.UUID, room_version: RoomVersion) -> None:
    number, ended_at = lock_room_version(room_id)
    if ended_at is not None:
        raise RoomEnded
    if number != room_version.number:
        raise RowsOutdated


def _live_or_new_meeting(room_id: uuid.UUID) -> uuid.UUID:
    return insert_meeting(room_id) or Meeting.objects.get(room=room_id, ended_at=None).pk


def _live_meeting(room_id: uuid.UUID) -> Meeting | None:
    return Meeting.objects.filter(room=room_id, ended_at=None).first()


@transaction.atomic
def release_seat(seat_id: uuid.UUID, room_id: uuid.UUID) -> None:
    """End the attendance of a seat; with the last seat, end the meeting and unlock the room.

    Repeated calls have no effect, nor does a call after the room was deleted.
    """
    try:
        lock_room_row(room_id)
    except RoomNotFound:
        return
    end_seats(Seat.objects.filter(pk=seat_id, given_up_at=None))
    _end_if_empty(room_id)


@transaction.atomic
def delete_unused_seat(seat_id: uuid.UUID, room_id: uuid.UUID) -> None:
    """Delete a stored seat that nobody used, and a meeting that began with it.

    A meeting with other seats ends if all of them have ended. Otherwise the lock of the room stays.
    """
    try:
        lock_room_row(room_id)
    except RoomNotFound:
        return
    Seat.objects.filter(pk=seat_id, is_removed=False).delete()
    meeting = _live_meeting(room_id)
    if meeting is not None and not meeting.seats.exists():
        meeting.delete()
        increment_version(room_id)
    else:
        _end_if_empty(room_id)


def _end_if_empty(room_id: uuid.UUID) -> None:
    meeting = _live_meeting(room_id)
    if meeting is None or meeting.seats.filter(given_up_at=None).exists():
        return
    end_meetings(Meeting.objects.filter(pk=meeting.pk))
    Room.objects.filter(pk=room_id).update(is_locked=False, version=F("version") + 1)
