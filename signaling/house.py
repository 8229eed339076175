"""The parts of signaling, put together for one process."""

import asyncio
from collections.abc import Mapping

import socketio

from signaling.caller import Caller
from signaling.delivery import Delivering
from signaling.dialects import Dialect
from signaling.dispatch import Dispatch
from signaling.keeping import Keeper
from signaling.presence import Presence
from signaling.transport import Transport
from signaling.wire import Arguments


class House:
    """One transport, one presence, and what lies between them.

    An ASGI server has no start-up hook that reaches here, so the keeper starts with the first
    connection, or before that where the server calls `ready` itself.
    """

    def __init__(self, dialects: Mapping[str, Dialect], presence: Presence) -> None:
        self.transport = Transport(dialects)
        self.transport.house = self
        self.application = socketio.ASGIApp(self.transport, socketio_path=None)
        delivery = Delivering(self.transport)
        self._dispatch = Dispatch(presence, delivery)
        self._keeper = Keeper(presence, delivery)
        self._starting = asyncio.Lock()
        self._is_ready = False

    async def ready(self) -> None:
        if self._is_ready:
            return
        async with self._starting:
            if not self._is_ready:
                await self._keeper.start()
                self._is_ready = True

    async def stop(self) -> None:
        await self._keeper.stop()

    async def heard(
        self, caller: Caller, dialect: Dialect, name: str, arguments: Arguments, ack_id: int | None
    ) -> None:
        await self._dispatch.handle(caller, dialect, name, arguments, ack_id)

    async def gone(self, caller: Caller, *, was_closed: bool) -> None:
        await self._dispatch.drop(caller, was_closed=was_closed)
