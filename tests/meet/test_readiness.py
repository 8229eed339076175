"""The checks behind `/readyz`: their results, their time limit, and how often they run."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from meet.readiness import Check, Readiness, lease_check

Result = TypeVar("Result")


class Clock:
    """A clock that the test sets."""

    seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class Part:
    """A checked part that can fail or hang, and counts its checks."""

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.is_asked = threading.Event()
        self.times_asked = 0

    def ask(self) -> None:
        self.times_asked += 1
        self.is_asked.set()
        self.may_answer.wait()
        if self.failure is not None:
            raise self.failure


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def part() -> Part:
    return Part()


def run(work: Callable[[], Awaitable[Result]]) -> Result:
    async def running() -> Result:
        return await work()

    return asyncio.run(running())


def test_a_part_that_answers_is_ready(part: Part, clock: Clock):
    assert run(Readiness([Check("store", part.ask)], clock).ask) == (True, {"store": None})


def test_a_required_part_that_fails_makes_the_process_unready(part: Part, clock: Clock):
    part.failure = ConnectionError("no")
    answer = run(Readiness([Check("store", part.ask)], clock).ask)
    assert answer == (False, {"store": "STORE_UNAVAILABLE"})


def test_another_part_that_fails_is_only_reported(part: Part, clock: Clock):
    failing = Part()
    failing.failure = ConnectionError("no")
    checks = [Check("store", part.ask), Check("bus", failing.ask, is_required=False)]
    assert run(Readiness(checks, clock).ask) == (True, {"store": None, "bus": "BUS_UNAVAILABLE"})


@pytest.mark.parametrize(("is_lapsed", "code"), [(False, None), (True, "LEASE_LAPSED")])
def test_a_worker_without_its_lease_is_unready(clock: Clock, is_lapsed: bool, code: str | None):
    answer = run(Readiness([lease_check(lambda: is_lapsed)], clock).ask)
    assert answer == (not is_lapsed, {"lease": code})


def test_a_part_that_hangs_is_given_up_and_asked_again_when_it_has_answered(
    part: Part, clock: Clock
):
    readiness = Readiness([Check("store", part.ask)], clock)

    async def hang() -> list[tuple[bool, dict[str, str | None]]]:
        part.may_answer.clear()
        first = asyncio.create_task(readiness.ask())
        await asyncio.to_thread(part.is_asked.wait)
        clock.seconds += 3
        late = await readiness.ask()
        part.may_answer.set()
        clock.seconds += 3
        return [late, await first, await readiness.ask()]

    late, first, afterwards = run(hang)
    assert late == (False, {"store": "STORE_TIMEOUT"})
    assert first == afterwards == (True, {"store": None})


def test_a_process_that_stops_is_unready_and_asks_nothing(part: Part, clock: Clock):
    readiness = Readiness([Check("store", part.ask)], clock, is_stopping=lambda: True)
    assert run(readiness.ask) == (False, {"server": "SERVER_STOPPING"})
    assert part.times_asked == 0


def test_probes_at_the_same_time_ask_once(part: Part, clock: Clock):
    readiness = Readiness([Check("store", part.ask)], clock)

    async def ask_often() -> None:
        await asyncio.gather(*(readiness.ask() for _ in range(20)))
        await readiness.ask()

    run(ask_often)
    assert part.times_asked == 1


def test_a_result_counts_for_a_second(part: Part, clock: Clock):
    readiness = Readiness([Check("store", part.ask)], clock)

    async def ask_again() -> list[bool]:
        before, _ = await readiness.ask()
        part.failure = ConnectionError("no")
        meanwhile, _ = await readiness.ask()
        clock.seconds += 1.1
        afterwards, _ = await readiness.ask()
        return [before, meanwhile, afterwards]

    assert run(ask_again) == [True, True, False]


def test_changes_are_logged_and_nothing_else(
    part: Part, clock: Clock, caplog: pytest.LogCaptureFixture
):
    readiness = Readiness([Check("store", part.ask)], clock)

    async def fail_for_a_while() -> None:
        for failure in (None, ConnectionError("no"), ConnectionError("no"), None, None):
            part.failure = failure
            clock.seconds += 1.1
            await readiness.ask()

    with caplog.at_level(logging.WARNING, "meet.readiness"):
        run(fail_for_a_while)
    assert caplog.messages == [
        "The check of store: STORE_UNAVAILABLE",
        "The check of store: passes again",
    ]
