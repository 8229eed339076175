"""The WebSocket of one person, with as little work in Python as possible.

The client knows frames, the Engine.IO and Socket.IO packets for connecting, and heartbeats. Its
messages are encoded in advance; it passes received messages to `on_message` as bytes.
"""

import asyncio
import json
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

OnMessage = Callable[[bytes], None]

_UPGRADE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
    b"Host: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bWVldCBpcyBtZWFzdXJlZA==\r\n\r\n"
)
_HEAD_END = b"\r\n\r\n"

_SHORT_BYTES = 125
_MEDIUM = 126
_LONG = 127


def frame(packet: str) -> bytes:
    """Encode a text message as one masked frame, as clients must send it."""
    data = packet.encode()
    if len(data) <= _SHORT_BYTES:
        head = bytes((0x81, 0x80 | len(data)))
    else:
        head = bytes((0x81, 0x80 | _MEDIUM)) + len(data).to_bytes(2, "big")
    mask = os.urandom(4)
    masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
    return head + mask + masked


def event(name: str, payload: Any) -> bytes:
    return frame("42" + json.dumps([name, payload], separators=(",", ":")))


_CONNECT = frame('40{"displayName":"Guest"}')
_PONG = frame("3")


class Client(asyncio.Protocol):
    """A connection that upgrades and sends CONNECT as a guest; `connected` then returns its id."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.connected: asyncio.Future[str] = loop.create_future()
        self.closed: asyncio.Future[None] = loop.create_future()
        self.on_message: OnMessage = _pass_over
        self._is_upgraded = False
        self._unread = b""
        self._transport: Any

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self.write = self._transport.write
        self.write(_UPGRADE)

    def data_received(self, data: bytes) -> None:
        if self._unread:
            data = self._unread + data
        at, end = 0, len(data)
        if not self._is_upgraded:
            at = data.find(_HEAD_END) + len(_HEAD_END)
            self._is_upgraded = at >= len(_HEAD_END)
        while self._is_upgraded and end - at > 1:
            size, begin = data[at + 1], at + 2
            if size == _MEDIUM:
                size, begin = int.from_bytes(data[begin : begin + 2], "big"), begin + 2
            elif size == _LONG:
                size, begin = int.from_bytes(data[begin : begin + 8], "big"), begin + 8
            if begin + size > end:
                break
            self._heard(data[begin : begin + size])
            at = begin + size
        self._unread = data[at:] if self._is_upgraded else data

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed.set_result(None)
        if not self.connected.done():
            self.connected.set_exception(ConnectionError(f"refused: {self._unread[:200]!r}"))

    def write_alone(self, data: bytes) -> None:
        """Write with a system call of its own; uvloop joins everything written in one turn."""
        sent = 0
        if not self._transport.get_write_buffer_size():
            with suppress(BlockingIOError):
                sent = os.write(self._transport.get_extra_info("socket").fileno(), data)
        if sent < len(data):
            self.write(data[sent:])

    async def answer(self, packet: bytes, prefix: bytes) -> bytes:
        """Send a packet and return the next message with this prefix; ignore all others."""
        answered = asyncio.get_running_loop().create_future()

        def on_message(message: bytes) -> None:
            if message.startswith(prefix) and not answered.done():
                answered.set_result(message)

        self.on_message = on_message
        self.write(packet)
        message = await answered
        self.on_message = _pass_over
        return message

    async def close(self) -> None:
        """Close the connection without a message, as a closed browser does."""
        self._transport.abort()
        await self.closed

    def _heard(self, message: bytes) -> None:
        if message == b"2":
            self.write(_PONG)
        elif self.connected.done():
            self.on_message(message)
        elif message.startswith(b"0"):
            self.write(_CONNECT)
        elif message.startswith(b"40"):
            self.connected.set_result(json.loads(message[2:])["sid"])


def _pass_over(_message: bytes) -> None:
    pass
