"""Batch the messages that result from several received messages, and write them together.

A browser finds its ICE candidates in bursts. Several messages of one client are therefore often
read at once. While they are handled, outgoing messages are collected per receiver. They are written
in one piece after the last received message, because the system call is most of the cost of a
relayed message. The result of a single received message is written at once.
"""

import asyncio
import struct
from collections.abc import Callable
from typing import Any

CallSoon = Callable[[Callable[[], None]], Any]

_TEXT = 0x81
_SHORT_BYTES = 125
_MEDIUM_BYTES = 65_535
_MEDIUM_HEAD = struct.Struct("!BBH").pack
_LONG_HEAD = struct.Struct("!BBQ").pack


class WriteBatch:
    """The collected messages; `is_open` says whether messages are collected at the moment.

    A process has one instance, because it handles the messages of one client at a time. `call_soon`
    is the event loop's. It ensures that a message is held for at most the current turn of the loop,
    even if the last received message is never handled.
    """

    def __init__(self, call_soon: CallSoon | None = None) -> None:
        self.is_open = False
        self._call_soon = call_soon
        self._frames_by_receiver: dict[asyncio.Transport, list[bytes]] = {}

    def add(self, transport: asyncio.Transport, message: bytes) -> None:
        """Add a message for a receiver; it is written by `flush`, or after this turn."""
        if not self._frames_by_receiver:
            (self._call_soon or asyncio.get_running_loop().call_soon)(self.flush)
        frames = self._frames_by_receiver.get(transport)
        if frames is None:
            frames = self._frames_by_receiver[transport] = []
        frames.append(_frame_header(len(message)))
        frames.append(message)

    def flush(self) -> None:
        """Write the messages to each receiver in sending order; do nothing if there are none."""
        self.is_open = False
        batch, self._frames_by_receiver = self._frames_by_receiver, {}
        for transport, frames in batch.items():
            if not transport.is_closing():
                transport.write(b"".join(frames))


def _frame_header(size: int) -> bytes:
    """Return the header of an unmasked text frame, as servers send it (RFC 6455, section 5.2)."""
    if size <= _SHORT_BYTES:
        return bytes((_TEXT, size))
    if size <= _MEDIUM_BYTES:
        return _MEDIUM_HEAD(_TEXT, 126, size)
    return _LONG_HEAD(_TEXT, 127, size)
