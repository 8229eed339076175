"""Rooms come and go, are changed and locked."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.names import cut, visible_line
from rooms.announcing import announce_change, announce_closing
from rooms.auditing import Deed, deed_in, record
from rooms.codes import new_code
from rooms.models import ROOM_NAME_CHARACTERS, Audit, Room, RoomSettings

# At a million rooms one code in a thousand is taken: three in a row are a fault elsewhere.
_CODE_ATTEMPTS = 5


def create_room(host: User, name: str = "", **settings: Any) -> Room:
    """Create a room with a code of its own; `settings` are fields of RoomSettings."""
    name = visible_line(name) or _("%(name)s's room") % {"name": host.display_name}
    for attempt in range(_CODE_ATTEMPTS):
        try:
            with transaction.atomic():
                room = Room.objects.create(
                    host=host, name=cut(name, ROOM_NAME_CHARACTERS), code=new_code()
                )
                RoomSettings.objects.create(room=room, **settings)
                record(deed_in(room, host), Audit.Action.CREATE_ROOM)
        except IntegrityError:
            if attempt == _CODE_ATTEMPTS - 1 or not Room.objects.filter(code=room.code).exists():
                raise
        else:
            return room
    raise AssertionError("unreachable")


@transaction.atomic
def update_room(room: Room, actor: User, *, name: str, access: str, **settings: Any) -> None:
    """Change the name, the access and any fields of RoomSettings; people inside see it at once."""
    room.name, room.access = cut(visible_line(name), ROOM_NAME_CHARACTERS) or room.name, access
    room.save(update_fields=["name", "access", "updated_at"])
    for field, value in settings.items():
        setattr(room.settings, field, value)
    room.settings.save()
    record(deed_in(room, actor), Audit.Action.UPDATE_ROOM)
    announce_change(room.pk)


@transaction.atomic
def record_operator_change(room: Room, actor: User) -> None:
    """Note what an operator stored by hand, and let the people inside see it at once."""
    record(deed_in(room, actor), Audit.Action.UPDATE_ROOM)
    if room.has_ended:
        announce_closing(room.pk, "The room was closed")
    else:
        announce_change(room.pk)


def set_locked(room: Room, actor: User, locked: bool) -> None:
    """Lock or unlock a room from outside its meeting."""
    lock(deed_in(room, actor), locked)
    room.is_locked = locked


@transaction.atomic
def lock(deed: Deed, locked: bool) -> None:
    """Lock or unlock; a no-op where the room already is so."""
    changed = Room.objects.filter(pk=deed.room_id, is_locked=not locked).update(
        is_locked=locked, updated_at=timezone.now()
    )
    if changed:
        action = Audit.Action.LOCK if locked else Audit.Action.UNLOCK
        record(deed, action)
        announce_change(deed.room_id)


@transaction.atomic
def close_room(room: Room, actor: User) -> None:
    """End the room: everybody in it is sent away, and nobody gets in until it is reopened."""
    room.ended_at = timezone.now()
    room.save(update_fields=["ended_at", "updated_at"])
    record(deed_in(room, actor), Audit.Action.CLOSE_ROOM)
    announce_closing(room.pk, "The host closed the room")


@transaction.atomic
def reopen_room(room: Room, actor: User) -> None:
    room.ended_at = None
    room.save(update_fields=["ended_at", "updated_at"])
    record(deed_in(room, actor), Audit.Action.REOPEN_ROOM)


@transaction.atomic
def delete_room(room: Room, actor: User) -> None:
    """Delete the room with its meetings and chat; the audit rows stay and keep its code."""
    record(deed_in(room, actor), Audit.Action.DELETE_ROOM)
    announce_closing(room.pk, "The host deleted the room")
    room.delete()
