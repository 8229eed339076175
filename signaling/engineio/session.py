"""One Engine.IO session: its packets, its heartbeat and its end.

    polling ──upgrade──▶ WebSocket
       └───────────────────┴──────▶ closed

A session may also start on a WebSocket. Packets of both transports are treated alike: each one is
counted by the rate limit, and messages are then handled in order. Outgoing packets are written to
the WebSocket at once, or wait for the next poll. Heartbeats are timers, not tasks.
"""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, Protocol

from django.conf import settings

from signaling.asgi.message_costs import cost_of
from signaling.asgi.message_sizes import most_bytes_of
from signaling.asgi.rate_limit import RateLimit
from signaling.asgi.websocket import CloseCode, WebSocket
from signaling.engineio.clients import is_python_client
from signaling.engineio.handler import SessionHandler
from signaling.engineio.message_queue import MessageQueue
from signaling.engineio.poll_queue import PollQueue
from signaling.refusals import Flooding, MalformedPacket

# How long a polling client may take to fetch its last packets before its session is closed.
_LAST_POLL_SECONDS = 1

# The packets of one poll. A newcomer in a room of twelve gets hundreds of candidates at once, and
# each poll takes a round trip. The Python client drops the connection if a poll has more than 16.
_MOST_PER_POLL = 64
_MOST_PER_PYTHON_POLL = 16

_MESSAGE_BYTES = settings.MESSAGE_BYTES

_CLOSE = ord("1")
_PING = b"2"
_PONG = ord("3")
_MESSAGE = ord("4")


class SessionServer(Protocol):
    """The part of the Engine.IO server that a session uses."""

    ping_interval_seconds: float
    ping_timeout_seconds: float

    @property
    def handler(self) -> SessionHandler["Session"]: ...

    def run(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run a coroutine as a background task."""

    def forget(self, session: "Session") -> None:
        """Remove a closed session, so that no further request finds it."""


class Session:
    """One client, on polling or on a WebSocket."""

    def __init__(self, server: SessionServer, sid: str, scope: Mapping[str, Any]) -> None:
        self.server = server
        self.sid = sid
        self.scope = scope
        """The ASGI scope of the request that opened the session."""
        self.connections: dict[str, Any] = {}
        """The Socket.IO connections of the client, by namespace."""
        self.connected_at = asyncio.get_running_loop().time()
        self.connect_timer: asyncio.TimerHandle | None = None
        """Ends the session if the client does not connect to a namespace in time."""
        self.messages = MessageQueue()
        self.is_python_client = is_python_client(scope.get("query_string", b""))
        most_per_poll = _MOST_PER_PYTHON_POLL if self.is_python_client else _MOST_PER_POLL
        self.poll_queue = PollQueue(most_per_poll)
        self.is_open = False
        """Whether the client was sent its session id, and may send requests."""
        self.is_upgrading = False
        self.is_ending = False
        """Whether the server ends the session, and ignores further packets of the client."""
        self.is_closed = False
        self.went_away = False
        """Whether the client closed its WebSocket because its page was closed or reloaded."""
        self.has_misbehaved = False
        self._websocket: WebSocket | None = None
        self._rate_limit = RateLimit(settings.MESSAGES_PER_SECOND, settings.MESSAGES_BURST)
        self._large_messages: RateLimit | None = None
        self._ping_timer: asyncio.TimerHandle | None = None

    @property
    def is_on_websocket(self) -> bool:
        return self._websocket is not None

    @property
    def silence_seconds(self) -> float:
        """The time after which a silent client is treated as gone."""
        return self.server.ping_interval_seconds + self.server.ping_timeout_seconds

    def send(self, packet: bytes) -> None:
        """Send one encoded Engine.IO packet, or queue it for the next poll."""
        if self._websocket is not None:
            self._websocket.send(packet)
        elif not self.is_closed and not self.poll_queue.put(packet):
            self.close_soon()

    def received(self, packet: bytes) -> None:
        """Handle one Engine.IO packet of the client, from either transport."""
        if self.is_closed or self.is_ending:
            return
        if not self._rate_limit.spend(cost_of(packet)):
            self.server.handler.misbehaved(self, Flooding())
            return
        if len(packet) > _MESSAGE_BYTES and not self._may_be_large(packet):
            self.server.handler.misbehaved(self, Flooding())
            return
        kind = packet[0] if packet else None
        if kind == _MESSAGE:
            if not self.messages.add(packet[1:], self._handle):
                self.server.handler.misbehaved(self, Flooding())
        elif kind == _PONG:
            self.server.handler.ponged(self)
            self.schedule_ping()
        elif kind == _CLOSE:
            self.server.run(self.close(by_client=True))
        else:
            self.server.handler.misbehaved(self, MalformedPacket())

    def move_to(self, websocket: WebSocket) -> None:
        """Send all packets on the WebSocket from now on, beginning with the queued ones."""
        self.is_open = True
        self._websocket = websocket
        for packet in self.poll_queue.take_all():
            websocket.send(packet)

    def stop_connect_timer(self) -> None:
        """Cancel the timer that ends a session without a connection to a namespace."""
        if self.connect_timer is not None:
            self.connect_timer.cancel()

    def schedule_ping(self) -> None:
        """Schedule the next ping, and cancel the timer of the last one."""
        if self._ping_timer is not None:
            self._ping_timer.cancel()
        loop = asyncio.get_running_loop()
        self._ping_timer = loop.call_later(self.server.ping_interval_seconds, self._ping)

    def stop_handling(self) -> None:
        """Drop the messages that wait, and ignore further packets."""
        self.is_ending = True
        self.messages.clear()

    def end_soon(self, code: CloseCode = CloseCode.NORMAL) -> None:
        """Stop handling messages, and end the session in a background task.

        The caller can't wait for the end, because the handler of a message may call this.
        """
        if not self.is_ending:
            self.stop_handling()
            self.server.run(self.end(code))

    async def end(self, code: CloseCode) -> None:
        """Close the session for the server, after a polling client could fetch its last packets."""
        if self._websocket is None:
            await self.poll_queue.fetched(_LAST_POLL_SECONDS)
        await self.close(code, by_server=True)

    def close_soon(self) -> None:
        """Close the session in a background task, because its transport is lost."""
        self.server.run(self.close())

    async def close(
        self,
        code: CloseCode = CloseCode.NORMAL,
        *,
        by_client: bool = False,
        by_server: bool = False,
    ) -> None:
        """Close the transport, then tell the handler; do nothing on a closed session."""
        if self.is_closed:
            return
        self.is_closed = True
        self.server.forget(self)
        if self._ping_timer is not None:
            self._ping_timer.cancel()
        if self._websocket is not None:
            self._websocket.close(code)
        self.poll_queue.end_poll()
        await self.server.handler.closed(self, by_client=by_client, by_server=by_server)

    def _may_be_large(self, packet: bytes) -> bool:
        """Count a packet above MESSAGE_BYTES; tell whether the client may send it now.

        On polling, the limit for a whole request depends only on its first packet.
        """
        if len(packet) > most_bytes_of(packet, _MESSAGE_BYTES):
            return False
        if self._large_messages is None:
            self._large_messages = RateLimit(
                settings.LARGE_MESSAGES_PER_SECOND, settings.LARGE_MESSAGES_BURST
            )
        return self._large_messages.spend()

    def _handle(self, message: bytes) -> Coroutine[Any, Any, None] | None:
        return self.server.handler.message(self, message)

    def _ping(self) -> None:
        self.server.handler.pinged(self)
        self.send(_PING)
        loop = asyncio.get_running_loop()
        self._ping_timer = loop.call_later(self.server.ping_timeout_seconds, self.close_soon)
