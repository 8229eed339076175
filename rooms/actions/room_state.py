"""Locking, closing, reopening and deleting rooms, and ending their meetings."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from rooms.actions.row_locks import increment_version, lock_room_row, lock_room_row_to_delete
from rooms.announcements import announce_change, announce_closing
from rooms.audit import AuditContext, audit_context, record
from rooms.models import Audit, Meeting, Room, Seat
from rooms.timestamps import end_meetings, end_seats, now_not_before


def set_locked(room: Room, actor: User, locked: bool) -> None:
    """Lock or unlock a room from outside its meeting."""
    lock(audit_context(room, actor), locked)
    room.is_locked = locked


@transaction.atomic
def lock(context: AuditContext, locked: bool) -> None:
    """Lock or unlock; do nothing if the room already has that state."""
    if lock_room_row(context.room_id).is_locked == locked:
        return
    Room.objects.filter(pk=context.room_id).update(
        is_locked=locked, updated_at=timezone.now(), version=F("version") + 1
    )
    record(context, Audit.Action.LOCK if locked else Audit.Action.UNLOCK)
    announce_change(context.room_id)


@transaction.atomic
def close_room(room: Room, actor: User) -> None:
    """End the room and its meeting; nobody can enter until the room is reopened.

    Do nothing if the room has ended already.
    """
    room.ended_at = lock_room_row(room.pk).ended_at
    if room.has_ended:
        return
    room.ended_at = now_not_before(room.created_at)
    room.save(update_fields=["ended_at", "updated_at"])
    increment_version(room.pk)
    record(audit_context(room, actor), Audit.Action.CLOSE_ROOM)
    announce_closing(room.pk, "The host closed the room")


@transaction.atomic
def reopen_room(room: Room, actor: User) -> None:
    """Let people enter again; do nothing if the room has not ended."""
    room.ended_at = lock_room_row(room.pk).ended_at
    if not room.has_ended:
        return
    room.ended_at = None
    room.save(update_fields=["ended_at", "updated_at"])
    increment_version(room.pk)
    record(audit_context(room, actor), Audit.Action.REOPEN_ROOM)


@transaction.atomic
def delete_room(room: Room, actor: User) -> None:
    """Delete the room with its meetings and chat; its audit entries stay and keep its code.

    Raises RoomNotFound if another process has deleted it.
    """
    lock_room_row_to_delete(room.pk)
    record(audit_context(room, actor), Audit.Action.DELETE_ROOM)
    announce_closing(room.pk, "The host deleted the room")
    room.delete()


@transaction.atomic
def end_meeting(context: AuditContext) -> None:
    """End the meeting and all its seats; nobody can enter until a host starts the room again."""
    room = lock_room_row(context.room_id)
    if not room.has_ended:
        now = now_not_before(room.created_at)
        Room.objects.filter(pk=context.room_id).update(
            ended_at=now, is_locked=False, updated_at=now
        )
    increment_version(context.room_id)
    end_seats(Seat.objects.filter(meeting__room=context.room_id, given_up_at=None))
    end_meetings(Meeting.objects.filter(room=context.room_id, ended_at=None))
    record(context, Audit.Action.END_MEETING)
