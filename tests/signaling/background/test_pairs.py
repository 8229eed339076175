"""The number of visitors is sent to all of them without delaying others."""

import asyncio
from collections.abc import Awaitable, Callable

from signaling.background.pairs import PairTasks
from signaling.delivery import Deliverer
from signaling.dialects.meetmates import MEETMATES
from signaling.presence import Presence
from signaling.presence.pair_records import Visitor
from tests.signaling.fake_server import FakeServer

CROWD = 1000
# This number of writes takes 3 ms.
MOST_PER_TURN = 100
PATIENCE_SECONDS = 10


class Crowd:
    """Visitors, and the counts that they receive."""

    def __init__(self) -> None:
        self._server = FakeServer()
        presence = Presence()
        self._pairs = presence.pairs
        self.tasks = PairTasks(self._pairs, Deliverer(self._server, presence))

    async def come(self, *names: str) -> None:
        for name in names:
            self._server.dialects[name] = MEETMATES
            self._pairs.add(Visitor(peer_id=name, owner=name))

    def sent_count(self) -> int:
        """Return how many counts were sent."""
        return len(self._server.steps)

    async def until(self, is_so: Callable[[], bool]) -> int:
        """Run the event loop until the condition is true; return the most counts of one turn."""
        most = 0
        while not is_so():
            before = self.sent_count()
            await asyncio.sleep(0)
            most = max(most, self.sent_count() - before)
        return most

    def counts_of(self, name: str) -> list[int]:
        return [count for _, count in self._server.events_of(name)]


def counted(story: Callable[[Crowd], Awaitable[None]]) -> None:
    async def run() -> None:
        crowd = Crowd()
        await crowd.come(*(f"visitor {number}" for number in range(CROWD)))
        crowd.tasks.start()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await story(crowd)
        finally:
            await crowd.tasks.stop()

    asyncio.run(run())


def test_a_crowd_gets_the_count_a_few_in_each_turn() -> None:
    async def story(crowd: Crowd) -> None:
        most = await crowd.until(lambda: crowd.sent_count() == CROWD)
        assert 0 < most <= MOST_PER_TURN
        assert crowd.counts_of("visitor 0") == [CROWD]
        assert crowd.counts_of(f"visitor {CROWD - 1}") == [CROWD]

    counted(story)


def test_the_last_count_includes_visitors_that_came_meanwhile() -> None:
    async def story(crowd: Crowd) -> None:
        await crowd.until(lambda: crowd.sent_count() > 0)
        await crowd.come("late")
        await crowd.until(lambda: crowd.sent_count() == 2 * CROWD + 1)
        assert crowd.counts_of("visitor 0") == [CROWD, CROWD + 1]
        assert crowd.counts_of("late") == [CROWD + 1]

    counted(story)
