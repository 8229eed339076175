"""One worker: a complete `Runtime` in a process of its own, and the sockets of its clients."""

from functools import partial
from typing import TYPE_CHECKING

from signaling.dialects.registry import DIALECTS
from signaling.presence import Presence
from signaling.runtime import Runtime
from signaling.workers.links import Links
from tests.signaling.fake_clients import FakeWebSocket, serve
from tests.signaling.workers.simulation.leases import Leases
from tests.signaling.workers.simulation.loop import Process
from tests.signaling.workers.simulation.network import Bus

if TYPE_CHECKING:
    import asyncio

    from tests.signaling.workers.simulation.meet import Meet


class Worker:
    """`is_up` until it is killed or begins to stop."""

    def __init__(self, meet: "Meet", worker_id: str) -> None:
        self.id = worker_id
        self.process = Process(meet.loop)
        self.is_up = True
        self.is_killed = False
        self._sockets: list[FakeWebSocket] = []
        links = Links(
            self.id,
            open_bus=partial(Bus, meet.network, self.id, self.process),
            take_lease=partial(Leases, meet.counters, self.id, meet.loop, self.stop),
            surround_calls=partial(meet.database.fence, self.process),
        )
        self.presence = Presence(meet.loop.time)
        self.runtime = self.process.create(
            lambda: Runtime(DIALECTS, self.presence, links, meet.media_servers)
        )
        self.stopping: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self.process.start(self.runtime.ready())

    def stop(self) -> None:
        """Stop like a process that gets SIGTERM."""
        if self.stopping is None:
            self.is_up = False
            self.stopping = self.process.start(self.runtime.stop())

    def serve(self, websocket: FakeWebSocket) -> None:
        self._sockets.append(websocket)
        self.process.start(serve(self.runtime.server, websocket))

    def close_sockets(self) -> None:
        """Close all sockets, as the operating system does for a process that was killed."""
        for websocket in self._sockets:
            websocket.close(None)
