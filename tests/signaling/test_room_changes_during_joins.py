"""A page changes a room after the first join has read its rows."""

import asyncio
from collections.abc import Callable

import pytest
from asgiref.sync import async_to_sync

from accounts.identity import person_of_account
from accounts.models import User
from rooms import actions
from rooms.models import Room, Seat
from rooms.refusals import RoomEnded, RoomLocked
from signaling.actions import outcomes_of
from signaling.background.rooms import RoomTasks
from signaling.concurrency.database import in_database
from signaling.delivery import Deliverer
from signaling.dispatch import Dispatch
from signaling.presence import Presence
from signaling.protocol.commands import Join, JoinByName
from tests.signaling.database_gate import GatedPool
from tests.signaling.examples import a_caller
from tests.signaling.fake_server import FakeServer

PATIENCE_SECONDS = 15


@pytest.fixture
def room(transactional_db: None) -> Room:
    return actions.create_room(User.objects.create_user("ann@example.org"), "Weekly")


@pytest.fixture
def bo(room: Room) -> User:
    return User.objects.create_user("bo@example.org", display_name="Bo")


def join_during_change(bo: User, join: Join, pool: GatedPool, change: Callable[[], object]) -> None:
    """Let Bo join, and let a page change the room after Bo's rows have been read."""

    async def story() -> None:
        presence = Presence()
        delivery = Deliverer(FakeServer(), presence)
        tasks = RoomTasks(presence, delivery, Dispatch(presence, delivery))
        await tasks.start()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                pool.after_next(lambda: in_database(change))
                await outcomes_of(a_caller("bo", person_of_account(bo)), join, presence)
        finally:
            await tasks.stop()

    async_to_sync(story)()


@pytest.mark.parametrize("command", [Join, JoinByName])
def test_a_room_that_was_locked_during_the_join_refuses_it(
    room: Room, bo: User, pool: GatedPool, command: type[Join]
) -> None:
    with pytest.raises(RoomLocked):
        join_during_change(
            bo,
            command(room_code=room.code),
            pool,
            lambda: actions.set_locked(room, room.host, True),
        )
    assert not Seat.objects.exists()


def test_a_room_that_was_closed_during_the_join_refuses_it(
    room: Room, bo: User, pool: GatedPool
) -> None:
    with pytest.raises(RoomEnded):
        join_during_change(
            bo, Join(room_code=room.code), pool, lambda: actions.close_room(room, room.host)
        )


def test_a_role_that_was_given_during_the_join_applies_to_it(
    room: Room, bo: User, pool: GatedPool
) -> None:
    join = Join(room_code=room.code)
    join_during_change(bo, join, pool, lambda: actions.set_cohost(room, room.host, bo, True))
    assert Seat.objects.get().role == "cohost"


def test_settings_that_were_changed_during_the_join_apply_to_it(
    room: Room, bo: User, pool: GatedPool
) -> None:
    def enable_waiting_room() -> None:
        actions.update_room(room, room.host, name="Weekly", access="anyone", waiting_room=True)

    join_during_change(bo, Join(room_code=room.code), pool, enable_waiting_room)
    assert not Seat.objects.exists()
