"""Recovery buffers stand for as long as they may, and take no more room than they may."""

import asyncio
from collections.abc import Callable

from signaling.socketio.recovery.buffer import MOST_PACKETS, RecoveryBuffer
from signaling.socketio.recovery.buffers import MOST_LOST_BYTES, RecoveryBuffers
from tests.signaling.socketio.recovery.packets import an_event

SOON_SECONDS = 0.05
LONG_SECONDS = 3600
DEADLINE_SECONDS = 10


class Ended:
    """Whose buffer has ended, in order."""

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


def test_without_time_there_are_no_sessions():
    def body(buffers: RecoveryBuffers[str], _ended: Ended) -> None:
        assert buffers.open("ann") is None

    with_buffers(0, body)


def test_a_session_that_is_lost_ends_in_time():
    async def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        ann, bo = opened(buffers, "ann"), opened(buffers, "bo")
        buffers.lose(ann)
        assert await ended.next() == "ann"
        assert buffers.find(ann.pid) is None
        assert buffers.find(bo.pid) == "bo"

    with_buffers(SOON_SECONDS, body)


def test_those_who_were_lost_first_end_first():
    async def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        for name in ("ann", "bo", "cy"):
            buffers.lose(opened(buffers, name))
        assert [await ended.next() for _ in range(3)] == ["ann", "bo", "cy"]

    with_buffers(SOON_SECONDS, body)


def test_a_session_that_is_regained_stands():
    async def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        ann, bo = opened(buffers, "ann"), opened(buffers, "bo")
        buffers.lose(ann)
        buffers.regain(ann)
        buffers.lose(bo)
        assert await ended.next() == "bo"
        assert buffers.find(ann.pid) == "ann"

    with_buffers(SOON_SECONDS, body)


def test_a_session_that_was_closed_ends_without_a_word():
    async def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        ann, bo = opened(buffers, "ann"), opened(buffers, "bo")
        buffers.lose(ann)
        buffers.close(ann)
        buffers.close(ann)
        buffers.lose(bo)
        assert await ended.next() == "bo"
        assert buffers.find(ann.pid) is None

    with_buffers(SOON_SECONDS, body)


def test_what_is_sent_meanwhile_is_kept():
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


def test_who_misses_too_much_is_waited_for_no_more():
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


def test_all_together_are_bounded_and_the_oldest_go_first():
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


def test_who_misses_little_stays_beside_many_who_miss_much():
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


def test_sessions_without_packets_are_bounded_too():
    def body(buffers: RecoveryBuffers[str], ended: Ended) -> None:
        for number in range(100_000):
            buffers.lose(opened(buffers, str(number)))
        assert len(ended.holders) > 30_000

    with_buffers(LONG_SECONDS, body)


def test_what_was_regained_or_closed_makes_room_again():
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
