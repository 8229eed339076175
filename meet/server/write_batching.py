"""Messages that result from one burst are written together.

A browser finds its ICE candidates in bursts. Several messages of one client are therefore often
read at once. While they are handled, outgoing messages are held per receiver, and written in one
piece after the last of them, because the system call is most of the cost of a relayed message. The
result of a single message is not held.
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


class Burst:
    """The held messages. A process has one instance, because it handles one burst at a time.

    `call_soon` is the event loop's. It ensures that a message is held for at most the current turn
    of the loop, even if the last message of the burst is never handled.
    """

    def __init__(self, call_soon: CallSoon | None = None) -> None:
        self.is_on = False
        self._call_soon = call_soon
        self._held: dict[asyncio.Transport, list[bytes]] = {}

    def hold(self, transport: asyncio.Transport, message: bytes) -> None:
        if not self._held:
            (self._call_soon or asyncio.get_running_loop().call_soon)(self.end)
        frames = self._held.get(transport)
        if frames is None:
            frames = self._held[transport] = []
        frames.append(_head(len(message)))
        frames.append(message)

    def end(self) -> None:
        """Write held messages to each receiver in sending order; do nothing if there are none."""
        self.is_on = False
        held, self._held = self._held, {}
        for transport, frames in held.items():
            if not transport.is_closing():
                transport.write(b"".join(frames))


def _head(size: int) -> bytes:
    """Return the header of an unmasked text frame, as servers send it (RFC 6455, section 5.2)."""
    if size <= _SHORT_BYTES:
        return bytes((_TEXT, size))
    if size <= _MEDIUM_BYTES:
        return _MEDIUM_HEAD(_TEXT, 126, size)
    return _LONG_HEAD(_TEXT, 127, size)
