"""Retry work until it succeeds, e.g. writes while the database is unavailable.

    added ──▶ due ──attempt──▶ done
               ▲       │ fails
               └─pause─┘   1 s, 2 s, 4 s … 60 s; each item has its own pause

An item that fails delays the items behind it by at most one second.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Generic, TypeVar

from signaling.concurrency.periodic_tasks import run_to_completion

logger = logging.getLogger(__name__)

_FIRST_PAUSE_SECONDS = 1.0
_MOST_PAUSE_SECONDS = 60.0
# The rest after each failure. While the database is unavailable, every item fails and is logged.
_REST_SECONDS = 1.0

Item = TypeVar("Item")


class RetryQueue(Generic[Item]):
    """Does one kind of work for each item, in the order in which they become due.

    An item that is added while it waits for another attempt keeps its time. Times are those of the
    event loop, which do not change with the wall clock.
    """

    def __init__(self, work: Callable[[Item], Awaitable[object]], name: str) -> None:
        self._work = work
        self._name = name
        self._due_at: dict[Item, float] = {}
        self._pauses: dict[Item, float] = {}
        self._has_more = asyncio.Event()
        self._attempted: list[Item] = []

    def unfinished(self) -> list[Item]:
        """Return the items whose work is not done, including those that are being attempted."""
        return [*self._attempted, *self._due_at]

    def __len__(self) -> int:
        return len(self._due_at)

    def add(self, item: Item) -> None:
        """Queue an item for `run`, which does its work soon."""
        self._due_at.setdefault(item, 0.0)
        self._has_more.set()

    async def attempt(self, item: Item) -> bool:
        """Do the work of an item now; return whether it succeeded.

        After an error, log it and queue the item again. If the item is added while its work is
        being done, the work is done once more.
        """
        self._due_at.pop(item, None)
        self._attempted.append(item)
        try:
            await self._work(item)
        except Exception:
            pause = min(2 * self._pauses.get(item, _FIRST_PAUSE_SECONDS / 2), _MOST_PAUSE_SECONDS)
            logger.exception("%s failed, and is tried again in %.0f s", self._name, pause)
            self._pauses[item] = pause
            self._due_at[item] = asyncio.get_running_loop().time() + pause
            self._has_more.set()
            return False
        finally:
            self._attempted.remove(item)
        self._pauses.pop(item, None)
        return True

    async def run(self) -> None:
        """Do the work that is due until cancelled; a started attempt is finished before the end."""
        while True:
            # No variable keeps the last item alive while the queue waits for another one.
            if not await run_to_completion(self.attempt(await self._next())):
                await asyncio.sleep(_REST_SECONDS)

    async def _next(self) -> Item:
        """Wait until an item is due, and return it."""
        while True:
            self._has_more.clear()
            now = asyncio.get_running_loop().time()
            earliest = min(self._due_at, key=self._due_at.__getitem__, default=None)
            if earliest is not None and self._due_at[earliest] <= now:
                return earliest
            seconds = None if earliest is None else self._due_at[earliest] - now
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._has_more.wait()
