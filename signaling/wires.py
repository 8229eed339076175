"""A WebSocket as the engine sees it, whichever server holds it.

A wire gives every message, as bytes, to whoever listens, and takes messages to send at once. Our
own server brings wires of its own in the ASGI scope; under any other one the wire is made of ASGI's
`receive` and `send`.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from enum import IntEnum
from typing import Any, Protocol


class CloseCode(IntEnum):
    """Why a WebSocket is closed; RFC 6455, section 7.4, and the registry of its codes."""

    NORMAL = 1000
    GOING_AWAY = 1001
    PROTOCOL_ERROR = 1002
    INVALID_TEXT = 1007
    POLICY_VIOLATION = 1008
    MESSAGE_TOO_BIG = 1009
    INTERNAL_ERROR = 1011
    SERVICE_RESTART = 1012


# What a client is closed with that broke the rules of the WebSocket itself.
VIOLATIONS = frozenset(
    (
        CloseCode.PROTOCOL_ERROR,
        CloseCode.INVALID_TEXT,
        CloseCode.POLICY_VIOLATION,
        CloseCode.MESSAGE_TOO_BIG,
    )
)

# The key of the ASGI scope's extensions under which our server puts its wire.
EXTENSION = "meet.wire"

# What waits for a client that does not read; more than this, and it is cut.
MOST_BUFFERED_BYTES = 1024 * 1024

# How long a server may take to send what waits for a client that is gone or being closed.
_WRITING_SECONDS = 10

# What a binary message comes out as: the engine's mark for one, which nothing here takes.
BINARY = b"b"

OnMessage = Callable[[bytes], None]


class WireClosed(Exception):  # noqa: N818 it says what happened
    """The wire closed before a message came."""


class Wire(Protocol):
    """One WebSocket; `close_code` is the first one said by either side, None if none was.

    A wire `is_violated` if the client was cut because it broke the rules of the WebSocket, which a
    client that does not read, or that only says such a code, does not.
    """

    close_code: int | None
    is_violated: bool

    def send(self, message: bytes) -> None:
        """Send a text message; on a closed wire, do nothing."""

    def close(self, code: CloseCode) -> None:
        """Send what is waiting, then close."""

    async def receive(self) -> bytes:
        """Return the next message; raise WireClosed. Not once somebody listens."""

    async def listen(self, on_message: OnMessage) -> None:
        """Give every message to `on_message` until the wire is closed."""


async def accept(scope: Any, receive: Any, send: Any) -> Wire:
    """Accept an ASGI WebSocket whose connect was received; return the wire it is on.

    Socket.IO has no WebSocket subprotocol of its own. Browsers close a WebSocket whose server
    answers none of those they asked for, so the first is answered, as Socket.IO servers on Node do.
    """
    asked = scope.get("subprotocols") or [None]
    await send({"type": "websocket.accept", "subprotocol": asked[0]})
    wire: Wire | None = scope.get("extensions", {}).get(EXTENSION)
    return wire or AsgiWire(receive, send)


class AsgiWire:
    """A wire over ASGI's `receive` and `send`, which bounds what it holds back itself."""

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
            # Other servers check frames themselves, and tell only the code they closed with.
            self.is_violated = self.close_code is None and event.get("code") in VIOLATIONS
            self.close_code = self.close_code or event.get("code")
            self.close(CloseCode.NORMAL)
            raise WireClosed
        text: str | None = event.get("text")
        return BINARY if text is None else text.encode()

    async def listen(self, on_message: OnMessage) -> None:
        try:
            while True:
                on_message(await self.receive())
        except WireClosed:
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
