"""Row locks: a transaction that writes a room locks its row first.

The transaction with the lock is the only one that can change the room, its meetings, seats and
messages until it ends. A condition that it has checked therefore remains true until its writes are
committed. Every transaction locks the room before it touches other rows of the room, so that two
transactions cannot deadlock. A deletion waits for these writers, and later writers find no room.
Accounts are locked after rooms.

SQLite needs no row locks: each transaction is alone in the database from its beginning.

If several workers share the database, each room in session has one home, whose claim has a number,
the *epoch*. A worker that lost a room without noticing, e.g. because its machine was suspended,
must not write about it any more. Therefore the locks raise NotHome inside `fenced_by` if the epoch
in the row is another one. Pages write without a fence.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import IntegrityError
from django.db.models import F

from accounts.models import User
from rooms.compiled_queries import CompiledQuery
from rooms.models import Room
from rooms.refusals import NotAuthorized, RoomNotFound, Unavailable

EpochOf = Callable[[uuid.UUID], int | None]
"""Returns the epoch in which this worker is the home of a room; None if it is not the home."""

_epoch_of: ContextVar[EpochOf | None] = ContextVar("epoch_of", default=None)


class NotHome(Unavailable):
    """This worker is not the home of the room any more; another attempt finds the new home."""

    def __init__(self, room_id: uuid.UUID) -> None:
        super().__init__()
        self.room_id = room_id


@contextmanager
def fenced_by(epoch_of: EpochOf) -> Iterator[None]:
    """Refuse to lock a room in the block unless this worker is its home: raise NotHome."""
    token = _epoch_of.set(epoch_of)
    try:
        yield
    finally:
        _epoch_of.reset(token)


def lock_room_row(room_id: uuid.UUID) -> Room:
    """Return the room, locked until the transaction ends; raise RoomNotFound or NotHome."""
    room = Room.objects.select_for_update(no_key=True).filter(pk=room_id).first()
    if room is None:
        raise RoomNotFound
    _check_home(room_id, room.home_epoch)
    return room


_ANY_ROOM = uuid.UUID(int=2**64)
_VERSION = CompiledQuery(
    Room.objects.select_for_update(no_key=True)
    .filter(pk=_ANY_ROOM)
    .order_by()
    .values_list("version", "ended_at", "home_epoch"),
    _ANY_ROOM,
)


def lock_room_version(room_id: uuid.UUID) -> tuple[int, datetime | None]:
    """Lock the room as `lock_room_row` does; return its version, and when it ended, if it has."""
    rows = _VERSION.rows(room_id)
    if not rows:
        raise RoomNotFound
    version, ended_at, home_epoch = rows[0]
    _check_home(room_id, home_epoch)
    return version, ended_at


def lock_room_row_to_delete(room_id: uuid.UUID) -> Room:
    """Return the room, locked also against new rows that refer to it; raise RoomNotFound."""
    room = Room.objects.select_for_update().filter(pk=room_id).first()
    if room is None:
        raise RoomNotFound
    return room


def _check_home(room_id: uuid.UUID, home_epoch: int) -> None:
    epoch_of = _epoch_of.get()
    if epoch_of is not None and epoch_of(room_id) != home_epoch:
        raise NotHome(room_id)


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
