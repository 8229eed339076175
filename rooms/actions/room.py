"""Creating, changing, locking, ending and deleting rooms."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.names import cut, visible_line
from rooms.actions.row_locks import (
    increment_version,
    lock_room_row,
    lock_room_row_to_delete,
    refuse_deleted_account,
)
from rooms.announcements import announce_change, announce_closing
from rooms.audit import AuditContext, audit_context, record
from rooms.codes import new_code
from rooms.models import ROOM_NAME_CHARACTERS, Audit, Room, RoomSettings
from rooms.refusals import Unavailable
from rooms.timestamps import now_not_before

# With a million rooms, one code in a thousand is taken. Five taken codes in a row have another
# cause.
_CODE_ATTEMPTS = 5


def create_room(
    host: User, name: str = "", *, make_code: Callable[[], str] = new_code, **settings: Any
) -> Room:
    """Create a room with a new code; `settings` are fields of RoomSettings.

    Raises Unavailable if no free code was found, and NotAuthorized if the account was deleted
    meanwhile.
    """
    name = visible_line(name) or _("%(name)s's room") % {"name": host.display_name}
    with refuse_deleted_account(host.pk):
        for _attempt in range(_CODE_ATTEMPTS):
            code = make_code()
            try:
                return _create(host, cut(name, ROOM_NAME_CHARACTERS), code, settings)
            except IntegrityError:
                if not Room.objects.filter(code=code).exists():
                    raise
    raise Unavailable


@transaction.atomic
def _create(host: User, name: str, code: str, settings: dict[str, Any]) -> Room:
    room = Room.objects.create(host=host, name=name, code=code)
    RoomSettings.objects.create(room=room, **settings)
    record(audit_context(room, host), Audit.Action.CREATE_ROOM)
    return room


@transaction.atomic
def update_room(room: Room, actor: User, *, name: str, access: str, **settings: Any) -> None:
    """Change the name, the access and fields of RoomSettings; people inside see it at once."""
    lock_room_row(room.pk)
    room.name, room.access = cut(visible_line(name), ROOM_NAME_CHARACTERS) or room.name, access
    room.save(update_fields=["name", "access", "updated_at"])
    for field, value in settings.items():
        setattr(room.settings, field, value)
    if settings:
        room.settings.save(update_fields=list(settings))
    increment_version(room.pk)
    record(audit_context(room, actor), Audit.Action.UPDATE_ROOM)
    announce_change(room.pk)


@transaction.atomic
def record_operator_change(room: Room, actor: User) -> None:
    """Record a change that an operator stored, and show it to the people inside at once."""
    increment_version(room.pk)
    record(audit_context(room, actor), Audit.Action.UPDATE_ROOM)
    if room.has_ended:
        announce_closing(room.pk, "The room was closed")
    else:
        announce_change(room.pk)


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
    """End the room and its meeting; nobody can enter until the room is reopened."""
    lock_room_row(room.pk)
    room.ended_at = now_not_before(room.created_at)
    room.save(update_fields=["ended_at", "updated_at"])
    increment_version(room.pk)
    record(audit_context(room, actor), Audit.Action.CLOSE_ROOM)
    announce_closing(room.pk, "The host closed the room")


@transaction.atomic
def reopen_room(room: Room, actor: User) -> None:
    lock_room_row(room.pk)
    room.ended_at = None
    room.save(update_fields=["ended_at", "updated_at"])
    increment_version(room.pk)
    record(audit_context(room, actor), Audit.Action.REOPEN_ROOM)


@transaction.atomic
def delete_room(room: Room, actor: User) -> None:
    """Delete the room with its meetings and chat; its audit rows stay and keep its code.

    Raises RoomNotFound if another process has deleted it.
    """
    lock_room_row_to_delete(room.pk)
    record(audit_context(room, actor), Audit.Action.DELETE_ROOM)
    announce_closing(room.pk, "The host deleted the room")
    room.delete()
