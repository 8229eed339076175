"""A pool has few threads, and none after a while without work."""

import threading
import uuid
from typing import Any

import pytest

from signaling.asgi.threads import Threads
from tests.waiting import eventually


@pytest.fixture
def threads() -> Threads:
    return Threads(2, f"pool {uuid.uuid4()}", idle_seconds=0.05)


def alive(pool: Threads) -> int:
    return sum(1 for one in threading.enumerate() if one.name == pool.name)


def test_what_is_returned_or_raised_comes_back(threads: Threads) -> None:
    assert threads.submit(divmod, 7, 2).result() == (3, 1)
    with pytest.raises(ZeroDivisionError):
        threads.submit(divmod, 7, 0).result()


def test_work_beyond_the_threads_waits_and_is_done_in_order(threads: Threads) -> None:
    done: list[int] = []
    gates, futures = held(threads, 2)
    later = [threads.submit(done.append, number) for number in range(10)]
    assert (alive(threads), done) == (2, [])

    gates[0].set()
    for one in later:
        one.result()
    assert done == list(range(10))

    gates[1].set()
    assert [one.result() for one in futures] == [True, True]


def test_what_is_cancelled_while_it_waits_is_not_done(threads: Threads) -> None:
    done: list[int] = []
    gates, _ = held(threads, 2)
    assert threads.submit(done.append, 1).cancel()
    last = threads.submit(done.append, 2)
    for gate in gates:
        gate.set()
    last.result()
    assert done == [2]


def test_idle_threads_end_and_work_begins_others(threads: Threads) -> None:
    for _ in range(3):
        assert threads.submit(int, "1").result() == 1
        eventually(lambda: alive(threads) == 0)


def test_the_thread_that_worked_last_works_next(threads: Threads) -> None:
    gates, futures = held(threads, 2)
    for gate, future in zip(gates, futures, strict=True):
        gate.set()
        future.result()
    idents = {threads.submit(threading.get_ident).result() for _ in range(5)}
    assert len(idents) == 1


def held(pool: Threads, count: int) -> tuple[list[threading.Event], list[Any]]:
    """Keep threads at work until their gates are opened."""
    gates = [threading.Event() for _ in range(count)]
    return gates, [pool.submit(gate.wait) for gate in gates]
