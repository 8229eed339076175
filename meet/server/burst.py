"""What a burst brings leaves together.

A browser finds its candidates in bursts, so several messages of one client are often read at once.
While they are handled, what is to be sent is held back for each receiver, and written in one piece
after the last of them: the system call is most of what a relayed message costs. A message that
comes alone is not held back at all.
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
    """What is held back; one for a process, which handles one burst at a time.

    `call_soon` is the event loop's: whatever becomes of a burst's last message, nothing is held
    beyond the turn of the loop in which it came.
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
        """Write what was held, in the order it was sent to each; harmless where nothing was."""
        self.is_on = False
        held, self._held = self._held, {}
        for transport, frames in held.items():
            if not transport.is_closing():
                transport.write(b"".join(frames))


def _head(size: int) -> bytes:
    """Return the head of a text frame as servers send it, unmasked; RFC 6455, section 5.2."""
    if size <= _SHORT_BYTES:
        return bytes((_TEXT, size))
    if size <= _MEDIUM_BYTES:
        return _MEDIUM_HEAD(_TEXT, 126, size)
    return _LONG_HEAD(_TEXT, 127, size)
