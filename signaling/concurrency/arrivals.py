"""Order and limit the clients that arrive at the same time.

After a restart all clients come back at once. If all of them enter at the same time, all of them
finish late. If they enter in the order of their connections, the first ones finish at once.
"""

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# A client that connected longer ago is not entering for the first time. It asks again, and is
# treated as new.
_ENTERING_SECONDS = 30
# Work that takes longer waits for something else, possibly for the work of a client in the queue.
_LONGEST_TURN_SECONDS = 1
_KEYS_KEPT = 1000


class FairQueue:
    """Gives `at_once` turns at the same time; the longest connected client is next."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    @asynccontextmanager
    async def turn(self, connected_at: float) -> AsyncIterator[None]:
        """Wait for a turn, and give it back at the end of the block, or after a second.

        `connected_at` is a time on the event loop's clock.
        """
        await self._take(connected_at)
        held = [True]

        def end() -> None:
            if held:
                held.clear()
                self._give_back()

        ending = asyncio.get_running_loop().call_later(_LONGEST_TURN_SECONDS, end)
        try:
            yield
        finally:
            ending.cancel()
            end()

    async def _take(self, connected_at: float) -> None:
        if self._free:
            self._free -= 1
            return
        loop = asyncio.get_running_loop()
        now = loop.time()
        since = connected_at if now - connected_at <= _ENTERING_SECONDS else now
        turn = loop.create_future()
        heapq.heappush(self._waiting, (since, next(self._numbers), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                self._give_back()
            raise

    def _give_back(self) -> None:
        while self._waiting:
            turn = heapq.heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


class RateLimiter:
    """Admits `per_second` callers a second for each key, plus a burst, and delays the others.

    A caller that would have to wait longer than `most_seconds` waits this time and is refused.
    """

    def __init__(self, per_second: float, burst: int, most_seconds: float) -> None:
        self._pause_seconds = 1 / per_second
        self._burst_seconds = burst / per_second
        self._most_seconds = most_seconds
        self._next_at: dict[str, float] = {}

    async def wait(self, key: str) -> bool:
        """Wait until it is the caller's turn; return False if too many callers are before it."""
        now = asyncio.get_running_loop().time()
        begin = max(self._next_at.get(key, 0), now - self._burst_seconds)
        if begin - now > self._most_seconds:
            await asyncio.sleep(self._most_seconds)
            return False
        self._next_at[key] = begin + self._pause_seconds
        if len(self._next_at) > _KEYS_KEPT:
            self._next_at = {key: at for key, at in self._next_at.items() if at > now}
        if begin > now:
            await asyncio.sleep(begin - now)
        return True
