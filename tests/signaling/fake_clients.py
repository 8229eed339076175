"""A Socket.IO server with clients in one process, and a handler that records changes.

Only the WebSockets are fake. The Engine.IO sessions, connections and recovery are real.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from signaling.asgi.websocket import EXTENSION, CloseCode, OnMessage
from signaling.caller import Caller
from signaling.dialects import Dialect
from signaling.dialects.registry import DIALECTS
from signaling.protocol.connection_changes import (
    ConnectionChange,
    ConnectionEnded,
    ConnectionRecovered,
    TransportLost,
)
from signaling.protocol.events import LockChanged
from signaling.protocol.packets import Received, encode_ack
from signaling.socketio.server import SocketIOServer

DEADLINE_SECONDS = 10


class FakeWebSocket:
    """A WebSocket that keeps the messages that are sent to it until it is closed."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.close_code: int | None = None
        self.is_violated = False
        self.on_message: OnMessage
        self.is_heard = asyncio.Event()
        self._has_more = asyncio.Event()
        self._is_closed = asyncio.Event()

    def send(self, message: bytes) -> None:
        if not self._is_closed.is_set():
            self.sent.append(message)
            self._has_more.set()

    async def until_sent(self, begin: bytes, after: int = 0) -> bytes:
        """Return the first message with this beginning, after the first `after` messages."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            while True:
                for message in self.sent[after:]:
                    if message.startswith(begin):
                        return message
                self._has_more.clear()
                await self._has_more.wait()

    def close(self, code: int | None, *, is_violated: bool = False) -> None:
        if not self._is_closed.is_set():
            self.close_code = code
            self.is_violated = is_violated
            self._is_closed.set()

    async def listen(self, on_message: OnMessage) -> None:
        self.on_message = on_message
        self.is_heard.set()
        await self._is_closed.wait()


class FakeClient:
    """A client with one WebSocket."""

    def __init__(self, websocket: FakeWebSocket, serving: asyncio.Task[None]) -> None:
        self.websocket = websocket
        self._serving = serving

    def send(self, packet: str) -> None:
        self.websocket.on_message(packet.encode())

    async def connect(self, auth: Mapping[str, Any] | None = None, namespace: str = "") -> Any:
        """Send CONNECT, and return the payload of the answer."""
        before = len(self.websocket.sent)
        self.send(f"40{namespace}{json.dumps(auth) if auth else ''}")
        begin = f"40{namespace}".encode()
        return json.loads((await self.websocket.until_sent(begin, before)).removeprefix(begin))

    async def lose(self, code: int | None = None) -> None:
        """Close the WebSocket, and wait until the server has noticed."""
        self.websocket.close(code)
        await self.closed()

    async def closed(self) -> None:
        await asyncio.wait_for(asyncio.shield(self._serving), DEADLINE_SECONDS)

    def received(self, namespace: str = "") -> list[list[Any]]:
        """Return the received events: name, arguments, and an offset if recovery is enabled."""
        begin = f"42{namespace}[".encode()
        packets = [packet for packet in self.websocket.sent if packet.startswith(begin)]
        return [json.loads(packet[len(begin) - 1 :]) for packet in packets]


class RecordingHandler:
    """Records events and connection changes; an event "slow" waits for `may_go_on`."""

    def __init__(self, dialects: Mapping[str, Dialect] = DIALECTS) -> None:
        self.server = SocketIOServer(dialects, self)
        self.changes: list[tuple[Any, ...]] = []
        self.events: list[str] = []
        self.may_go_on = asyncio.Event()
        self._has_changed = asyncio.Event()
        self._serving: list[asyncio.Task[None]] = []

    async def ready(self) -> None:
        pass

    async def connect(self, caller: Caller, dialect: Dialect) -> None:
        pass

    async def handle_event(self, caller: Caller, dialect: Dialect, event: Received) -> None:
        if event.name == "slow":
            await self.may_go_on.wait()
        self.events.append(event.name)
        if event.ack_id is not None:
            answered = self.server.find(caller.peer_id)
            assert answered is not None
            answered.send_acknowledgement(encode_ack(dialect.namespace, event.ack_id, {}))

    def connection_changed(self, caller: Caller, change: ConnectionChange) -> None:
        match change:
            case TransportLost(went_away):
                self.changes.append(("lost", caller.peer_id, went_away))
            case ConnectionRecovered():
                self.changes.append(("recovered", caller.peer_id))
            case ConnectionEnded(how):
                self.changes.append(("gone", caller.peer_id, how))
        self._has_changed.set()

    async def until_changed(self, *change: Any, times: int = 1) -> None:
        async with asyncio.timeout(DEADLINE_SECONDS):
            while self.changes.count(change) < times:
                self._has_changed.clear()
                await self._has_changed.wait()

    async def open_websocket(self, query: bytes = b"EIO=4&transport=websocket") -> FakeClient:
        websocket = FakeWebSocket()
        serving = asyncio.create_task(serve(self.server, websocket, query))
        self._serving.append(serving)
        await asyncio.wait_for(websocket.is_heard.wait(), DEADLINE_SECONDS)
        return FakeClient(websocket, serving)

    def send_volatile_to(self, peer_id: str, packet: bytes) -> None:
        """Send an event that the server does not keep; the packet ends with an offset."""
        receiver = self.server.find(peer_id)
        assert receiver is not None
        receiver.send_volatile(packet)

    def send_to(self, peer_id: str, *, times: int = 1) -> list[str]:
        """Send a native event `times` times, and return the offsets of the packets."""
        receiver = self.server.find(peer_id)
        assert receiver is not None
        event = LockChanged(locked=True)
        packets = [packet for _ in range(times) for packet in receiver.dialect.encode(event)]
        for packet in packets:
            receiver.send_event(packet)
        return [json.loads(packet[packet.index(b"[") :])[-1] for packet in packets]

    async def close(self) -> None:
        self.may_go_on.set()
        await self.server.stop(lambda _dialect: (), CloseCode.NORMAL)
        for serving in self._serving:
            await asyncio.wait_for(serving, DEADLINE_SECONDS)


def with_a_handler(
    body: Callable[[RecordingHandler], Awaitable[None]], dialects: Mapping[str, Dialect] = DIALECTS
) -> None:
    async def run() -> None:
        handler = RecordingHandler(dialects)
        try:
            await body(handler)
        finally:
            await handler.close()

    asyncio.run(run())


async def serve(
    server: SocketIOServer, websocket: Any, query: bytes = b"EIO=4&transport=websocket"
) -> None:
    """Let the server handle a fake WebSocket until it is closed."""
    scope = {
        "type": "websocket",
        "path": "/socket.io/",
        "query_string": query,
        "headers": [
            (b"host", b"localhost"),
            (b"connection", b"upgrade"),
            (b"upgrade", b"websocket"),
        ],
        "client": ["192.0.2.1", 4711],
        "extensions": {EXTENSION: websocket},
    }
    await server.handle_request(scope, _receive, _send)


async def _receive() -> dict[str, Any]:
    return {"type": "websocket.connect"}


async def _send(_event: dict[str, Any]) -> None:
    pass
