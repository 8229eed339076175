"""The websocket that is made of ASGI's two callables, and its bounds."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from signaling.asgi.websocket import (
    BINARY,
    MOST_BUFFERED_BYTES,
    AsgiWebSocket,
    CloseCode,
    WebSocketClosed,
)

Event = dict[str, Any]


class Server:
    """The other side: what it was sent, and what it lets the websocket receive."""

    def __init__(self) -> None:
        self.sent: list[Event] = []
        self.inbox: asyncio.Queue[Event] = asyncio.Queue()
        self.reads = asyncio.Event()
        self.reads.set()

    async def receive(self) -> Event:
        return await self.inbox.get()

    async def send(self, event: Event) -> None:
        await self.reads.wait()
        self.sent.append(event)


def with_a_websocket(body: Callable[[AsgiWebSocket, Server], Awaitable[None]]) -> None:
    async def run() -> None:
        server = Server()
        await body(AsgiWebSocket(server.receive, server.send), server)

    asyncio.run(run())


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_messages_leave_in_order():
    async def body(websocket: AsgiWebSocket, server: Server) -> None:
        for number in range(3):
            websocket.send(b"4%d" % number)
        await settle()
        assert [event["text"] for event in server.sent] == ["40", "41", "42"]

    with_a_websocket(body)


def test_what_waits_is_sent_before_the_close():
    async def body(websocket: AsgiWebSocket, server: Server) -> None:
        websocket.send(b"the last words")
        websocket.close(CloseCode.SERVICE_RESTART)
        websocket.send(b"too late")
        await settle()
        assert server.sent == [
            {"type": "websocket.send", "text": "the last words"},
            {"type": "websocket.close", "code": 1012},
        ]

    with_a_websocket(body)


def test_a_client_that_does_not_read_is_cut():
    async def body(websocket: AsgiWebSocket, server: Server) -> None:
        server.reads.clear()
        for _ in range(MOST_BUFFERED_BYTES // 1000 + 10):
            websocket.send(b"x" * 1000)
        server.reads.set()
        await settle()
        assert server.sent[-1] == {"type": "websocket.close", "code": CloseCode.POLICY_VIOLATION}
        assert len(server.sent) <= 2

    with_a_websocket(body)


def test_a_client_that_reads_is_never_cut():
    async def body(websocket: AsgiWebSocket, server: Server) -> None:
        for _ in range(3 * MOST_BUFFERED_BYTES // 100_000):
            websocket.send(b"x" * 100_000)
            await settle()
        assert {event["type"] for event in server.sent} == {"websocket.send"}

    with_a_websocket(body)


def test_the_first_code_of_closing_counts():
    async def body(websocket: AsgiWebSocket, server: Server) -> None:
        websocket.close(CloseCode.POLICY_VIOLATION)
        websocket.close(CloseCode.NORMAL)
        await settle()
        assert server.sent == [{"type": "websocket.close", "code": 1008}]

    with_a_websocket(body)


def test_text_is_received_as_bytes_and_binary_as_its_mark():
    async def body(websocket: AsgiWebSocket, server: Server) -> None:
        server.inbox.put_nowait({"type": "websocket.receive", "text": "4ü"})
        server.inbox.put_nowait({"type": "websocket.receive", "bytes": b"\x00", "text": None})
        assert await websocket.receive() == "4ü".encode()
        assert await websocket.receive() == BINARY

    with_a_websocket(body)


def test_a_disconnect_ends_listening():
    async def body(websocket: AsgiWebSocket, server: Server) -> None:
        heard: list[bytes] = []
        server.inbox.put_nowait({"type": "websocket.receive", "text": "4a"})
        server.inbox.put_nowait({"type": "websocket.disconnect", "code": 1006})
        await asyncio.wait_for(websocket.listen(heard.append), 1)
        assert heard == [b"4a"]

    with_a_websocket(body)


def test_a_closed_wire_hands_nothing_on():
    async def body(websocket: AsgiWebSocket, server: Server) -> None:
        websocket.close(CloseCode.NORMAL)
        server.inbox.put_nowait({"type": "websocket.receive", "text": "4a"})
        with pytest.raises(WebSocketClosed):
            await websocket.receive()

    with_a_websocket(body)
