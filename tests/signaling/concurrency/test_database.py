"""Calls to the database run inside a context manager of the process, e.g. the fence of a worker."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from accounts.models import User
from rooms.actions import create_room
from rooms.actions.row_locks import NotHome, fenced_by, lock_room_row
from rooms.models import Room
from signaling.concurrency.database import in_database, surround_calls


@pytest.fixture
def room(transactional_db: None) -> Room:
    return create_room(User.objects.create_user("ann@example.org", display_name="Ann"), "Planning")


@pytest.fixture
def fenced() -> Iterator[None]:
    """Surround all calls with the fence of a worker that is the home of no room."""

    @contextmanager
    def around() -> Iterator[None]:
        with fenced_by(lambda _room_id: None):
            yield

    surround_calls(around)
    yield
    surround_calls(None)


@transaction.atomic
def read_locked(room: Room) -> Room:
    return lock_room_row(room.pk)


def test_the_fence_of_the_process_applies_inside_a_call(room: Room, fenced: None) -> None:
    with pytest.raises(NotHome):
        asyncio.run(in_database(read_locked, room))


def test_without_a_fence_every_room_may_be_locked(room: Room) -> None:
    assert asyncio.run(in_database(read_locked, room)) == room
