"""Messages between workers over a real Redis."""

import asyncio

from redis.asyncio import Redis as AsyncClient

from signaling.workers.bus.entries import Messages, decode
from tests.server.bus_workers import PATIENCE_SECONDS, play, said, workers
from tests.servers.redis import Redis
from tests.waiting import until


def test_all_messages_arrive_once_and_in_the_order_of_their_sender(redis_server: Redis) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo", "cy") as (ann, bo, cy):
            for number in range(1000):
                ann.send(bo, number)
                cy.send(bo, number)
                bo.send(ann, number)
                if number % 7 == 0:
                    await asyncio.sleep(0)
            await until(lambda: len(bo.got) + len(ann.got) >= 3000)
            assert [line for line in bo.got if line.startswith("ann")] == said(ann, range(1000))
            assert [line for line in bo.got if line.startswith("cy")] == said(cy, range(1000))
            assert ann.got == said(bo, range(1000))
            assert 0 <= ann.bus.lag_seconds < 1

    play(story)


def test_the_messages_of_one_turn_to_one_worker_are_one_entry(redis_server: Redis) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo") as (ann, bo):
            client = AsyncClient.from_url(redis_server.url)
            async with client, client.pubsub(ignore_subscribe_messages=True) as listener:
                await listener.subscribe("meet:bus:bo")
                await listener.get_message(timeout=PATIENCE_SECONDS)
                ann.send(bo, 1, 2, 3)
                entry = await listener.get_message(timeout=PATIENCE_SECONDS)
                assert entry is not None
                decoded = decode(entry["data"])
                assert isinstance(decoded, Messages)
                assert decoded.messages == [b"1", b"2", b"3"]

    play(story)


def test_what_was_sent_before_the_receiver_started_arrives(redis_server: Redis) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann") as (ann,):
            ann.bus.send("bo", b"1")
            async with workers(redis_server.url, "bo") as (bo,):
                await until(lambda: len(bo.got) >= 1)
                assert bo.got == ["ann: 1"]

    play(story)


def test_a_bus_that_stops_sends_what_is_due(redis_server: Redis) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "bo") as (bo,):
            async with workers(redis_server.url, "ann") as (ann,):
                ann.send(bo, 1, 2)
            await until(lambda: len(bo.got) >= 2)
            assert bo.got == said(ann, [1, 2])

    play(story)


def test_a_forgotten_worker_is_neither_heard_nor_answered(redis_server: Redis) -> None:
    async def story() -> None:
        async with workers(redis_server.url, "ann", "bo", "cy") as (ann, bo, cy):
            bo.bus.forget("ann")
            bo.send(ann, "x")
            ann.send(bo, "y")
            cy.send(bo, "z")
            await until(lambda: bo.got == said(cy, "z"))
            assert ann.got == said(bo, "x")

    play(story)
