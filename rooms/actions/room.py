"""Creating rooms, and changing their names and settings."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.text_cleaning import cut, visible_line
from rooms.actions.row_locks import (
    increment_version,
    lock_room_row,
    refuse_deleted_account,
)
from rooms.announcements import announce_change, announce_closing
from rooms.audit import AuditContext, audit_context, record
from rooms.codes import new_code
from rooms.models import ROOM_NAME_CHARACTERS, Audit, Room, RoomSettings
from rooms.refusals import MediaServerMissing, Unavailable

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
    row = RoomSettings(room=room, **settings)
    _check_media_server(row)
    row.save()
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
    if "media_server" in settings:
        _check_media_server(room.settings)
    if settings:
        room.settings.save(update_fields=list(settings))
    increment_version(room.pk)
    record(audit_context(room, actor), Audit.Action.UPDATE_ROOM)
    announce_change(room.pk)


@transaction.atomic
def complete_new_room(room: Room, operator: User) -> None:
    """Give a room that an operator has stored its settings, if they are missing; record it."""
    RoomSettings.objects.get_or_create(room=room)
    record(audit_context(room, operator), Audit.Action.CREATE_ROOM)


@transaction.atomic
def record_operator_change(room: Room, actor: User) -> None:
    """Record a change that an operator stored, and show it to the people inside at once."""
    increment_version(room.pk)
    record(audit_context(room, actor), Audit.Action.UPDATE_ROOM)
    if room.has_ended:
        announce_closing(room.pk, "The room was closed")
    else:
        announce_change(room.pk)


@transaction.atomic
def update_settings(context: AuditContext, changes: dict[str, Any]) -> RoomSettings:
    """Change some fields of RoomSettings, which were already validated, and return the row."""
    lock_room_row(context.room_id)
    row = RoomSettings.objects.get(room=context.room_id)
    for field, value in changes.items():
        setattr(row, field, value)
    if "media_server" in changes:
        _check_media_server(row)
    row.save(update_fields=list(changes))
    increment_version(context.room_id)
    record(context, Audit.Action.UPDATE_ROOM)
    announce_change(context.room_id)
    return row


def _check_media_server(row: RoomSettings) -> None:
    """Raise MediaServerMissing if the room would always need a media server, and there is none."""
    if row.lacks_media_server:
        raise MediaServerMissing
