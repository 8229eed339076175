"""Turns go to the earliest connection, and rates delay requests that come too often."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from signaling.concurrency.arrivals import FairQueue, RateLimiter

# The rate per second, and the burst.
PER_SECOND, BURST = 50, 5


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def now() -> float:
    return asyncio.get_running_loop().time()


class RecordedTurns:
    """Records the order in which names get their turn."""

    def __init__(self, at_once: int = 1) -> None:
        self.turns = FairQueue(at_once)
        self.names: list[str] = []

    async def take(self, name: str, connected_at: float, until: asyncio.Event | None = None):
        async with self.turns.turn(connected_at):
            self.names.append(name)
            if until is not None:
                await until.wait()

    def begin(self, name: str, connected_at: float, until: asyncio.Event | None = None):
        return asyncio.create_task(self.take(name, connected_at, until))


def test_the_earliest_connection_has_the_next_turn() -> None:
    async def story() -> None:
        turns, gate, begin = RecordedTurns(), asyncio.Event(), now()
        tasks = [turns.begin("busy", begin, gate)]
        await asyncio.sleep(0)
        tasks += [turns.begin(str(number), begin + number / 100) for number in (3, 1, 2)]
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(*tasks)
        assert turns.names == ["busy", "1", "2", "3"]

    run(story())


def test_a_limited_number_has_a_turn_at_once() -> None:
    async def story() -> None:
        turns, gate = RecordedTurns(at_once=2), asyncio.Event()
        tasks = [turns.begin(str(number), now(), gate) for number in range(3)]
        await asyncio.sleep(0)
        assert len(turns.names) == 2
        gate.set()
        await asyncio.gather(*tasks)
        assert len(turns.names) == 3

    run(story())


def test_a_connection_from_long_ago_waits_behind_new_ones() -> None:
    async def story() -> None:
        turns, gate, begin = RecordedTurns(), asyncio.Event(), now()
        tasks = [turns.begin("busy", begin, gate)]
        await asyncio.sleep(0)
        tasks += [turns.begin("new", begin), turns.begin("old", begin - 3600)]
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(*tasks)
        assert turns.names == ["busy", "new", "old"]

    run(story())


def test_cancelled_and_failed_turns_delay_nobody() -> None:
    async def story() -> None:
        turns, gate = RecordedTurns(), asyncio.Event()
        first = turns.begin("first", now(), gate)
        await asyncio.sleep(0)
        leaving, last = turns.begin("leaving", now()), turns.begin("last", now())
        await asyncio.sleep(0)
        leaving.cancel()
        first.cancel()
        await last
        assert turns.names == ["first", "last"]

    run(story())


def test_a_turn_that_takes_too_long_is_given_to_the_next() -> None:
    async def story() -> None:
        turns, never = RecordedTurns(), asyncio.Event()
        stuck = turns.begin("stuck", now(), never)
        await asyncio.sleep(0)
        async with asyncio.timeout(5):
            await turns.take("next", now())
        # The turn is not given back a second time.
        never.set()
        await stuck
        one, other = asyncio.Event(), turns.begin("one", now(), never)
        await other
        held = [turns.begin(name, now(), one) for name in ("two", "three")]
        await asyncio.sleep(0)
        assert turns.names == ["stuck", "next", "one", "two"]
        one.set()
        await asyncio.gather(*held)

    run(story())


def test_a_burst_passes_and_what_follows_is_spread_over_time() -> None:
    async def story() -> None:
        rates, begin = RateLimiter(PER_SECOND, BURST, most_seconds=10), now()
        waits = [asyncio.create_task(rates.wait("one")) for _ in range(2 * BURST)]
        await asyncio.sleep(0)
        assert all([await wait for wait in waits])
        assert now() - begin >= (BURST - 1) / PER_SECOND

    run(story())


def test_the_rate_of_one_key_does_not_delay_another() -> None:
    async def story() -> None:
        rates = RateLimiter(PER_SECOND, BURST, most_seconds=10)
        waits = [asyncio.create_task(rates.wait("one")) for _ in range(2 * BURST)]
        await asyncio.sleep(0)
        assert await rates.wait("other")
        assert not waits[-1].done()
        await asyncio.gather(*waits)

    run(story())


def test_requests_that_would_wait_too_long_are_refused_after_a_delay() -> None:
    async def story() -> None:
        rates, begin = RateLimiter(PER_SECOND, BURST, most_seconds=0.1), now()
        passed = await asyncio.gather(*(rates.wait("one") for _ in range(100)))
        assert passed.count(True) <= BURST + 0.1 * PER_SECOND + 2
        assert now() - begin >= 0.1

    run(story())
