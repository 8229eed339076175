"""A periodic task finishes its work before it ends."""

import asyncio
from contextlib import suppress

from signaling.concurrency.periodic_tasks import run_periodically


def test_started_work_is_finished_before_the_task_is_cancelled() -> None:
    async def body() -> None:
        begun, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

        async def work() -> None:
            begun.set()
            await may_end.wait()
            ended.set()

        task = asyncio.create_task(run_periodically(work, every_seconds=0))
        await begun.wait()
        task.cancel()
        asyncio.get_running_loop().call_soon(may_end.set)
        with suppress(asyncio.CancelledError):
            await task
        assert ended.is_set()
        assert task.cancelled()

    asyncio.run(body())


def test_work_that_never_waits_is_repeated_without_a_task_of_its_own() -> None:
    async def body() -> None:
        tasks: list[asyncio.Task[None] | None] = []
        is_enough = asyncio.Event()

        def work() -> None:
            tasks.append(asyncio.current_task())
            if len(tasks) > 1:
                is_enough.set()

        task = asyncio.create_task(run_periodically(work, every_seconds=0))
        await is_enough.wait()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        assert set(tasks) == {task}

    asyncio.run(body())
