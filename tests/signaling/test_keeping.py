"""Time passes, and pages say something: what the keeper makes of it."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import DatabaseError, connections

from accounts.models import User
from rooms import actions
from rooms.models import Meeting, Room, Seat
from signaling.actions import ACTIONS
from signaling.caller import Caller
from signaling.commands import Join, StartTyping
from signaling.database import in_database
from signaling.delivery import Delivering
from signaling.keeping import Keeper
from signaling.presence import Lapsed
from signaling.presence.memory import MemoryPresence
from tests.signaling.examples import Clock, a_caller
from tests.signaling.transport import FakeTransport

_PATIENCE_SECONDS = 10


@pytest.fixture
def room(transactional_db: None) -> Room:
    return actions.create_room(User.objects.create_user("ann@example.org"), "Weekly")


@pytest.fixture
def transport() -> FakeTransport:
    return FakeTransport()


@pytest.fixture
def bo() -> Caller:
    return a_caller("bo")


async def until(true: Callable[[], bool]) -> None:
    """Wait for what is expected, or fail."""
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while not true():
            await asyncio.sleep(0.01)


async def enter(caller: Caller, room: Room, presence: MemoryPresence) -> None:
    join = Join(room_code=room.code, display_name="Bo")
    await ACTIONS[Join](caller, join, presence)
