"""Create and connect the parts of signaling for one process."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from django.conf import settings

from signaling.asgi.websocket import CloseCode
from signaling.background.credentials import CredentialChecks
from signaling.background.pairs import PairTasks
from signaling.background.rooms import RoomTasks
from signaling.background.stored_rooms import RoomStorage
from signaling.concurrency.arrivals import FairQueue
from signaling.delivery import Deliverer
from signaling.dialects import Dialect
from signaling.dispatch import Dispatch
from signaling.media.rooms import MediaRooms
from signaling.media.servers import MediaServers, ObservedServer
from signaling.presence import Presence
from signaling.protocol.events import ServerRestarting
from signaling.socketio.server import SocketIOServer
from signaling.workers.links import Links
from signaling.workers.worker import Worker

logger = logging.getLogger(__name__)

_GRACE_SECONDS = 10


class Runtime:
    """One Socket.IO server, one presence, and the parts between them.

    An ASGI server has no start-up hook that reaches this class. Therefore the background work
    starts with the first connection, or earlier if the server calls `ready` itself. With `links`,
    this process is one of several workers.
    """

    def __init__(
        self,
        dialects: Mapping[str, Dialect],
        presence: Presence,
        links: Links | None,
        media_servers: Sequence[ObservedServer] = (),
    ) -> None:
        self.presence = presence
        # More joins at once would only wait for the database.
        queue = FairQueue(settings.DATABASE_THREADS)
        self.server = SocketIOServer(dialects, self, queue, worker=links.worker if links else "")
        self.application = self.server.handle_request
        self._worker = Worker(links, self.server, presence) if links else None
        delivery = self._worker.deliverer() if self._worker else Deliverer(self.server, presence)
        self._room_storage = RoomStorage(presence, self._worker.homes if self._worker else None)
        dispatch = Dispatch(presence, delivery, queue, self._room_storage.store)
        self.media_rooms = MediaRooms(
            presence, delivery.deliver, MediaServers(media_servers, presence)
        )
        handler = (
            self._worker.connect_to(dialects, dispatch, delivery, self.media_rooms.abandon)
            if self._worker
            else dispatch
        )
        # The interface `ConnectionHandler`, which the Socket.IO server calls.
        self.connect = handler.connect
        self.handle_event = handler.handle_event
        self.connection_changed = handler.connection_changed
        self._pair_tasks = PairTasks(presence.pairs, delivery)
        leave_elsewhere = self._worker.leave if self._worker else None
        self._credential_checks = CredentialChecks(
            presence, delivery, self.server, leave_elsewhere=leave_elsewhere
        )
        self._room_tasks = RoomTasks(presence, delivery, dispatch, self.media_rooms.servers.health)
        self._starting = asyncio.Lock()
        self._is_ready = False
        self.is_stopping = False

    def bus_lag_seconds(self) -> float:
        """Return how long the last message of another worker was on its way; 0 for one process."""
        return 0.0 if self._worker is None else self._worker.bus_lag_seconds

    def is_lease_lapsed(self) -> bool:
        """Tell whether this worker's lease has lapsed, on any thread; False for one process."""
        return self._worker is not None and self._worker.is_lease_lapsed

    @property
    def must_restart(self) -> bool:
        """Tell whether this process stops only to be started again, under a new worker id."""
        return self._worker is not None and self._worker.is_expelled

    async def ready(self) -> None:
        if self._is_ready:
            return
        async with self._starting:
            if not self._is_ready:
                if self._worker is not None:
                    await self._worker.start()
                await self._room_storage.start()
                self.media_rooms.start()
                await self._room_tasks.start()
                self._pair_tasks.start()
                self._credential_checks.start()
                self._is_ready = True

    async def stop(self) -> None:
        """Tell everybody, close every socket, and finish the work that follows."""
        self.is_stopping = True
        if self._worker is not None and self._is_ready:
            await self._hand_over(self._worker)
        restarting = ServerRestarting(grace_seconds=_GRACE_SECONDS)
        await self.server.stop(
            lambda dialect: dialect.encode(restarting), CloseCode.SERVICE_RESTART
        )
        await self.end_background_work()

    async def _hand_over(self, worker: Worker) -> None:
        """Store all rooms and give them back, so that another worker continues with them."""
        worker.stop_claiming()
        await self.server.stop_handling()
        await worker.stop_handling()
        await self.media_rooms.stop()
        try:
            await self._room_storage.store()
            await worker.give_back()
        except Exception:
            logger.exception("The rooms could not be given back, and others take them up later")

    async def end_background_work(self) -> None:
        """Stop the background work and store what is due; `ready` starts the work again."""
        if self._is_ready:
            self._is_ready = False
            await self._credential_checks.stop()
            await self._pair_tasks.stop()
            await self._room_tasks.stop()
            await self.media_rooms.stop()
            try:
                await self._room_storage.stop()
            finally:
                # The others have to learn of the end even if the database is away.
                if self._worker is not None:
                    await self._worker.stop()
