"""The packets for the next poll of a client: their order, portions and limit."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from signaling.asgi.websocket import MOST_BUFFERED_BYTES
from signaling.engineio.poll_queue import NOOP, PollFailed, PollQueue

DEADLINE_SECONDS = 5


def with_a_queue(body: Callable[[PollQueue], Awaitable[None]]) -> None:
    async def run() -> None:
        await asyncio.wait_for(body(PollQueue(16)), DEADLINE_SECONDS)

    asyncio.run(run())


def test_a_poll_returns_at_most_sixteen_packets_in_order() -> None:
    async def body(queue: PollQueue) -> None:
        packets = [b"4%d" % number for number in range(20)]
        assert all(map(queue.put, packets))
        assert await queue.fetch(1) == packets[:16]
        assert await queue.fetch(1) == packets[16:]
        assert queue.is_empty

    with_a_queue(body)


def test_a_poll_waits_for_a_packet() -> None:
    async def body(queue: PollQueue) -> None:
        polling = asyncio.create_task(queue.fetch(DEADLINE_SECONDS))
        await asyncio.sleep(0)
        assert queue.open_polls == 1
        queue.put(b"4")
        assert await polling == [b"4"]
        assert queue.open_polls == 0

    with_a_queue(body)


def test_a_poll_without_a_packet_fails_in_the_end() -> None:
    async def body(queue: PollQueue) -> None:
        with pytest.raises(PollFailed):
            await queue.fetch(0.01)
        assert queue.open_polls == 0

    with_a_queue(body)


def test_a_poll_can_be_ended_without_a_packet() -> None:
    async def body(queue: PollQueue) -> None:
        queue.end_poll()
        assert await queue.fetch(1) == []

    with_a_queue(body)


def test_a_client_that_does_not_poll_has_a_limit_until_it_polls() -> None:
    async def body(queue: PollQueue) -> None:
        assert queue.put(b"x" * MOST_BUFFERED_BYTES)
        assert not queue.put(b"x")
        await queue.fetch(1)
        assert queue.put(b"x" * MOST_BUFFERED_BYTES)

    with_a_queue(body)


def test_a_client_that_polls_and_never_gets_all_packets_has_its_limit_for_the_waiting_ones() -> (
    None
):
    async def body(queue: PollQueue) -> None:
        packet = b"x" * (MOST_BUFFERED_BYTES // 64)
        for _ in range(17):
            assert queue.put(packet)
        for _ in range(20):
            assert len(await queue.fetch(1)) == 16
            for _ in range(16):
                assert queue.put(packet)
        for _ in range(64 - 17):
            assert queue.put(packet)
        assert not queue.put(packet)

    with_a_queue(body)


def test_another_transport_takes_all_packets_but_not_those_of_polling() -> None:
    async def body(queue: PollQueue) -> None:
        queue.put(b"41")
        queue.end_poll(NOOP)
        queue.put(b"42")
        queue.end_poll()
        assert queue.take_all() == [b"41", b"42"]
        assert queue.is_empty

    with_a_queue(body)


def test_the_last_packets_are_waited_for_but_not_forever() -> None:
    async def body(queue: PollQueue) -> None:
        queue.put(b"4")
        await queue.fetched(0.01)
        assert not queue.is_empty
        await queue.fetch(1)
        await queue.fetched(DEADLINE_SECONDS)

    with_a_queue(body)
