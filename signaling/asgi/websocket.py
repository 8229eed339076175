"""A WebSocket connection, as signaling uses it, independent of the ASGI server that holds it.

A `WebSocket` passes each received message as bytes to one callback, and sends messages without a
queue or a task of its own. The server of this project puts its own `WebSocket` into the ASGI scope.
Under any other ASGI server, `AsgiWebSocket` implements it with `receive` and `send`.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from enum import IntEnum
from typing import Any, Protocol


class CloseCode(IntEnum):
    """Close codes of a WebSocket, from RFC 6455, section 7.4, and the IANA registry."""

    NORMAL = 1000
    GOING_AWAY = 1001
    PROTOCOL_ERROR = 1002
    INVALID_TEXT = 1007
    POLICY_VIOLATION = 1008
    MESSAGE_TOO_BIG = 1009
    INTERNAL_ERROR = 1011
    SERVICE_RESTART = 1012


# The close codes for a client that has violated the WebSocket protocol itself.
VIOLATIONS = frozenset(
    (
        CloseCode.PROTOCOL_ERROR,
        CloseCode.INVALID_TEXT,
        CloseCode.POLICY_VIOLATION,
        CloseCode.MESSAGE_TOO_BIG,
    )
)

# The ASGI extension with which the server of this project provides its `WebSocket` in the scope.
EXTENSION = "meet.websocket"

# The most bytes that may wait for a client that does not read; beyond this, the server closes it.
MOST_BUFFERED_BYTES = 1024 * 1024

# How long the server may take to send the waiting messages of a client that is gone or is being
# closed.
_WRITING_SECONDS = 10

# The value of a received binary message: the Engine.IO mark of binary data, which is not accepted.
BINARY = b"b"

OnMessage = Callable[[bytes], None]


class WebSocketClosed(Exception):  # noqa: N818 it says what happened
    """The WebSocket was closed before a message arrived."""


class WebSocket(Protocol):
    """One WebSocket connection to a client."""

    close_code: int | None
    """The first close code that either side sent; None before that, or if there was no code."""
    is_violated: bool
    """Whether the server closed the connection because the client violated the WebSocket protocol.

    It stays false for a client that does not read, and for a client that only sends such a code.
    """

    def send(self, message: bytes) -> None:
        """Send a text message; do nothing on a closed WebSocket."""

    def close(self, code: CloseCode) -> None:
        """Send the waiting messages, then close."""

    async def receive(self) -> bytes:
        """Return the next message; raise WebSocketClosed. Must not be called after `listen`."""

    async def listen(self, on_message: OnMessage) -> None:
        """Pass every message to `on_message` until the WebSocket is closed."""


async def accept(scope: Any, receive: Any, send: Any) -> WebSocket:
    """Accept a WebSocket whose connect event was received.

    Socket.IO has no WebSocket subprotocol of its own. A browser closes a WebSocket if the server
    selects none of the subprotocols that it offered. Therefore the first one is selected, as
    Socket.IO servers on Node do.
    """
    asked = scope.get("subprotocols") or [None]
    await send({"type": "websocket.accept", "subprotocol": asked[0]})
    websocket: WebSocket | None = scope.get("extensions", {}).get(EXTENSION)
    return websocket or AsgiWebSocket(receive, send)


class AsgiWebSocket:
    """A WebSocket over `receive` and `send` of ASGI, which limits the bytes of waiting messages."""

    def __init__(
        self,
        receive: Callable[[], Awaitable[dict[str, Any]]],
        send: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        self._receive = receive
        self._send = send
        self._waiting: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._has_waiting = asyncio.Event()
        self.close_code: int | None = None
        self.is_violated = False
        self._code_to_send: CloseCode | None = None
        self._writer = asyncio.create_task(self._write())

    def send(self, message: bytes) -> None:
        if self._code_to_send is not None:
            return
        self._waiting_bytes += len(message)
        if self._waiting_bytes > MOST_BUFFERED_BYTES:
            self._waiting.clear()
            self.close(CloseCode.POLICY_VIOLATION)
            return
        self._waiting.append(message)
        self._has_waiting.set()

    def close(self, code: CloseCode) -> None:
        if self._code_to_send is None:
            self._code_to_send = code
            self.close_code = self.close_code or code
            self._has_waiting.set()

    async def receive(self) -> bytes:
        event = await self._receive()
        if event["type"] != "websocket.receive" or self._code_to_send is not None:
            # Other servers check frames themselves, and report only the code that they closed with.
            self.is_violated = self.close_code is None and event.get("code") in VIOLATIONS
            self.close_code = self.close_code or event.get("code")
            self.close(CloseCode.NORMAL)
            raise WebSocketClosed
        text: str | None = event.get("text")
        return BINARY if text is None else text.encode()

    async def listen(self, on_message: OnMessage) -> None:
        try:
            while True:
                on_message(await self.receive())
        except WebSocketClosed:
            await asyncio.wait([self._writer], timeout=_WRITING_SECONDS)
            self._writer.cancel()

    async def _write(self) -> None:
        while True:
            await self._has_waiting.wait()
            while self._waiting:
                message = self._waiting.popleft()
                self._waiting_bytes -= len(message)
                await self._send({"type": "websocket.send", "text": message.decode()})
            if self._code_to_send is not None:
                await self._send({"type": "websocket.close", "code": self._code_to_send})
                return
            self._has_waiting.clear()
