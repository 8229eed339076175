"""One Engine.IO session: its incoming and outgoing messages, its heartbeat and its end.

Messages of every transport are treated alike. Each one is first counted by the rate limit. Messages
are handled one at a time in the order in which they were sent, and without a task if no work has to
wait. Outgoing messages are sent at once. Heartbeats are timers, not tasks.
"""

import asyncio
import logging
import math
from collections import deque
from collections.abc import Coroutine, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from engineio import packet

from signaling.asgi.rate_limit import RateLimit
from signaling.asgi.websocket import (
    MOST_BUFFERED_BYTES,
    CloseCode,
    WebSocket,
    WebSocketClosed,
    accept,
)
from signaling.engineio.polling import PollingSession
from signaling.engineio.running import run_now
from signaling.refusals import Flooding, MalformedPacket, Misbehaviour

if TYPE_CHECKING:
    from signaling.engineio.server import EngineIOServer

logger = logging.getLogger(__name__)

_UPGRADE_SECONDS = 10
# How long a session waits until another session has handled its message. A message that takes
# longer fails, or has failed already.
_MOST_IDLING_SECONDS = 15

_CLOSE = ord("1")
_PONG = ord("3")
_MESSAGE = ord("4")


class SessionHandler(Protocol):
    """The part of the Socket.IO transport that the engine needs."""

    async def may_poll(self, scope: Mapping[str, Any]) -> bool:
        """Wait until a client may open a session on polling; return False if too many wait."""

    def opened(self, session: "Session") -> bool:
        """Register a new session; return whether it may stay."""

    async def closed(self, session: "Session", reason: str) -> None:
        """Handle the end of a session that was allowed to stay."""

    def message(self, session: "Session", message: bytes) -> Coroutine[Any, Any, None] | None:
        """Handle one Socket.IO packet; return a coroutine for the rest if it has to wait."""

    def misbehaved(self, session: "Session", misbehaviour: Misbehaviour) -> None:
        """Report the misbehaviour to the client, and close its connection."""

    def pinged(self, session: "Session") -> None:
        """Note that a ping is sent after all packets so far."""

    def ponged(self, session: "Session") -> None:
        """Note that all packets before the last ping have arrived."""


class Session(PollingSession):
    """One client, on polling or on a WebSocket.

    While the work of one message has to wait, later messages wait in the backlog. If the client
    disconnects, the backlog is still handled. If the server closes the connection, it is not.
    """

    def __init__(self, server: "EngineIOServer", sid: str, scope: Mapping[str, Any]) -> None:
        super().__init__(server, sid)
        self.scope = scope
        self.connections: dict[str, Any] = {}
        self.went_away = False
        self.has_misbehaved = False
        self.waits_for: Session | None = None
        """The other session that must be idle before this one continues."""
        self.deadline: asyncio.TimerHandle | None = None
        self.connected_at = asyncio.get_running_loop().time()
        self._rate_limit = RateLimit(settings.MESSAGES_PER_SECOND, settings.MESSAGES_BURST)
        self._running: asyncio.Task[None] | None = None
        self._backlog: deque[bytes] = deque()
        self._backlog_bytes = 0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_handling(self) -> bool:
        """Whether the work of a message is still waiting."""
        return self._running is not None

    def received(self, data: bytes) -> None:
        """Handle one Engine.IO packet, from any transport."""
        if self.closed or self.is_leaving:
            return
        if not self._rate_limit.spend():
            self.server.handler.misbehaved(self, Flooding())
            return
        kind = data[0] if data else None
        if kind == _MESSAGE:
            if self._running is None:
                self._handle(data[1:])
            else:
                self._handle_later(data[1:])
        elif kind == _PONG:
            self.server.handler.ponged(self)
            self.schedule_ping()
        elif kind == _CLOSE:
            self.close_soon(self.server.reason.CLIENT_DISCONNECT)
        else:
            self.server.handler.misbehaved(self, MalformedPacket())

    def send_now(self, data: bytes) -> None:
        """Send one encoded Engine.IO packet, or queue it for the next poll."""
        if self._websocket is not None:
            self._websocket.send(data)
        elif not self.closed:
            self.queue_for_poll(packet.Packet(encoded_packet=data.decode()), len(data))

    async def send(self, pkt: packet.Packet) -> None:
        encoded = pkt.encode()
        if self._websocket is not None:
            self._websocket.send(encoded.encode())
        elif not self.closed:
            self.queue_for_poll(pkt, len(encoded))

    async def idle(self, most_seconds: float = math.inf) -> bool:
        """Wait until no message is being handled, except by the calling task itself.

        Return False if a message is still being handled after `most_seconds`.
        """
        loop = asyncio.get_running_loop()
        due = loop.time() + most_seconds
        while self._running is not None and self._running is not asyncio.current_task():
            left = due - loop.time()
            if left <= 0:
                return False
            # `asyncio.timeout` does not work here: the first steps of a message run without a task.
            await asyncio.wait([self._running], timeout=None if math.isinf(left) else left)
        return True

    async def wait_for(self, other: "Session") -> None:
        """Wait until another session is idle, for at most 15 s and without a deadlock.

        The other session may itself wait for this one, directly or through others. In this case
        return at once: the other session waited first, and continues when this one is idle.
        """
        waited_for: Session | None = other
        while waited_for is not None and waited_for is not self:
            waited_for = waited_for.waits_for
        if waited_for is self:
            return
        self.waits_for = other
        try:
            if not await other.idle(_MOST_IDLING_SECONDS):
                logger.warning("Went on though another session is not idle")
        finally:
            self.waits_for = None

    def close_soon(self, reason: str, code: CloseCode = CloseCode.NORMAL) -> None:
        self.server.run(self.close(reason=reason, code=code))

    async def close(
        self,
        wait: bool = True,
        abort: bool = False,
        reason: str | None = None,
        code: CloseCode = CloseCode.NORMAL,
    ) -> None:
        """Close the transport, then tell the layer above."""
        if self.closed:
            return
        self.closed = self.closing = True
        self.server.sockets.pop(self.sid, None)
        if self._timer is not None:
            self._timer.cancel()
        if self._websocket is not None:
            self._websocket.close(code)
        self.queue.put_nowait(None)
        reason = reason or self.server.reason.SERVER_DISCONNECT
        await self.server.handler.closed(self, reason)

    def schedule_ping(self) -> None:
        """Schedule the next ping, and cancel the timer of the last one."""
        if self._timer is not None:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(self.server.ping_interval, self._ping)

    async def begin_on_websocket(self, scope: Any, receive: Any, send: Any, opening: bytes) -> None:
        """Serve a client that starts on a WebSocket until its end; send `opening` first."""
        websocket = await accept(scope, receive, send)
        self._move_to(websocket)
        websocket.send(opening)
        await self._hear(websocket)

    async def _upgrade_websocket(self, environ: dict[str, Any]) -> Any:
        """Serve the WebSocket of a polling client that upgrades, until its end."""
        if self.upgraded or self.upgrading:
            return self.server._bad_request()  # noqa: SLF001
        websocket = await accept(
            *(environ[f"asgi.{name}"] for name in ("scope", "receive", "send"))
        )
        if not await self._probe(websocket):
            websocket.close(CloseCode.PROTOCOL_ERROR)
            self.expect_poll()
            return ""
        self._move_to(websocket)
        await self._hear(websocket)
        return ""

    async def _hear(self, websocket: WebSocket) -> None:
        try:
            await websocket.listen(self.received)
        finally:
            self.went_away = websocket.close_code == CloseCode.GOING_AWAY
            if websocket.is_violated:
                self.is_leaving = self.has_misbehaved = True
            await self.close(reason=self.server.reason.TRANSPORT_CLOSE)

    async def _probe(self, websocket: WebSocket) -> bool:
        """Negotiate the upgrade with a polling client; end its last poll with a NOOP packet."""
        self.upgrading = True
        try:
            async with asyncio.timeout(_UPGRADE_SECONDS):
                if await websocket.receive() != b"2probe":
                    return False
                websocket.send(b"3probe")
                self.queue.put_nowait(packet.Packet(packet.NOOP))
                return await websocket.receive() == b"5" and not self.closed
        except (WebSocketClosed, TimeoutError):
            return False
        finally:
            self.upgrading = False

    def _move_to(self, websocket: WebSocket) -> None:
        self.connected = self.upgraded = True
        self._websocket = websocket
        while not self.queue.empty():
            pkt = self.queue.get_nowait()
            if pkt is not None and pkt.packet_type != packet.NOOP:
                websocket.send(pkt.encode().encode())

    def _handle_later(self, message: bytes) -> None:
        self._backlog.append(message)
        self._backlog_bytes += len(message)
        if self._backlog_bytes > MOST_BUFFERED_BYTES:
            self.server.handler.misbehaved(self, Flooding())

    def _handle(self, message: bytes) -> None:
        try:
            waiting = self.server.handler.message(self, message)
            if waiting is None:
                return
            self._running = run_now(waiting)
        except Exception:
            logger.exception("A message could not be handled")
        if self._running is not None:
            self._running.add_done_callback(self._handled)

    def _handled(self, task: asyncio.Task[None]) -> None:
        self._running = None
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("A message could not be handled", exc_info=error)
        while self._backlog and self._running is None and not self.is_leaving:
            message = self._backlog.popleft()
            self._backlog_bytes -= len(message)
            self._handle(message)

    def _ping(self) -> None:
        self.server.handler.pinged(self)
        self.send_now(b"2")
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(self.server.ping_timeout, self._miss)

    def _miss(self) -> None:
        self.close_soon(self.server.reason.PING_TIMEOUT)
