"""A few at a time of what comes in storms, so that whoever talks is heard in between.

Connections begin and end by the hundred where a proxy, a building or an attacker makes them. Each
costs little, but all at once, in one turn of the event loop, would make everybody else wait.
"""

import asyncio
from collections import deque
from collections.abc import Callable

Work = Callable[[], object]


class Pace:
    """Begins so many pieces of work in each turn of the running event loop, in their order."""

    def __init__(self, per_turn: int) -> None:
        self._per_turn = per_turn
        self._begun = 0
        self._waiting: deque[Work] = deque()

    def begin(self, work: Work) -> None:
        """Do the work now if there is room in this turn, or else in one of the next."""
        if self._waiting or self._begun == self._per_turn:
            self._waiting.append(work)
            return
        if self._begun == 0:
            asyncio.get_running_loop().call_soon(self._next_turn)
        self._begun += 1
        work()

    async def wait(self) -> None:
        """Return once there is room; at once if there is some now."""
        room = asyncio.get_running_loop().create_future()

        def give() -> None:
            if not room.done():
                room.set_result(None)

        self.begin(give)
        await room

    def _next_turn(self) -> None:
        self._begun = min(self._per_turn, len(self._waiting))
        if self._begun:
            asyncio.get_running_loop().call_soon(self._next_turn)
        for _ in range(self._begun):
            self._waiting.popleft()()
