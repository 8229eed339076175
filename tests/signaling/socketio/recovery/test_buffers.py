"""Sessions stand for as long as they may, and take no more room than they may."""

import asyncio
from collections.abc import Callable

from signaling.socketio.recovery.buffer import MOST_PACKETS, Session
from signaling.socketio.recovery.buffers import MOST_LOST_BYTES, Sessions
from tests.signaling.socketio.recovery.packets import an_event

SOON_SECONDS = 0.05
LONG_SECONDS = 3600
DEADLINE_SECONDS = 10


class Ended:
    """Whose session has ended, in order."""

    def __init__(self) -> None:
        self.holders: list[str] = []
        self._news: asyncio.Queue[str] = asyncio.Queue()

    def __call__(self, holder: str) -> None:
        self.holders.append(holder)
        self._news.put_nowait(holder)

    async def next(self) -> str:
        return await asyncio.wait_for(self._news.get(), DEADLINE_SECONDS)


def with_sessions(seconds: float, body: Callable[[Sessions[str], Ended], object]) -> None:
    """Run the body, which may be a coroutine, in an event loop."""

    async def run() -> None:
        ended = Ended()
        running = body(Sessions[str](seconds, ended), ended)
        if asyncio.iscoroutine(running):
            await running

    asyncio.run(run())


def opened(sessions: Sessions[str], holder: str) -> Session:
    session = sessions.open(holder)
    assert session is not None
    return session


def test_a_holder_is_found_by_its_pid_alone():
    def body(sessions: Sessions[str], _ended: Ended) -> None:
        ann, bo = opened(sessions, "ann"), opened(sessions, "bo")
        assert (sessions.find(ann.pid), sessions.find(bo.pid)) == ("ann", "bo")
        assert sessions.find("") is None
        assert sessions.find(ann.pid[:-1]) is None

    with_sessions(LONG_SECONDS, body)


def test_without_time_there_are_no_sessions():
    def body(sessions: Sessions[str], _ended: Ended) -> None:
        assert sessions.open("ann") is None

    with_sessions(0, body)


def test_a_session_that_is_lost_ends_in_time():
    async def body(sessions: Sessions[str], ended: Ended) -> None:
        ann, bo = opened(sessions, "ann"), opened(sessions, "bo")
        sessions.lose(ann)
        assert await ended.next() == "ann"
        assert sessions.find(ann.pid) is None
        assert sessions.find(bo.pid) == "bo"

    with_sessions(SOON_SECONDS, body)


def test_those_who_were_lost_first_end_first():
    async def body(sessions: Sessions[str], ended: Ended) -> None:
        for name in ("ann", "bo", "cy"):
            sessions.lose(opened(sessions, name))
        assert [await ended.next() for _ in range(3)] == ["ann", "bo", "cy"]

    with_sessions(SOON_SECONDS, body)


def test_a_session_that_is_regained_stands():
    async def body(sessions: Sessions[str], ended: Ended) -> None:
        ann, bo = opened(sessions, "ann"), opened(sessions, "bo")
        sessions.lose(ann)
        sessions.regain(ann)
        sessions.lose(bo)
        assert await ended.next() == "bo"
        assert sessions.find(ann.pid) == "ann"

    with_sessions(SOON_SECONDS, body)


def test_a_session_that_was_closed_ends_without_a_word():
    async def body(sessions: Sessions[str], ended: Ended) -> None:
        ann, bo = opened(sessions, "ann"), opened(sessions, "bo")
        sessions.lose(ann)
        sessions.close(ann)
        sessions.close(ann)
        sessions.lose(bo)
        assert await ended.next() == "bo"
        assert sessions.find(ann.pid) is None

    with_sessions(SOON_SECONDS, body)


def test_what_is_sent_meanwhile_is_kept():
    def body(sessions: Sessions[str], ended: Ended) -> None:
        ann = opened(sessions, "ann")
        packets = [an_event() for _ in range(4)]
        ann.keep(packets[0])
        sessions.keep(ann, packets[1])
        sessions.lose(ann)
        sessions.keep(ann, packets[2])
        sessions.regain(ann)
        sessions.keep(ann, packets[3])
        assert ann.missed(None) == packets
        assert ended.holders == []

    with_sessions(LONG_SECONDS, body)


def test_who_misses_too_much_is_waited_for_no_more():
    def body(sessions: Sessions[str], ended: Ended) -> None:
        ann = opened(sessions, "ann")
        sessions.lose(ann)
        for _ in range(MOST_PACKETS):
            sessions.keep(ann, an_event())
        assert ended.holders == []
        sessions.keep(ann, an_event())
        assert ended.holders == ["ann"]
        sessions.keep(ann, an_event())
        assert ended.holders == ["ann"]

    with_sessions(LONG_SECONDS, body)


def test_all_together_are_bounded_and_the_oldest_go_first():
    def body(sessions: Sessions[str], ended: Ended) -> None:
        per_session = 200_000
        most = MOST_LOST_BYTES // per_session
        for number in range(2 * most):
            session = opened(sessions, str(number))
            sessions.lose(session)
            sessions.keep(session, an_event(per_session // 2))
            sessions.keep(session, an_event(per_session // 2))
        assert most <= len(ended.holders) <= most + 10
        assert ended.holders == [str(number) for number in range(len(ended.holders))]

    with_sessions(LONG_SECONDS, body)


def test_who_misses_little_stays_beside_many_who_miss_much():
    def body(sessions: Sessions[str], ended: Ended) -> None:
        little = opened(sessions, "little")
        sessions.lose(little)
        sessions.keep(little, an_event(1_000))
        for number in range(200):
            much = opened(sessions, str(number))
            sessions.lose(much)
            sessions.keep(much, an_event(200_000))
        assert "little" not in ended.holders
        assert ended.holders[:3] == ["0", "1", "2"]

    with_sessions(LONG_SECONDS, body)


def test_sessions_without_packets_are_bounded_too():
    def body(sessions: Sessions[str], ended: Ended) -> None:
        for number in range(100_000):
            sessions.lose(opened(sessions, str(number)))
        assert len(ended.holders) > 30_000

    with_sessions(LONG_SECONDS, body)


def test_what_was_regained_or_closed_makes_room_again():
    def body(sessions: Sessions[str], ended: Ended) -> None:
        for number in range(100_000):
            session = opened(sessions, str(number))
            sessions.lose(session)
            sessions.keep(session, an_event())
            if number % 2:
                sessions.regain(session)
            sessions.close(session)
        assert ended.holders == []

    with_sessions(LONG_SECONDS, body)
