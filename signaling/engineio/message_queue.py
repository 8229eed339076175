"""The messages of one session, handled one at a time in the order in which they were sent.

A message is handled at once, without a task, if no earlier one has to wait. Otherwise it waits in
the backlog. After the client has disconnected, the backlog is still handled.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from signaling.asgi.websocket import MOST_BUFFERED_BYTES

logger = logging.getLogger(__name__)

# How long a session waits until another session has handled its message. A message that takes
# longer fails, or has failed already.
_MOST_WAITING_SECONDS = 15

Handle = Callable[[bytes], Coroutine[Any, Any, None] | None]
"""Handles a message; returns a coroutine for all of its work if that has to wait."""


class MessageQueue:
    __slots__ = ("_backlog", "_backlog_bytes", "_running", "waits_for")

    def __init__(self) -> None:
        self._running: asyncio.Task[None] | None = None
        self._backlog: deque[bytes] = deque()
        self._backlog_bytes = 0
        self.waits_for: MessageQueue | None = None
        """The queue of another session that must be idle before this one continues."""

    @property
    def is_busy(self) -> bool:
        """Whether a message is being handled and has to wait for something."""
        return self._running is not None

    def add(self, message: bytes, handle: Handle) -> bool:
        """Handle a message now or after the earlier ones; return False if too much waits."""
        if self._running is None:
            self._start(message, handle)
            return True
        self._backlog.append(message)
        self._backlog_bytes += len(message)
        return self._backlog_bytes <= MOST_BUFFERED_BYTES

    def clear(self) -> None:
        """Drop the messages that are not being handled yet."""
        self._backlog.clear()
        self._backlog_bytes = 0

    async def idle(self, most_seconds: float | None = None) -> bool:
        """Wait until no message is being handled, except by the calling task itself.

        Return False if a message is still being handled after `most_seconds`.
        """
        try:
            async with asyncio.timeout(most_seconds):
                while self._running not in (None, asyncio.current_task()):
                    await asyncio.wait([self._running])
        except TimeoutError:
            return False
        return True

    async def wait_for(self, other: "MessageQueue") -> None:
        """Wait until the queue of another session is idle, for at most 15 s and without a deadlock.

        The other queue may itself wait for this one, directly or through others. In this case
        return at once: the other queue waited first, and continues when this one is idle.
        """
        if other.is_waiting_for(self):
            return
        self.waits_for = other
        try:
            if not await other.idle(_MOST_WAITING_SECONDS):
                logger.warning("Went on though another session is not idle")
        finally:
            self.waits_for = None

    def is_waiting_for(self, other: "MessageQueue") -> bool:
        """Tell whether this is the other queue, or waits for it, directly or through others."""
        queue: MessageQueue | None = self
        while queue is not None and queue is not other:
            queue = queue.waits_for
        return queue is other

    def _start(self, message: bytes, handle: Handle) -> None:
        """Handle a message at once; if its work has to wait, all of that work is one task."""
        try:
            work = handle(message)
        except Exception:
            logger.exception("A message could not be handled")
            return
        if work is not None:
            self._running = asyncio.create_task(work)
            self._running.add_done_callback(partial(self._ended, handle))

    def _ended(self, handle: Handle, task: asyncio.Task[None]) -> None:
        self._running = None
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("A message could not be handled", exc_info=error)
        while self._backlog and self._running is None:
            message = self._backlog.popleft()
            self._backlog_bytes -= len(message)
            self._start(message, handle)
