"""Coroutines that are run at once, as far as they get without waiting."""

import asyncio
import contextvars
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from signaling.engineio.running import run_now


class Steps(list[str]):
    """What has happened so far."""

    async def without_waiting(self) -> None:
        self.append("done")

    async def waiting_for(self, future: asyncio.Future[str]) -> None:
        self.append("begun")
        try:
            self.append(await future)
        except asyncio.CancelledError:
            self.append("cancelled")
            raise
        except ValueError as error:
            self.append(f"caught {error}")
        finally:
            self.append("over")

    async def failing_after(self, future: asyncio.Future[str]) -> None:
        await future
        raise KeyError("after")

    async def failing(self) -> None:
        raise KeyError("before")


@pytest.fixture
def steps() -> Steps:
    return Steps()


def test_what_never_waits_is_over_at_once(steps: Steps):
    async def run() -> None:
        assert run_now(steps.without_waiting()) is None
        assert steps == ["done"]

    asyncio.run(run())


def test_what_waits_goes_on_as_a_task(steps: Steps):
    async def run() -> None:
        future: asyncio.Future[str] = asyncio.Future()
        task = run_now(steps.waiting_for(future))
        assert steps == ["begun"]
        future.set_result("heard")
        assert task is not None
        await task
        assert steps == ["begun", "heard", "over"]

    asyncio.run(run())


def test_what_was_ready_meanwhile_is_not_missed(steps: Steps):
    async def run() -> None:
        future: asyncio.Future[str] = asyncio.Future()
        task = run_now(steps.waiting_for(future))
        future.set_result("early")
        await asyncio.wait_for(task, 1)
        assert "early" in steps

    asyncio.run(run())


def test_what_is_raised_before_waiting_is_raised_here(steps: Steps):
    async def run() -> None:
        with pytest.raises(KeyError, match="before"):
            run_now(steps.failing())

    asyncio.run(run())


def test_what_is_raised_after_waiting_is_the_tasks(steps: Steps):
    async def run() -> None:
        future: asyncio.Future[str] = asyncio.Future()
        task = run_now(steps.failing_after(future))
        future.set_result("now")
        with pytest.raises(KeyError, match="after"):
            await task

    asyncio.run(run())


def test_an_exception_of_what_is_awaited_reaches_the_coroutine(steps: Steps):
    async def run() -> None:
        future: asyncio.Future[str] = asyncio.Future()
        task = run_now(steps.waiting_for(future))
        future.set_exception(ValueError("bad"))
        await task
        assert steps == ["begun", "caught bad", "over"]

    asyncio.run(run())


@pytest.mark.parametrize("turns_before", [0, 1, 3])
def test_cancellation_reaches_the_coroutine(steps: Steps, turns_before: int):
    async def run() -> None:
        future: asyncio.Future[str] = asyncio.Future()
        task = run_now(steps.waiting_for(future))
        for _ in range(turns_before):
            await asyncio.sleep(0)
        assert task is not None
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert steps == ["begun", "cancelled", "over"]

    asyncio.run(run())


def test_a_coroutine_may_wait_many_times_and_in_every_way():
    seen = []

    @asynccontextmanager
    async def held() -> AsyncIterator[str]:
        await asyncio.sleep(0)
        yield "held"
        await asyncio.sleep(0.001)

    async def long() -> None:
        await asyncio.sleep(0)
        async with asyncio.timeout(1), held() as what:
            seen.append(what)
        seen.extend(await asyncio.gather(*(asyncio.sleep(0, number) for number in range(3))))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 0.001)
        seen.append(await asyncio.to_thread(lambda: "thread"))

    async def run() -> None:
        task = run_now(long())
        assert task is not None
        await asyncio.wait_for(task, 5)

    asyncio.run(run())
    assert seen == ["held", 0, 1, 2, "thread"]


def test_what_runs_on_keeps_its_own_context():
    variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable")
    seen = []

    async def remembering() -> None:
        await asyncio.sleep(0)
        seen.append(variable.get())

    async def run() -> None:
        variable.set("mine")
        task = run_now(remembering())
        variable.set("somebody else's")
        assert task is not None
        await task

    asyncio.run(run())
    assert seen == ["mine"]


def test_its_own_task_is_the_one_that_was_returned():
    tasks = []

    async def introspective() -> None:
        await asyncio.sleep(0)
        tasks.append(asyncio.current_task())

    async def run() -> None:
        task = run_now(introspective())
        assert task is not None
        await task
        assert tasks == [task]

    asyncio.run(run())
