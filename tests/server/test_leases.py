"""Workers that observe each other's leases in a real Redis."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from redis import Redis as Client

from signaling.workers.leases import Leases, revoke
from tests.servers.redis import Redis
from tests.waiting import until


class Worker:
    """The leases as one worker sees them, and what was reported to it."""

    def __init__(self, url: str, name: str) -> None:
        self.lapsed: list[str] = []
        self.expelled = 0
        self.leases = Leases(url, name, lapsed=self.lapsed.append, expelled=self._note_expelled)

    def _note_expelled(self) -> None:
        self.expelled += 1


@asynccontextmanager
async def workers(url: str, *names: str) -> AsyncIterator[list[Worker]]:
    async with AsyncExitStack() as stopping:
        running = [Worker(url, name) for name in names]
        for worker in running:
            await worker.leases.start()
            stopping.push_async_callback(worker.leases.stop)
        yield running


def play(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())


def counters(redis_server: Redis) -> set[str]:
    with Client.from_url(redis_server.url, decode_responses=True) as client:
        return set(client.hkeys("meet:leases"))  # type: ignore[arg-type]


def test_workers_see_each_other_until_one_stops(redis_server: Redis) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann") as (ann,):
            async with workers(redis_server.url, "bo") as (bo,):
                assert bo.leases.living() == {"ann"}
                assert bo.leases.is_renewed
                await until(lambda: ann.leases.living() == {"bo"})
            await until(lambda: ann.lapsed == ["bo"])
            assert ann.leases.is_lapsed("bo")
            assert ann.leases.living() == frozenset()
            assert counters(redis_server) == {"ann"}
        assert counters(redis_server) == set()

    play(story)


def test_a_worker_that_never_lived_lapses_and_one_that_hung_is_expelled(
    redis_server: Redis,
) -> None:
    async def story() -> None:
        with Client.from_url(redis_server.url) as client:
            client.hset("meet:leases", "bo", 7)
            async with workers(redis_server.url, "ann") as (ann,):
                assert ann.leases.living() == {"bo"}
                assert not ann.leases.is_lapsed("cy")
                await until(lambda: sorted(ann.lapsed) == ["bo", "cy"])
                await until(lambda: counters(redis_server) == {"ann"})
                async with workers(redis_server.url, "bo") as (bo,):
                    assert (bo.expelled, bo.leases.is_expelled) == (1, True)
                    assert not bo.leases.is_renewed
                    assert counters(redis_server) == {"ann"}

    play(story)


def test_a_revoked_worker_lapses_at_once_and_learns_it_itself(redis_server: Redis) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo") as (ann, bo):
            await asyncio.to_thread(revoke, redis_server.url, "bo")
            await until(lambda: ann.lapsed == ["bo"] and bo.leases.is_expelled)
            assert bo.expelled == 1
            assert bo.lapsed == []

    play(story)


def test_nobody_lapses_while_redis_is_away(
    redis_server: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo") as (ann, bo):
            await asyncio.to_thread(redis_server.stop, signal.SIGKILL)
            revoke(redis_server.url, "cy")
            await until(lambda: not ann.leases.is_renewed and not bo.leases.is_renewed)
            assert ann.leases.living() == frozenset()
            await asyncio.to_thread(redis_server.start)
            await until(lambda: ann.leases.is_renewed and bo.leases.is_renewed)
            await until(lambda: ann.leases.living() == {"bo"})
            assert ann.lapsed + bo.lapsed == []

    play(story)
    lines = [record.getMessage() for record in caplog.records]
    assert len([line for line in lines if "is not revoked: " in line]) == 1
    assert len([line for line in lines if "is not renewed: " in line]) == 2
    assert len([line for line in lines if "is renewed again" in line]) == 2


def test_a_redis_that_hangs_blocks_nobody(redis_server: Redis) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann") as (ann,):
            redis_server.send(signal.SIGSTOP)
            await until(lambda: not ann.leases.is_renewed)
            redis_server.send(signal.SIGCONT)
            await until(lambda: ann.leases.is_renewed)
            redis_server.send(signal.SIGSTOP)
            async with asyncio.timeout(5):
                await ann.leases.stop()

    play(story)


def test_leases_are_renewed_at_the_primary_when_their_redis_becomes_a_replica(
    redis_server: Redis,
) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo") as (ann, bo):
            await asyncio.to_thread(redis_server.fail_over)
            await until(lambda: counters(redis_server) == {"ann", "bo"})
            assert ann.lapsed == bo.lapsed == []

    play(story)
