"""Lost recovery buffers end in time and within the memory limit."""

import asyncio
from collections.abc import Callable

from signaling.socketio.recovery.buffer import MOST_PACKETS, RecoveryBuffer
from signaling.socketio.recovery.buffers import MOST_LOST_BYTES, RecoveryBuffers
from tests.signaling.socketio.recovery.packets import an_event

SOON_SECONDS = 0.05
LONG_SECONDS = 3600
DEADLINE_SECONDS = 10


class Ended:
    """The holders whose buffers have ended, in order."""

    def __init__(self) -> None:
        self.holders: list[str] = []
        self._news: asyncio.Queue[str] = asyncio.Queue()

    def __call__(self, holder: str) -> None:
        self.holders.append(holder)
        self._news.put_nowait(holder)

    async def next(self) -> str:
        return await asyncio.wait_for(self._news.get(), DEADLINE_SECONDS)


def with_buffers(seconds: float, body: Callable[[RecoveryBuffers[str], Ended], object]) -> None:
    """Run the body, which may be a coroutine, in an event loop."""

    async def run() -> None:
        ended = Ended()
        running = body(RecoveryBuffers[str](seconds, ended), ended)
        if asyncio.iscoroutine(running):
            await running

    asyncio.run(run())


def opened(buffers: RecoveryBuffers[str], holder: str) -> RecoveryBuffer:
    buffer = buffers.open(holder)
    assert buffer is not None
    return buffer


def test_a_holder_is_found_by_its_pid_alone():
    def body(buffers: RecoveryBuffers[str], _ended: Ended) -> None:
        ann, bo = opened(buffers, "ann"), opened(buffers, "bo")
        assert (buffers.find(ann.pid), buffers.find(bo.pid)) == ("ann", "bo")
        assert buffers.find("") is None
        assert buffers.find(ann.pid[:-1]) is None

    with_buffers(LONG_SECONDS, body)


def test_there_are_no_buffers_if_recovery_is_switched_off():
    def body(buffers: RecoveryBuffers[str], _ended: Ended) -> None:
        assert buffers.open("ann") is None

    with_buffers(0, body)


def test_a_lost_buffer_ends_after_the_recovery_time():
    async def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        ann, bo = opened(buffers, "ann"), opened(buffers, "bo")
        buffers.lose(ann)
        assert await ended.next() == "ann"
        assert buffers.find(ann.pid) is None
        assert buffers.find(bo.pid) == "bo"

    with_buffers(SOON_SECONDS, body)


def test_the_buffers_lost_first_end_first():
    async def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        for name in ("ann", "bo", "cy"):
            buffers.lose(opened(buffers, name))
        assert [await ended.next() for _ in range(3)] == ["ann", "bo", "cy"]

    with_buffers(SOON_SECONDS, body)


def test_a_regained_buffer_does_not_end():
    async def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        ann, bo = opened(buffers, "ann"), opened(buffers, "bo")
        buffers.lose(ann)
        buffers.regain(ann)
        buffers.lose(bo)
        assert await ended.next() == "bo"
        assert buffers.find(ann.pid) == "ann"

    with_buffers(SOON_SECONDS, body)


def test_a_closed_buffer_ends_without_a_report():
    async def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        ann, bo = opened(buffers, "ann"), opened(buffers, "bo")
        buffers.lose(ann)
        buffers.close(ann)
        buffers.close(ann)
        buffers.lose(bo)
        assert await ended.next() == "bo"
        assert buffers.find(ann.pid) is None

    with_buffers(SOON_SECONDS, body)


def test_packets_for_a_lost_client_are_kept():
    def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        ann = opened(buffers, "ann")
        packets = [an_event() for _ in range(4)]
        ann.keep(packets[0])
        buffers.keep(ann, packets[1])
        buffers.lose(ann)
        buffers.keep(ann, packets[2])
        buffers.regain(ann)
        buffers.keep(ann, packets[3])
        assert ann.missed(None) == packets
        assert ended.holders == []

    with_buffers(LONG_SECONDS, body)


def test_a_buffer_ends_if_its_client_misses_too_much():
    def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        ann = opened(buffers, "ann")
        buffers.lose(ann)
        for _ in range(MOST_PACKETS):
            buffers.keep(ann, an_event())
        assert ended.holders == []
        buffers.keep(ann, an_event())
        assert ended.holders == ["ann"]
        buffers.keep(ann, an_event())
        assert ended.holders == ["ann"]

    with_buffers(LONG_SECONDS, body)


def test_all_lost_buffers_are_limited_and_the_oldest_end_first():
    def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        per_buffer = 200_000
        most = MOST_LOST_BYTES // per_buffer
        for number in range(2 * most):
            buffer = opened(buffers, str(number))
            buffers.lose(buffer)
            buffers.keep(buffer, an_event(per_buffer // 2))
            buffers.keep(buffer, an_event(per_buffer // 2))
        assert most <= len(ended.holders) <= most + 10
        assert ended.holders == [str(number) for number in range(len(ended.holders))]

    with_buffers(LONG_SECONDS, body)


def test_a_small_buffer_is_kept_beside_many_large_ones():
    def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        little = opened(buffers, "little")
        buffers.lose(little)
        buffers.keep(little, an_event(1_000))
        for number in range(200):
            much = opened(buffers, str(number))
            buffers.lose(much)
            buffers.keep(much, an_event(200_000))
        assert "little" not in ended.holders
        assert ended.holders[:3] == ["0", "1", "2"]

    with_buffers(LONG_SECONDS, body)


def test_the_number_of_empty_buffers_is_limited():
    def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        for number in range(100_000):
            buffers.lose(opened(buffers, str(number)))
        assert len(ended.holders) > 30_000

    with_buffers(LONG_SECONDS, body)


def test_regained_and_closed_buffers_free_their_memory():
    def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        for number in range(100_000):
            buffer = opened(buffers, str(number))
            buffers.lose(buffer)
            buffers.keep(buffer, an_event())
            if number % 2:
                buffers.regain(buffer)
            buffers.close(buffer)
        assert ended.holders == []

    with_buffers(LONG_SECONDS, body)
