"""A pool of database threads; a test can run a step before or after the next call."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import Any

Step = Callable[[], Awaitable[object]]


class GatedPool(Executor):
    """Passes each call on to another pool, and runs a test's step before or after it."""

    def __init__(self, pool: Executor) -> None:
        self._pool = pool
        self._before_next: Step | None = None
        self._after_next: Step | None = None
        self._gated: set[asyncio.Task[None]] = set()

    def before_next(self, step: Step) -> None:
        """Run a step before the next call; the step's own calls are not delayed."""
        self._before_next = step

    def after_next(self, step: Step) -> None:
        """Run a step after the next call, before its caller gets the result."""
        self._after_next = step

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        call = partial(fn, *args, **kwargs)
        before, self._before_next = self._before_next, None
        after, self._after_next = self._after_next, None
        if before is None and after is None:
            return self._pool.submit(call)
        result: Future[Any] = Future()
        task = asyncio.ensure_future(
            self._call(call, result, before or _nothing, after or _nothing)
        )
        self._gated.add(task)
        task.add_done_callback(self._gated.discard)
        return result

    async def _call(
        self, call: Callable[[], Any], result: Future[Any], before: Step, after: Step
    ) -> None:
        try:
            await before()
            returned = await asyncio.wrap_future(self._pool.submit(call))
            await after()
        except BaseException as error:  # the caller raises the error
            result.set_exception(error)
        else:
            result.set_result(returned)


async def _nothing() -> None:
    pass
