"""A room whose background tasks run."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from rooms.models import Room, Seat
from signaling.actions import outcomes_of
from signaling.background.rooms import RoomTasks
from signaling.concurrency.database import in_database
from signaling.delivery import Deliverer
from signaling.dispatch import Dispatch
from signaling.presence import Presence
from signaling.protocol.commands import Join
from tests.signaling.examples import a_caller
from tests.signaling.fake_server import FakeServer

PATIENCE_SECONDS = 15
# A pause before each check, so that the checks do not use a whole core.
PAUSE_SECONDS = 0.02


class RunningRoom:
    """A room with people, and its background tasks."""

    def __init__(self, room: Room, presence: Presence, server: FakeServer) -> None:
        self.room = room
        self.presence = presence
        self.server = server
        self.delivery = Deliverer(server, presence)
        self.dispatch = Dispatch(presence, self.delivery)

    @asynccontextmanager
    async def running(self, *names: str) -> AsyncIterator[None]:
        """Run the background tasks, and let these people join."""
        tasks = RoomTasks(self.presence, self.delivery, self.dispatch)
        await tasks.start()
        for name in names:
            join = Join(room_code=self.room.code, display_name=name)
            await outcomes_of(a_caller(name), join, self.presence)
        yield
        await tasks.stop()

    async def last_event_of(self, name: str) -> tuple[str, object]:
        """Wait until a client gets an event; return its last one."""
        await until(lambda: self.server.events_of(f"peer-{name}"))
        return self.server.events_of(f"peer-{name}")[-1]

    async def everybody_is_gone(self) -> None:
        await until(Seat.objects.filter(given_up_at=None).exists, False)


async def until(asked: Callable[[], object], expected: bool = True) -> None:
    """Wait until `asked` returns `expected`; fail after a timeout."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await seen(asked) is not expected:
            pass


async def seen(asked: Callable[[], object]) -> bool:
    await asyncio.sleep(PAUSE_SECONDS)
    return bool(await in_database(asked))
