"""Keepers tick for ever, and are never stopped in the middle of it."""

import asyncio
from contextlib import suppress

from signaling.periodic_tasks import run_periodically


def test_a_tick_that_has_begun_ends_though_the_keeper_is_stopped() -> None:
    async def body() -> None:
        begun, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

        async def tick() -> None:
            begun.set()
            await may_end.wait()
            ended.set()

        ticking = asyncio.create_task(run_periodically(tick, every_seconds=0))
        await begun.wait()
        ticking.cancel()
        asyncio.get_running_loop().call_soon(may_end.set)
        with suppress(asyncio.CancelledError):
            await ticking
        assert ended.is_set()
        assert ticking.cancelled()

    asyncio.run(body())
