"""Engine.IO: connections that may begin as polling and end as a WebSocket.

The engine library keeps HTTP: the handshake, polling and its payloads. What happens to a message is
ours: see `signaling.sockets`.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

import engineio
from engineio import packet

from signaling.sockets import EngineSocket, Hearing


class Engine(engineio.AsyncServer):
    """The engine library's server, with sockets of ours."""

    def __init__(self, hearing: Hearing, **options: Any) -> None:
        super().__init__(**options, monitor_clients=False)
        self.hearing = hearing
        self._tasks: set[asyncio.Task[None]] = set()

    def run(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run work that nobody waits for."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _handle_connect(
        self, environ: dict[str, Any], transport: str, jsonp_index: int | None = None
    ) -> Any:
        """Open a socket, on polling or on a WebSocket."""
        sid = self.generate_id()
        socket = EngineSocket(self, sid, environ["asgi.scope"])
        if not self.hearing.opened(socket):
            return self._unauthorized()
        self.sockets[sid] = socket
        await socket.send(packet.Packet(packet.OPEN, self._opening(sid, transport)))
        socket.schedule_ping()
        if transport == "websocket":
            return await socket.handle_get_request(environ)
        socket.connected = True
        return self._ok(await socket.poll(), jsonp_index=jsonp_index)

    def _opening(self, sid: str, transport: str) -> dict[str, Any]:
        return {
            "sid": sid,
            "upgrades": self._upgrades(sid, transport),
            "pingInterval": int(self.ping_interval * 1000),
            "pingTimeout": int(self.ping_timeout * 1000),
            "maxPayload": self.max_http_buffer_size,
        }
