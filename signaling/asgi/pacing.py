"""Limit how many pieces of work start in one turn of the event loop.

Hundreds of connections may begin or end at once, because of a proxy, the network of a building or
an attacker. Each costs little, but all of them in one turn of the event loop would delay the
messages of all other clients.
"""

import asyncio
from collections import deque
from collections.abc import Callable

Work = Callable[[], object]


class Pace:
    """Starts at most `per_turn` pieces of work in each turn of the event loop, in their order."""

    def __init__(self, per_turn: int) -> None:
        self._per_turn = per_turn
        self._begun = 0
        self._waiting: deque[Work] = deque()

    def begin(self, work: Work) -> None:
        """Do the work now if this turn has room, or else in one of the next turns."""
        if self._waiting or self._begun == self._per_turn:
            self._waiting.append(work)
            return
        if self._begun == 0:
            asyncio.get_running_loop().call_soon(self._next_turn)
        self._begun += 1
        work()

    async def wait(self) -> None:
        """Wait until a turn has room; return at once if this one has."""
        turn = asyncio.get_running_loop().create_future()

        def resume() -> None:
            if not turn.done():
                turn.set_result(None)

        self.begin(resume)
        await turn

    def _next_turn(self) -> None:
        self._begun = min(self._per_turn, len(self._waiting))
        if self._begun:
            asyncio.get_running_loop().call_soon(self._next_turn)
        for _ in range(self._begun):
            self._waiting.popleft()()
