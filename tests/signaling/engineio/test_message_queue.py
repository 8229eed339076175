"""The messages of a session are handled one at a time, in their order."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest

from signaling.asgi.websocket import MOST_BUFFERED_BYTES
from signaling.engineio.message_queue import MessageQueue

DEADLINE_SECONDS = 5


class Handled:
    """Notes the messages that were handled; those that begin with "wait" take until `go_on`."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self.go_on = asyncio.Event()

    def handle(self, message: bytes) -> Coroutine[Any, Any, None] | None:
        if message == b"broken":
            raise LookupError
        if message.startswith(b"wait"):
            return self._wait(message)
        self.messages.append(message)
        return None

    async def _wait(self, message: bytes) -> None:
        await self.go_on.wait()
        self.messages.append(message)


def with_a_queue(body: Callable[[MessageQueue, Handled], Awaitable[None]]) -> None:
    async def run() -> None:
        await asyncio.wait_for(body(MessageQueue(), Handled()), DEADLINE_SECONDS)

    asyncio.run(run())


def test_a_message_that_need_not_wait_is_handled_at_once() -> None:
    async def body(queue: MessageQueue, handled: Handled) -> None:
        assert queue.add(b"1", handled.handle)
        assert (handled.messages, queue.is_busy) == ([b"1"], False)

    with_a_queue(body)


def test_later_messages_wait_for_one_that_waits() -> None:
    async def body(queue: MessageQueue, handled: Handled) -> None:
        for message in (b"wait", b"1", b"2"):
            queue.add(message, handled.handle)
        assert (handled.messages, queue.is_busy) == ([], True)
        handled.go_on.set()
        await queue.idle()
        assert (handled.messages, queue.is_busy) == ([b"wait", b"1", b"2"], False)

    with_a_queue(body)


def test_a_message_that_fails_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    async def body(queue: MessageQueue, handled: Handled) -> None:
        for message in (b"broken", b"1"):
            queue.add(message, handled.handle)
        assert handled.messages == [b"1"]

    with_a_queue(body)
    assert "A message could not be handled" in caplog.text


def test_a_cleared_backlog_is_not_handled() -> None:
    async def body(queue: MessageQueue, handled: Handled) -> None:
        queue.add(b"wait", handled.handle)
        queue.add(b"1", handled.handle)
        queue.clear()
        handled.go_on.set()
        await queue.idle()
        assert handled.messages == [b"wait"]

    with_a_queue(body)


def test_a_backlog_has_a_limit() -> None:
    async def body(queue: MessageQueue, handled: Handled) -> None:
        queue.add(b"wait", handled.handle)
        assert queue.add(b"x" * MOST_BUFFERED_BYTES, handled.handle)
        assert not queue.add(b"x", handled.handle)
        queue.clear()
        assert queue.add(b"x", handled.handle)
        handled.go_on.set()
        await queue.idle()

    with_a_queue(body)


def test_waiting_for_a_queue_that_stays_busy_has_an_end() -> None:
    async def body(queue: MessageQueue, handled: Handled) -> None:
        queue.add(b"wait", handled.handle)
        assert not await queue.idle(0.01)
        handled.go_on.set()
        assert await queue.idle(DEADLINE_SECONDS)

    with_a_queue(body)


def test_a_queue_waits_until_another_is_idle() -> None:
    async def body(queue: MessageQueue, handled: Handled) -> None:
        newer = MessageQueue()
        queue.add(b"wait", handled.handle)
        waiting = asyncio.create_task(newer.wait_for(queue))
        await asyncio.sleep(0)
        assert (newer.is_waiting_for(queue), waiting.done()) == (True, False)
        handled.go_on.set()
        await waiting
        assert not newer.is_waiting_for(queue)

    with_a_queue(body)


def test_of_queues_that_wait_for_each_other_in_a_circle_the_last_goes_on() -> None:
    async def body(queue: MessageQueue, handled: Handled) -> None:
        second, third = MessageQueue(), MessageQueue()
        for one in (queue, second, third):
            one.add(b"wait", handled.handle)
        waiting = [
            asyncio.create_task(second.wait_for(queue)),
            asyncio.create_task(third.wait_for(second)),
        ]
        await asyncio.sleep(0)
        await queue.wait_for(third)
        assert not any(task.done() for task in waiting)
        handled.go_on.set()
        await asyncio.gather(*waiting)

    with_a_queue(body)
