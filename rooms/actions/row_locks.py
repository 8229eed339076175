"""Row locks: a transaction that writes a room locks its row first.

The transaction with the lock is the only one that can change the room, its meetings, seats and
messages until it ends. A condition that it has checked therefore remains true until its writes are
committed. Every transaction locks the room before it touches other rows of the room, so that two
transactions cannot deadlock. A deletion waits for these writers, and later writers find no room.
Accounts are locked after rooms.

SQLite needs no row locks: each transaction is alone in the database from its beginning.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError
from django.db.models import F

from accounts.models import User
from rooms.compiled_queries import CompiledQuery
from rooms.models import Room
from rooms.refusals import NotAuthorized, RoomNotFound


def lock_room_row(room_id: uuid.UUID) -> Room:
    """Return the room, locked until the transaction ends; raise RoomNotFound."""
    room = Room.objects.select_for_update(no_key=True).filter(pk=room_id).first()
    if room is None:
        raise RoomNotFound
    return room


_ANY_ROOM = uuid.UUID(int=2**64)
_VERSION = CompiledQuery(
    Room.objects.select_for_update(no_key=True)
    .filter(pk=_ANY_ROOM)
    .order_by()
    .values_list("version", "ended_at"),
    _ANY_ROOM,
)


def lock_room_version(room_id: uuid.UUID) -> tuple[int, datetime | None]:
    """Lock the room as `lock_room_row` does; return its version, and when it ended, if it has."""
    rows = _VERSION.rows(room_id)
    if not rows:
        raise RoomNotFound
    version, ended_at = rows[0]
    return version, ended_at


def lock_room_row_to_delete(room_id: uuid.UUID) -> Room:
    """Return the room, locked also against new rows that refer to it; raise RoomNotFound."""
    room = Room.objects.select_for_update().filter(pk=room_id).first()
    if room is None:
        raise RoomNotFound
    return room


def lock_account_row(user_id: int) -> User | None:
    """Return the account, locked until the transaction ends; None if it was deleted."""
    return User.objects.select_for_update(no_key=True).filter(pk=user_id).first()


def lock_account_row_to_delete(user_id: int) -> User | None:
    """Return the account, locked also against new rows that refer to it; None if it was deleted."""
    return User.objects.select_for_update().filter(pk=user_id).first()


@contextmanager
def refuse_deleted_account(user_id: int | None) -> Iterator[None]:
    """Raise NotAuthorized if the block writes rows for an account that was deleted.

    The database checks references at the end of a transaction. The block must therefore contain the
    whole transaction.
    """
    try:
        yield
    except IntegrityError:
        if user_id is None or User.objects.filter(pk=user_id).exists():
            raise
        raise NotAuthorized("This account was deleted") from None


def increment_version(room_id: uuid.UUID) -> None:
    """Raise the room's version, so that seats decided by older rows are decided again.

    See `Room.version`.
    """
    Room.objects.filter(pk=room_id).update(version=F("version") + 1)
