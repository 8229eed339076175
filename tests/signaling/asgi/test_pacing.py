"""A burst of work is started a few items at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from signaling.asgi.pacing import Pace

PER_TURN = 3


class Storm:
    """Work that notes that it was begun."""

    def __init__(self) -> None:
        self.pace = Pace(PER_TURN)
        self.begun: list[int] = []
        self.failures: list[type[Exception]] = []
        asyncio.get_running_loop().set_exception_handler(self._failed)

    def begin(self, *numbers: int) -> None:
        for number in numbers:
            self.pace.begin(lambda number=number: self.begun.append(number))

    def _failed(self, _loop: object, context: dict[str, Any]) -> None:
        self.failures.append(type(context["exception"]))


def in_a_loop(body: Callable[[Storm], Awaitable[None]]) -> None:
    async def run() -> None:
        await body(Storm())

    asyncio.run(run())


async def turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


def test_what_fits_into_a_turn_is_begun_at_once() -> None:
    async def body(storm: Storm) -> None:
        storm.begin(0, 1, 2)
        assert storm.begun == [0, 1, 2]

    in_a_loop(body)


def test_a_storm_is_begun_in_its_order_a_few_each_turn() -> None:
    async def body(storm: Storm) -> None:
        storm.begin(*range(3 * PER_TURN))
        for turn in range(3):
            assert storm.begun == list(range((turn + 1) * PER_TURN))
            await turns(1)

    in_a_loop(body)


def test_who_comes_during_a_storm_waits_behind_it() -> None:
    async def body(storm: Storm) -> None:
        storm.begin(*range(2 * PER_TURN))
        await turns(1)
        storm.begin(99)
        await turns(2)
        assert storm.begun == [*range(2 * PER_TURN), 99]

    in_a_loop(body)


def test_after_a_storm_there_is_room_at_once() -> None:
    async def body(storm: Storm) -> None:
        storm.begin(*range(2 * PER_TURN))
        await turns(4)
        storm.begin(99)
        assert storm.begun[-1] == 99

    in_a_loop(body)


def test_work_that_fails_is_not_the_end_of_the_others() -> None:
    def fail() -> None:
        raise ValueError

    async def body(storm: Storm) -> None:
        storm.begin(*range(PER_TURN))
        storm.pace.begin(fail)
        storm.begin(99)
        await turns(3)
        assert storm.begun[-1] == 99
        assert storm.failures == [ValueError]

    in_a_loop(body)


@pytest.mark.parametrize("already", [0, PER_TURN])
def test_waiting_ends_with_room(already: int) -> None:
    async def body(storm: Storm) -> None:
        storm.begin(*range(already))
        await storm.pace.wait()
        storm.begin(99)
        assert storm.begun == [*range(already), 99]

    in_a_loop(body)


def test_who_gives_up_waiting_is_passed_over() -> None:
    async def body(storm: Storm) -> None:
        waiting = asyncio.ensure_future(storm.pace.wait())
        storm.begin(*range(2 * PER_TURN))
        await turns(1)
        waiting.cancel()
        storm.begin(99)
        await turns(3)
        assert storm.begun[-1] == 99
        assert storm.failures == []

    in_a_loop(body)
