"""Steps that are done one at a time, in the order in which they were added."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

logger = logging.getLogger(__name__)

Step = Callable[[], Coroutine[Any, Any, object] | None]
"""Does something; returns a coroutine for the rest of the work if that has to wait."""


class SerialQueue:
    """A step is done at once, without a task, unless an earlier one has to wait.

    An error of a step is logged, and the next step follows.
    """

    __slots__ = ("_running", "_waiting")

    def __init__(self) -> None:
        self._running: asyncio.Task[object] | None = None
        self._waiting: deque[Step] = deque()

    def __len__(self) -> int:
        """Return the number of steps that have not begun."""
        return len(self._waiting)

    def add(self, step: Step) -> None:
        if self._running is None:
            self._start(step)
        else:
            self._waiting.append(step)

    async def idle(self) -> None:
        """Wait until every step is done."""
        while self._running is not None:
            await asyncio.wait([self._running])

    def _start(self, step: Step) -> None:
        try:
            work = step()
        except Exception:
            logger.exception("A step failed")
            return
        if work is not None:
            self._running = asyncio.create_task(work)
            self._running.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._running = None
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("A step failed", exc_info=error)
        while self._waiting and self._running is None:
            self._start(self._waiting.popleft())
