"""A page changes a room while its first visitor is on the way in, with rows read before that."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from accounts.identity import person_of_account
from accounts.models import User
from rooms import actions
from rooms.models import Room, Seat
from rooms.refusals import RoomEnded, RoomLocked
from signaling.actions import outcomes_of
from signaling.background.rooms import Keeper
from signaling.database import in_database
from signaling.delivery import Delivering
from signaling.dispatch import Dispatch
from signaling.outcomes import Outcome
from signaling.presence import Knocked, Taken
from signaling.presence.memory import MemoryPresence
from signaling.protocol.commands import Join
from signaling.protocol.compatibility.commands import JoinByName
from tests.signaling.examples import a_caller
from tests.signaling.server import FakeServer

PATIENCE_SECONDS = 15


class Doorway(MemoryPresence):
    """Lets somebody take a place only after a change has been announced."""

    def __init__(self) -> None:
        super().__init__()
        self.somebody_comes = asyncio.Event()
        self.is_changed = asyncio.Event()

    async def take(self, *args: Any, **kwargs: Any) -> Taken | Knocked:
        self.somebody_comes.set()
        await self.is_changed.wait()
        return await super().take(*args, **kwargs)

    async def outdate(self, room_id: str) -> None:
        await super().outdate(room_id)
        self.is_changed.set()


@pytest.fixture
def room(transactional_db: None) -> Room:
    return actions.create_room(User.objects.create_user("ann@example.org"), "Weekly")


@pytest.fixture
def bo(room: Room) -> User:
    return User.objects.create_user("bo@example.org", display_name="Bo")


def come(bo: User, join: Join, change: Callable[[], object]) -> list[Outcome]:
    """Let Bo join, and a page change something when his rows have been read."""

    async def story() -> list[Outcome]:
        presence, server = Doorway(), FakeServer()
        delivery = Delivering(server)
        keeper = Keeper(presence, delivery, Dispatch(presence, delivery))
        await keeper.start()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                caller = a_caller("bo", person_of_account(bo))
                coming = asyncio.create_task(_join(caller, join, presence))
                await presence.somebody_comes.wait()
                await in_database(change)
                return await coming
        finally:
            await keeper.stop()

    return async_to_sync(story)()


async def _join(*args: Any) -> list[Outcome]:
    return list(await outcomes_of(*args))


@pytest.mark.parametrize("command", [Join, JoinByName])
def test_a_lock_keeps_the_first_visitor_out(room: Room, bo: User, command: type[Join]) -> None:
    with pytest.raises(RoomLocked):
        come(bo, command(room_code=room.code), lambda: actions.set_locked(room, room.host, True))
    assert not Seat.objects.exists()


def test_a_closed_room_is_told_as_such(room: Room, bo: User) -> None:
    with pytest.raises(RoomEnded):
        come(bo, Join(room_code=room.code), lambda: actions.close_room(room, room.host))


def test_a_role_that_was_just_given_is_had_from_the_start(room: Room, bo: User) -> None:
    join = Join(room_code=room.code)
    come(bo, join, lambda: actions.set_cohost(room, room.host, bo, True))
    assert Seat.objects.get().role == "cohost"


def test_settings_that_were_just_changed_hold_from_the_start(room: Room, bo: User) -> None:
    def close_the_door() -> None:
        actions.update_room(room, room.host, name="Weekly", access="anyone", waiting_room=True)

    come(bo, Join(room_code=room.code), close_the_door)
    assert not Seat.objects.exists()
