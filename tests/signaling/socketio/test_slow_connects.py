"""A client may leave while the server still identifies it."""

import asyncio
from typing import Any

from django.conf import settings
from django.test import override_settings

from signaling.asgi.websocket import CloseCode
from signaling.caller import Caller
from signaling.dialects import Dialect
from signaling.dialects.registry import DIALECTS
from signaling.engineio.session import Session
from signaling.protocol.connection_changes import ConnectionChange, ConnectionEnded
from signaling.socketio.server import SocketIOServer

SCOPE = {"type": "websocket", "headers": [], "client": ["192.0.2.1", 4711]}


class SlowHandler:
    """Blocks all connects until the test continues, and records ended connections."""

    def __init__(self) -> None:
        self.may_enter = asyncio.Event()
        self.entered: list[Caller] = []
        self.left: list[Caller] = []
        self.on_arrival: Any = None

    async def ready(self) -> None:
        await self.may_enter.wait()

    async def connect(self, caller: Caller, _dialect: Dialect) -> None:
        self.entered.append(caller)
        if self.on_arrival is not None:
            await self.on_arrival()

    def handle_event(self, *event: Any) -> None:
        raise AssertionError("nobody is connected")

    def connection_changed(self, caller: Caller, change: ConnectionChange) -> None:
        assert isinstance(change, ConnectionEnded)
        self.left.append(caller)


class FakeWebSocket:
    """A WebSocket that keeps sent messages."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.code: CloseCode | None = None

    def send(self, message: bytes) -> None:
        self.sent.append(message)

    def close(self, code: CloseCode) -> None:
        self.code = code


def arrive(server: SocketIOServer) -> tuple[Session, FakeWebSocket]:
    """Open a session, as the server does before its first packet."""
    session, websocket = server.engineio.open(SCOPE), FakeWebSocket()
    assert session is not None
    session.move_to(websocket)
    return session, websocket


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def test_a_client_that_leaves_while_connecting_leaves_nothing_behind():
    async def run() -> None:
        handler = SlowHandler()
        server = SocketIOServer(DIALECTS, handler)
        session, websocket = arrive(server)
        session.received(b"40")
        await settle()

        closing = asyncio.create_task(session.close())
        await settle()
        handler.may_enter.set()
        await closing

        assert websocket.code is not None
        assert session.connections == {}
        assert server.engineio.sessions == {}
        assert handler.entered == handler.left == []

    asyncio.run(run())


def test_a_client_that_waits_is_connected():
    async def run() -> None:
        handler = SlowHandler()
        server = SocketIOServer(DIALECTS, handler)
        session, websocket = arrive(server)
        session.received(b"40")
        await settle()
        assert websocket.sent == []

        handler.may_enter.set()
        await settle()
        assert websocket.sent[0].startswith(b'40{"sid":')
        assert list(session.connections) == ["/"]
        assert session.connect_timer.cancelled()

        session.received(b"41")
        await settle()
        assert len(handler.left) == 1
        assert session.connections == {}

    asyncio.run(run())


def test_a_client_that_sent_connect_in_time_may_wait_longer():
    """After a restart others come first; silent clients are closed in the meantime."""

    async def run() -> None:
        handler = SlowHandler()
        server = SocketIOServer(DIALECTS, handler)
        asking, websocket = arrive(server)
        silent, _ = arrive(server)
        asking.received(b"40")
        await asyncio.sleep(5 * settings.CONNECT_SECONDS)
        assert silent.is_closed

        handler.may_enter.set()
        await settle()
        assert websocket.sent[0].startswith(b'40{"sid":')
        assert list(asking.connections) == ["/"]

    with override_settings(CONNECT_SECONDS=0.1):
        asyncio.run(run())


def test_a_client_that_leaves_during_its_admission_is_ended_again():
    async def run() -> None:
        handler = SlowHandler()
        server = SocketIOServer(DIALECTS, handler)
        handler.may_enter.set()
        session, _ = arrive(server)
        handler.on_arrival = session.close
        session.received(b"40")
        await settle()

        assert len(handler.entered) == 1
        assert handler.left == handler.entered
        assert session.connections == {}

    asyncio.run(run())
