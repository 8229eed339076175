"""News is told at once, and then not for a moment; the last of it is never lost."""

import asyncio
from collections.abc import Awaitable, Callable

from signaling.coalescing import REST_SECONDS
from signaling.delivery import Delivering
from signaling.outcomes import Delivery, News, Outcome
from signaling.protocol.events import LockChanged
from tests.signaling.server import FakeServer

PATIENCE_SECONDS = 10


class Reporter:
    """Says of some subjects what is so; Ann hears all of it."""

    def __init__(self) -> None:
        self.server = FakeServer()
        self.is_locked = False
        self._delivery = Delivering(self.server)
        self._is_told = asyncio.Event()

    def report(self, subject: str = "the door") -> None:
        def told() -> list[Outcome]:
            self._is_told.set()
            return [Delivery(LockChanged(locked=self.is_locked), ["ann"])]

        self._delivery.deliver([News(subject, told)])

    def heard(self) -> list[bool]:
        return [payload["locked"] for _, payload in self.server.events_of("ann")]

    async def until_heard(self, times: int) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(self.heard()) < times:
                self._is_told.clear()
                await self._is_told.wait()


def reporting(story: Callable[[Reporter], Awaitable[None]]) -> None:
    async def run() -> None:
        await story(Reporter())

    asyncio.run(run())


def test_the_first_is_told_at_once() -> None:
    async def story(reporter: Reporter) -> None:
        reporter.report()
        assert reporter.heard() == [False]

    reporting(story)


def test_what_comes_close_together_is_told_once_as_it_is_in_the_end() -> None:
    async def story(reporter: Reporter) -> None:
        began = asyncio.get_running_loop().time()
        for is_locked in [True, False] * 50 + [True]:
            reporter.is_locked = is_locked
            reporter.report()
        assert reporter.heard() == [True]
        reporter.is_locked = False
        await reporter.until_heard(2)
        assert asyncio.get_running_loop().time() - began >= REST_SECONDS
        assert reporter.heard() == [True, False]

    reporting(story)


def test_what_never_ends_is_told_four_times_a_second() -> None:
    async def story(reporter: Reporter) -> None:
        loop = asyncio.get_running_loop()
        began, times = loop.time(), 4
        while len(reporter.heard()) < times:
            reporter.report()
            await asyncio.sleep(0)
        assert loop.time() - began >= (times - 1) * REST_SECONDS

    reporting(story)


def test_subjects_do_not_wait_for_each_other() -> None:
    async def story(reporter: Reporter) -> None:
        for subject in ("the door", "the window", "the door"):
            reporter.report(subject)
        assert len(reporter.heard()) == 2

    reporting(story)


def test_after_a_rest_news_is_told_at_once_again() -> None:
    async def story(reporter: Reporter) -> None:
        reporter.report("the door")
        reporter.report("the window")
        reporter.report("the window")
        # The window rests after the door, which had nothing more to tell.
        await reporter.until_heard(3)
        reporter.report("the door")
        assert len(reporter.heard()) == 4

    reporting(story)
