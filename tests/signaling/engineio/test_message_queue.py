"""The messages of a session are handled in order, and the work that waits is one task."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest

from signaling.asgi.websocket import MOST_BUFFERED_BYTES
from signaling.engineio.message_queue import MessageQueue

DEADLINE_SECONDS = 10


class Recorder:
    """Handles messages: `wait` waits for the event `may_go_on`, `fail` fails, others are done."""

    def __init__(self) -> None:
        self.handled: list[bytes] = []
        self.may_go_on = asyncio.Event()

    def handle(self, message: bytes) -> Coroutine[Any, Any, None] | None:
        if message == b"wait":
            return self._wait()
        if message == b"fail":
            raise LookupError("no such thing")
        self.handled.append(message)
        return None

    async def _wait(self) -> None:
        # A library may use this in its first step; it fails outside of a task.
        async with asyncio.timeout(DEADLINE_SECONDS):
            await self.may_go_on.wait()
        self.handled.append(b"wait")


def run(story: Callable[[MessageQueue, Recorder], Awaitable[None]]) -> None:
    async def begin() -> None:
        await story(MessageQueue(), Recorder())

    asyncio.run(begin())


def test_a_message_that_waits_for_nothing_is_handled_at_once() -> None:
    async def story(queue: MessageQueue, recorder: Recorder) -> None:
        assert queue.add(b"one", recorder.handle)
        assert recorder.handled == [b"one"]
        assert not queue.is_busy

    run(story)


def test_the_first_step_of_a_message_that_waits_may_set_a_timeout() -> None:
    async def story(queue: MessageQueue, recorder: Recorder) -> None:
        queue.add(b"wait", recorder.handle)
        recorder.may_go_on.set()
        assert await queue.idle(DEADLINE_SECONDS)
        assert recorder.handled == [b"wait"]

    run(story)


def test_later_messages_wait_for_the_earlier_one() -> None:
    async def story(queue: MessageQueue, recorder: Recorder) -> None:
        for message in (b"wait", b"two", b"three"):
            queue.add(message, recorder.handle)
        assert recorder.handled == []
        assert queue.is_busy
        recorder.may_go_on.set()
        assert await queue.idle(DEADLINE_SECONDS)
        assert recorder.handled == [b"wait", b"two", b"three"]

    run(story)


def test_a_message_that_fails_is_logged_and_the_next_one_is_handled(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def story(queue: MessageQueue, recorder: Recorder) -> None:
        for message in (b"fail", b"two"):
            assert queue.add(message, recorder.handle)
        assert recorder.handled == [b"two"]

    run(story)
    assert [record.message for record in caplog.records] == ["A message could not be handled"]


def test_a_queue_that_is_busy_for_too_long_is_not_idle() -> None:
    async def story(queue: MessageQueue, recorder: Recorder) -> None:
        queue.add(b"wait", recorder.handle)
        assert not await queue.idle(0.01)
        recorder.may_go_on.set()
        assert await queue.idle(DEADLINE_SECONDS)

    run(story)


def test_a_backlog_that_is_too_large_is_refused() -> None:
    async def story(queue: MessageQueue, recorder: Recorder) -> None:
        queue.add(b"wait", recorder.handle)
        assert queue.add(bytes(MOST_BUFFERED_BYTES), recorder.handle)
        assert not queue.add(b"x", recorder.handle)
        queue.clear()
        recorder.may_go_on.set()
        assert await queue.idle(DEADLINE_SECONDS)
        assert recorder.handled == [b"wait"]

    run(story)
