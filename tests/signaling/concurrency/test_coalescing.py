"""The first update is sent at once, later ones at intervals; the last one is never lost."""

import asyncio
from collections.abc import Awaitable, Callable

from signaling.concurrency.coalescing import REST_SECONDS, Coalescer

PATIENCE_SECONDS = 10


class Reporter:
    """Reports the state of some subjects, and keeps what was sent."""

    def __init__(self) -> None:
        self.state = "closed"
        self.sent: list[tuple[str, str]] = []
        self._has_sent = asyncio.Event()
        self._coalescer = Coalescer(self._send)

    def report(self, subject: str = "one room") -> None:
        self._coalescer.changed(subject)

    async def until_sent(self, times: int) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(self.sent) < times:
                self._has_sent.clear()
                await self._has_sent.wait()

    def _send(self, subject: str) -> None:
        self.sent.append((subject, self.state))
        self._has_sent.set()


def reporting(story: Callable[[Reporter], Awaitable[None]]) -> None:
    async def run() -> None:
        await story(Reporter())

    asyncio.run(run())


def test_the_first_update_is_sent_at_once() -> None:
    async def story(reporter: Reporter) -> None:
        reporter.report()
        assert reporter.sent == [("one room", "closed")]

    reporting(story)


def test_updates_close_together_are_sent_once_with_the_last_state() -> None:
    async def story(reporter: Reporter) -> None:
        began = asyncio.get_running_loop().time()
        for state in ["open", "closed"] * 50 + ["open"]:
            reporter.state = state
            reporter.report()
        assert reporter.sent == [("one room", "open")]
        reporter.state = "locked"
        await reporter.until_sent(2)
        assert asyncio.get_running_loop().time() - began >= REST_SECONDS
        assert reporter.sent[1:] == [("one room", "locked")]

    reporting(story)


def test_endless_updates_are_sent_four_times_a_second() -> None:
    async def story(reporter: Reporter) -> None:
        loop = asyncio.get_running_loop()
        began, times = loop.time(), 4
        while len(reporter.sent) < times:
            reporter.report()
            await asyncio.sleep(0)
        assert loop.time() - began >= (times - 1) * REST_SECONDS

    reporting(story)


def test_subjects_do_not_wait_for_each_other() -> None:
    async def story(reporter: Reporter) -> None:
        for subject in ("one room", "another room", "one room"):
            reporter.report(subject)
        assert len(reporter.sent) == 2

    reporting(story)


def test_after_its_pause_an_update_is_sent_at_once_again() -> None:
    async def story(reporter: Reporter) -> None:
        reporter.report("one room")
        reporter.report("another room")
        reporter.report("another room")
        # The other room has a second update, which is sent after its pause; the first has none.
        await reporter.until_sent(3)
        reporter.report("one room")
        assert len(reporter.sent) == 4

    reporting(story)
