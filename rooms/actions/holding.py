"""Transactions that write a room lock its row first.

Whoever has the lock is alone in changing the room, its meetings, seats and messages until the
transaction ends, so what it has checked stays true until its writes are committed. Every
transaction locks the room before it touches other rows of the room; two of them never wait for
each other in a circle. A deletion waits for these writers, and later writers find no room.

Accounts are locked after rooms.

On SQLite nothing is locked: each transaction is alone there from its beginning.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.db.models import F

from accounts.models import User
from rooms.models import Room
from rooms.refusals import NotAuthorized, RoomNotFound


def hold_room(room_id: uuid.UUID) -> Room:
    """Return the room, locked until the transaction ends; raise RoomNotFound."""
    room = Room.objects.select_for_update(no_key=True).filter(pk=room_id).first()
    if room is None:
        raise RoomNotFound
    return room


def hold_room_to_delete(room_id: uuid.UUID) -> Room:
    """Return the room, locked also against new rows that refer to it; raise RoomNotFound."""
    room = Room.objects.select_for_update().filter(pk=room_id).first()
    if room is None:
        raise RoomNotFound
    return room


def hold_account(user_id: int) -> User | None:
    """Return the account, locked until the transaction ends; None if it was deleted."""
    return User.objects.select_for_update(no_key=True).filter(pk=user_id).first()


def hold_account_to_delete(user_id: int) -> User | None:
    """Return the account, locked also against new rows that refer to it; None if it is gone."""
    return User.objects.select_for_update().filter(pk=user_id).first()


@contextmanager
def account_may_go(user_id: int | None) -> Iterator[None]:
    """Write, inside, rows that refer to an account; raise NotAuthorized if it was deleted.

    References are checked at the end of a transaction, so this goes around the whole of it.
    """
    try:
        yield
    except IntegrityError:
        if user_id is None or User.objects.filter(pk=user_id).exists():
            raise
        raise NotAuthorized("This account was deleted") from None


def raise_version(room_id: uuid.UUID) -> None:
    """Let every seat that was decided by earlier rows be decided again; see `Room.version`."""
    Room.objects.filter(pk=room_id).update(version=F("version") + 1)
