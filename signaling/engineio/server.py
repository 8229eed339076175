"""The Engine.IO server. A session may start with polling and be upgraded to a WebSocket.

The engineio library handles HTTP: the handshake, polling and its payloads.
`signaling.engineio.session` handles the messages.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from urllib.parse import parse_qs

import engineio
import msgspec
from engineio import packet

from signaling.asgi.targets import ascii_target
from signaling.engineio.session import Session, SessionHandler

logger = logging.getLogger(__name__)


Send = Callable[[dict[str, Any]], Awaitable[None]]


class EngineIOServer(engineio.AsyncServer):
    """The server of the engineio library, with `Session` in place of its own sockets."""

    def __init__(self, handler: SessionHandler, **options: Any) -> None:
        super().__init__(**options, monitor_clients=False)
        self.handler = handler
        self._tasks: set[asyncio.Task[None]] = set()

    def run(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run a coroutine as a background task."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def handle_request(self, scope: Any, receive: Any, send: Any) -> Any:
        """Serve one request; the library is not used for a client that starts on a WebSocket."""
        scope = {**scope, "query_string": ascii_target(scope["query_string"])}
        if scope["type"] == "websocket":
            query = parse_qs(scope["query_string"].decode())
            if "sid" not in query:
                return await self._begin_on_websocket(scope, query, receive, send)
        return await super().handle_request(scope, receive, _unstored(send))

    async def _begin_on_websocket(
        self, scope: Any, query: dict[str, list[str]], receive: Any, send: Any
    ) -> None:
        await receive()
        asked = query.get("transport"), query.get("EIO")
        session = self._open(scope) if asked == (["websocket"], ["4"]) else None
        if session is None:
            await send({"type": "websocket.close"})
        else:
            opening = b"0" + msgspec.json.encode(self._opening(session.sid, "websocket"))
            await session.begin_on_websocket(scope, receive, send, opening)

    async def _handle_connect(
        self, environ: dict[str, Any], transport: str, jsonp_index: int | None = None
    ) -> Any:
        """Open a session on polling, after waiting for the rate limit of its address."""
        scope = environ["asgi.scope"]
        session = self._open(scope) if await self.handler.may_poll(scope) else None
        if session is None:
            return self._unauthorized()
        await session.send(packet.Packet(packet.OPEN, self._opening(session.sid, transport)))
        session.connected = True
        return self._ok(await session.poll(), jsonp_index=jsonp_index)

    def _log_error_once(self, message: str, message_key: str) -> None:
        """Log only the key of a client's mistake: the message may quote data of the client."""
        logger.info("refusing a request: %s", message_key)

    def _open(self, scope: Any) -> Session | None:
        session = Session(self, self.generate_id(), scope)
        if not self.handler.opened(session):
            return None
        self.sockets[session.sid] = session
        session.schedule_ping()
        return session

    def _opening(self, sid: str, transport: str) -> dict[str, Any]:
        return {
            "sid": sid,
            "upgrades": self._upgrades(sid, transport),
            "pingInterval": int(self.ping_interval * 1000),
            "pingTimeout": int(self.ping_timeout * 1000),
            "maxPayload": self.max_http_buffer_size,
        }


def _unstored(send: Send) -> Send:
    """Add `Cache-Control: no-store`: polled payloads contain chat messages and tokens."""

    async def sending(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            header = (b"cache-control", b"no-store")
            message = {**message, "headers": [*message["headers"], header]}
        await send(message)

    return sending
