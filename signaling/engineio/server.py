"""The Engine.IO server. A session may start with polling and be upgraded to a WebSocket.

`signaling.engineio.library` serves HTTP. A client that starts on a WebSocket does not use the
library, because the conversion of its request would cost more than the rest of a connect.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from urllib.parse import parse_qs

import msgspec

from signaling.asgi.targets import ascii_target
from signaling.engineio.handler import RequestRelay, SessionHandler
from signaling.engineio.ids import worker_of
from signaling.engineio.library import LibraryServer, Opened
from signaling.engineio.session import Session
from signaling.engineio.websockets import begin_on_websocket

Send = Callable[[dict[str, Any]], Awaitable[None]]


class EngineIOServer:
    """All sessions of this process; see `signaling.engineio.session.SessionServer`.

    `worker` is the id of this process among several ones; the ids of its sessions begin with it.
    """

    def __init__(
        self,
        handler: SessionHandler[Session],
        worker: str = "",
        *,
        ping_interval_seconds: float,
        ping_timeout_seconds: float,
        most_payload_bytes: int,
    ) -> None:
        self.handler = handler
        self.ping_interval_seconds = ping_interval_seconds
        self.ping_timeout_seconds = ping_timeout_seconds
        self.most_payload_bytes = most_payload_bytes
        self.sessions: dict[str, Session] = {}
        self.relay: RequestRelay | None = None
        """Serves the requests for sessions of other workers. Without it, they are unknown."""
        self._worker = worker
        self._library = LibraryServer(self.sessions, self._open_on_polling, most_payload_bytes)
        self._tasks: set[asyncio.Task[None]] = set()

    def generate_id(self) -> str:
        """Return a new id that nobody can guess; it begins with the id of this worker, if any."""
        random = str(self._library.generate_id())
        return f"{self._worker}.{random}" if self._worker else random

    def run(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run a coroutine as a background task."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def handle_request(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one HTTP request or WebSocket, or relay a request for another worker's session."""
        scope = {**scope, "query_string": ascii_target(scope["query_string"])}
        if self.relay is not None and scope["type"] == "http":
            sid = parse_qs(scope["query_string"].decode()).get("sid", [""])[0]
            worker = worker_of(sid)
            if worker not in (None, self._worker):
                await self.relay(worker, scope, receive, send)
                return
        await self.handle_here(scope, receive, send)

    async def handle_here(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one HTTP request or WebSocket with the sessions of this process.

        The query must be ASCII.
        """
        if scope["type"] == "websocket":
            query = parse_qs(scope["query_string"].decode())
            if "sid" not in query:
                await self._begin_on_websocket(scope, query, receive, send)
                return
        await self._library.handle_request(scope, receive, _unstored(send))

    def open(self, scope: Any) -> Session | None:
        """Open a session, unless the handler refuses it."""
        session = Session(self, self.generate_id(), scope)
        if not self.handler.opened(session):
            return None
        self.sessions[session.sid] = session
        session.schedule_ping()
        return session

    def forget(self, session: Session) -> None:
        """Remove a closed session, so that no further request finds it."""
        self.sessions.pop(session.sid, None)

    async def _begin_on_websocket(
        self, scope: Any, query: dict[str, list[str]], receive: Any, send: Any
    ) -> None:
        await receive()
        asked = query.get("transport"), query.get("EIO")
        session = self.open(scope) if asked == (["websocket"], ["4"]) else None
        if session is None:
            await send({"type": "websocket.close"})
        else:
            open_packet = self._open_packet(session, upgrades=[])
            await begin_on_websocket(session, scope, receive, send, open_packet)

    async def _open_on_polling(self, scope: Any) -> Opened | None:
        """Open a session on polling, after waiting for the rate limit of its address."""
        session = self.open(scope) if await self.handler.may_poll(scope) else None
        if session is None:
            return None
        return session, self._open_packet(session, upgrades=["websocket"])

    def _open_packet(self, session: Session, upgrades: list[str]) -> bytes:
        handshake = {
            "sid": session.sid,
            "upgrades": upgrades,
            "pingInterval": int(self.ping_interval_seconds * 1000),
            "pingTimeout": int(self.ping_timeout_seconds * 1000),
            "maxPayload": self.most_payload_bytes,
        }
        return b"0" + msgspec.json.encode(handshake)


def _unstored(send: Send) -> Send:
    """Add `Cache-Control: no-store`: polled payloads contain chat messages and tokens."""

    async def sending(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            header = (b"cache-control", b"no-store")
            message = {**message, "headers": [*message["headers"], header]}
        await send(message)

    return sending
