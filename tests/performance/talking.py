"""People in rooms of one process, on fake WebSockets without any cost.

The Engine.IO and Socket.IO servers, dispatch, presence and delivery between them are real.
"""

import asyncio
import json
from contextlib import suppress

from signaling.asgi.websocket import CloseCode, OnMessage
from signaling.delivery import Deliverer
from signaling.dialects.registry import DIALECTS
from signaling.dispatch import Dispatch
from signaling.presence import Presence
from signaling.presence.records import EntryRequest
from signaling.socketio.server import SocketIOServer
from tests.signaling.examples import a_knock, a_room, a_seat
from tests.signaling.fake_clients import serve


class FakeWebSocket:
    """Records sent messages. A test calls `on_message` for a message of the client."""

    close_code: int | None = None
    is_violated = False

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.on_message: OnMessage
        self.is_heard = asyncio.Event()
        self.is_answered = asyncio.Event()

    def send(self, message: bytes) -> None:
        self.sent.append(message)
        if message.startswith(b"40"):
            self.is_answered.set()

    def close(self, code: CloseCode) -> None:
        pass

    async def listen(self, on_message: OnMessage) -> None:
        self.on_message = on_message
        self.is_heard.set()
        await asyncio.Event().wait()


class Talking:
    """A room whose people have numbers."""

    def __init__(self) -> None:
        self._presence = Presence()
        self._server = SocketIOServer(DIALECTS, self)
        self._dispatch = Dispatch(self._presence, Deliverer(self._server, self._presence))
        self.connect = self._dispatch.connect
        self.handle_event = self._dispatch.handle_event
        self.connection_changed = self._dispatch.connection_changed
        self._tasks: list[asyncio.Task[None]] = []

    async def ready(self) -> None:
        pass

    async def enter(self, count: int) -> list[tuple[FakeWebSocket, str]]:
        """Let `count` people join one room; return their WebSockets and peer ids."""
        return [await self._enter(number, count) for number in range(count)]

    async def leave(self) -> None:
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _enter(self, number: int, places: int) -> tuple[FakeWebSocket, str]:
        websocket = FakeWebSocket()
        self._tasks.append(asyncio.create_task(serve(self._server, websocket)))
        await websocket.is_heard.wait()
        websocket.on_message(b"40")
        await websocket.is_answered.wait()
        peer_id = json.loads(websocket.sent[-1][2:])["sid"]
        seat = a_seat(f"guest-{number}")
        room = a_room(places=places + 1)
        self._presence.admission.take_place(EntryRequest(room, a_knock(seat)), 15)
        self._presence.sit(seat.id, peer_id, "native")
        websocket.sent.clear()
        return websocket, peer_id
