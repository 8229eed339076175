"""Messages between workers over a Redis that stops, dies, forgets and hangs."""

import asyncio
import logging
import signal

import pytest
from redis import Redis as Client

from signaling.workers.bus.outbox import KEPT_BYTES
from tests.server.bus_workers import Worker, play, said, until_away, workers
from tests.servers.redis import Redis
from tests.waiting import until


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL], ids=["stopped", "killed"])
def test_messages_from_before_and_during_an_outage_arrive_after_it(
    redis_server: Redis, by: signal.Signals, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo") as (ann, bo):
            ann.send(bo, *range(100))
            await asyncio.to_thread(redis_server.stop, by)
            await until_away(ann, bo)
            for number in range(100, 200):
                ann.send(bo, number)
                await asyncio.sleep(0)
            await asyncio.to_thread(redis_server.start)
            began = asyncio.get_running_loop().time()
            await until(lambda: ann.bus.is_connected and bo.bus.is_connected)
            assert asyncio.get_running_loop().time() - began < 2
            ann.send(bo, 200)
            await until(lambda: len(bo.got) > 200)
            assert bo.got == said(ann, range(201))
            assert bo.lost == []

    with caplog.at_level(logging.INFO, logger="signaling"):
        play(story)
    lines = [record.getMessage() for record in caplog.records]
    assert len([line for line in lines if line.startswith("Redis is away: ")]) == 2
    assert lines.count("Redis is back") == 2
    assert len(lines) == 4


def test_messages_follow_the_primary_when_their_redis_becomes_a_replica(
    redis_server: Redis,
) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo") as (ann, bo):
            ann.send(bo, 1)
            await asyncio.to_thread(redis_server.fail_over)
            ann.send(bo, 2)
            await until_away(ann, bo)
            ann.send(bo, 3)
            with Client.from_url(redis_server.url) as primary:
                await until(lambda: len(primary.pubsub_channels("meet:bus:*")) == 4)
            await until(lambda: len(bo.got) >= 3)
            assert bo.got == said(ann, [1, 2, 3])
            assert bo.lost == []

    play(story)


def test_a_replica_is_not_connected_to(redis_server: Redis) -> None:
    async def story() -> None:
        with Client.from_url(redis_server.url) as client:
            client.replicaof("127.0.0.1", 1)
            async with workers(redis_server.url, "ann") as (ann,):
                assert not ann.bus.is_connected
                client.replicaof("NO", "ONE")
                await until(lambda: ann.bus.is_connected)

    play(story)


def test_a_redis_that_hangs_delays_messages_and_blocks_nobody(redis_server: Redis) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo") as (ann, bo):
            redis_server.send(signal.SIGSTOP)
            ann.send(bo, 1)
            await until_away(ann, bo)
            ann.send(bo, 2)
            redis_server.send(signal.SIGCONT)
            await until(lambda: len(bo.got) >= 2)
            ann.send(bo, 3)
            await until(lambda: len(bo.got) >= 3)
            assert bo.got == said(ann, [1, 2, 3])
            assert bo.lost == []

    play(story)


def test_a_bus_stops_although_redis_hangs(redis_server: Redis) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo") as (ann, bo):
            redis_server.send(signal.SIGSTOP)
            ann.send(bo, 1)
            async with asyncio.timeout(5):
                await ann.bus.stop()

    play(story)


def test_a_flushed_redis_changes_nothing(redis_server: Redis) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo") as (ann, bo):
            for number in range(100):
                ann.send(bo, number)
                await asyncio.sleep(0)
                if number == 50:
                    with Client.from_url(redis_server.url) as client:
                        client.flushall()
            await until(lambda: len(bo.got) >= 100)
            assert bo.got == said(ann, range(100))

    play(story)


def kill_connection(redis_server: Redis, worker: Worker) -> None:
    with Client.from_url(redis_server.url) as client:
        (number,) = [
            found["id"]
            for found in client.client_list()
            if found["name"] == f"meet:bus:{worker.name}"
        ]
        client.client_kill_filter(_id=number)


def test_a_receiver_that_was_away_gets_what_it_missed(redis_server: Redis) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo") as (ann, bo):
            ann.send(bo, 0)
            await until(lambda: len(bo.got) == 1)
            kill_connection(redis_server, bo)
            for number in range(1, 100):
                ann.send(bo, number)
                await asyncio.sleep(0)
            await until(lambda: len(bo.got) >= 100)
            assert bo.got == said(ann, range(100))
            assert bo.lost == []
            assert ann.bus.is_connected

    play(story)


def test_a_sender_whose_connection_is_killed_sends_again_what_redis_may_not_have(
    redis_server: Redis,
) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo") as (ann, bo):
            for number in range(100):
                if number == 50:
                    kill_connection(redis_server, ann)
                ann.send(bo, number)
                await asyncio.sleep(0)
            await until(lambda: len(bo.got) >= 100)
            assert bo.got == said(ann, range(100))

    play(story)


def test_messages_beyond_the_bounds_are_reported_as_lost_once(redis_server: Redis) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo") as (ann, bo):
            ann.send(bo, 0)
            await until(lambda: len(bo.got) == 1)
            await asyncio.to_thread(redis_server.stop, signal.SIGKILL)
            await until_away(ann, bo)
            sizes = "x" * (KEPT_BYTES // 8)
            for number in range(1, 20):
                ann.send(bo, f"{number} {sizes}")
                await asyncio.sleep(0)
            await asyncio.to_thread(redis_server.start)
            ann.send(bo, "last")
            await until(lambda: bo.got[-1] == "ann: last")
            numbers = [line.split()[1] for line in bo.got]
            assert numbers == ["0", *map(str, range(13, 20)), "last"]
            assert bo.lost == ["ann"]

    play(story)


def test_a_bus_that_starts_without_redis_connects_later(redis_server: Redis) -> None:
    async def story() -> None:
        redis_server.stop()
        async with workers(redis_server.url, "ann", "bo") as (ann, bo):
            assert not ann.bus.is_connected
            ann.send(bo, 1)
            await asyncio.to_thread(redis_server.start)
            await until(lambda: len(bo.got) >= 1)
            assert ann.bus.is_connected

    play(story)


def test_a_wrong_password_is_logged_without_the_password(
    redis_server: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    with Client.from_url(redis_server.url) as client:
        client.config_set("requirepass", "open sesame")

    async def story() -> None:
        for password in ("wrong%20sesame", ""):
            url = redis_server.url.replace("unix://", f"unix://:{password}@")
            async with workers(url, "ann") as (ann,):
                assert not ann.bus.is_connected
        url = redis_server.url.replace("unix://", "unix://:open%20sesame@")
        async with workers(url, "ann", "bo") as (ann, bo):
            ann.send(bo, 1)
            await until(lambda: bo.got == said(ann, "1"))

    play(story)
    lines = [record.getMessage() for record in caplog.records]
    assert ["WRONGPASS" in lines[0], "NOAUTH" in lines[1]] == [True, True]
    assert not [line for line in lines if "sesame" in line]
