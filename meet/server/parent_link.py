"""A worker's connection to its parent: it reports "ready", and notices the parent's death.

The connection is a pair of sockets, of which parent and worker have one each. The kernel closes the
parent's socket when the parent ends, however it ends. The parent never sends anything.
"""

import asyncio
import socket
from collections.abc import Callable

READY = b"r"


class ParentLink:
    """The worker's end; `descriptor` is the inherited socket."""

    def __init__(self, descriptor: int) -> None:
        self._socket = socket.socket(fileno=descriptor)
        self._socket.setblocking(False)

    def say_ready(self) -> None:
        """Tell the parent that this worker answers requests; do nothing if the parent is gone."""
        try:
            self._socket.send(READY)
        except BrokenPipeError:
            return

    def watch(self, loop: asyncio.AbstractEventLoop, parent_died: Callable[[], None]) -> None:
        """Call `parent_died` once the parent has ended."""

        def readable() -> None:
            loop.remove_reader(self._socket)
            parent_died()

        loop.add_reader(self._socket, readable)
