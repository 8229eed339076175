"""The real database behind a pool that delays calls, and one fence for each process.

A call is carried out at once as a whole, some time after it was made; its caller continues some
time after that. A process can be cut off from the database.
"""

import asyncio
import random
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import Context, copy_context
from functools import partial
from typing import Any, NamedTuple

from django.db import OperationalError, connection, connections

from signaling.concurrency.database import Around
from tests.signaling.workers.simulation.loop import Process, VirtualLoop, current_process

_DELAYS_SECONDS = (0.001, 0.001, 0.003, 0.02, 0.3)


@contextmanager
def one_connection() -> Iterator[Executor]:
    """Yield a thread with a connection that stays open.

    Tests open a connection for each call, which takes as long as the call itself.
    """
    with ThreadPoolExecutor(1, "simulation", initializer=_connect) as thread:
        try:
            yield thread
        finally:
            thread.submit(connections.close_all).result()


def _connect() -> None:
    connection.connect()
    connection.close_at = None
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # The data need not survive a crash of this machine.
            cursor.execute("PRAGMA synchronous = OFF")


class _Call(NamedTuple):
    work: Callable[[], Any]
    result: Future[Any]
    context: Context


class Database(Executor):
    def __init__(self, pool: Executor, loop: VirtualLoop, chance: random.Random) -> None:
        self._pool = pool
        self._loop = loop
        self._chance = chance
        self._fences: dict[Process | None, Around] = {}
        self._waiting: deque[_Call] = deque()
        self._is_idle = asyncio.Event()
        self._is_idle.set()
        self.cut: set[Process] = set()
        loop.is_waiting_for = lambda: not self._is_idle.is_set()

    def fence(self, process: Process, around: Around | None) -> None:
        """Surround the calls of a process: `Links.surround_calls`."""
        if around is None:
            self._fences.pop(process, None)
        else:
            self._fences[process] = around

    @contextmanager
    def surround(self) -> Iterator[None]:
        """Enter the fence of the process that makes the call, if it has one."""
        fence = self._fences.get(current_process())
        if fence is None:
            yield
        else:
            with fence():
                yield

    def now(self, call: Callable[..., Any], *args: Any) -> Any:
        """Make a call for a test, without a delay."""
        return self._pool.submit(call, *args).result()

    async def idle(self) -> None:
        """Wait until no call is being carried out."""
        await self._is_idle.wait()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        result: Future[Any] = Future()
        call = _Call(partial(fn, *args, **kwargs), result, copy_context())
        self._loop.call_later(self._delay_seconds(), self._begin, call)
        return result

    def _begin(self, call: _Call) -> None:
        if not call.result.set_running_or_notify_cancel():
            return
        if current_process() in self.cut:
            self._end(call, partial(call.result.set_exception, OperationalError("away")))
            return
        self._waiting.append(call)
        if self._is_idle.is_set():
            self._carry_out_next()

    def _carry_out_next(self) -> None:
        """Carry out one call on its thread, which may use the loop meanwhile."""
        call = self._waiting.popleft()
        self._is_idle.clear()

        def done(future: Future[Any]) -> None:
            self._loop.call_soon_threadsafe(self._carried_out, call, future, context=Context())

        self._pool.submit(call.work).add_done_callback(done)

    def _carried_out(self, call: _Call, future: Future[Any]) -> None:
        self._is_idle.set()
        error = future.exception()
        if error is None:
            self._end(call, partial(call.result.set_result, future.result()))
        else:
            self._end(call, partial(call.result.set_exception, error))
        if self._waiting:
            self._carry_out_next()

    def _end(self, call: _Call, conclude: Callable[[], None]) -> None:
        self._loop.call_later(self._delay_seconds(), conclude, context=call.context)

    def _delay_seconds(self) -> float:
        return self._chance.choice(_DELAYS_SECONDS)
