"""An event loop in virtual time, on which simulated processes can freeze.

If nothing is ready, the time of the loop jumps to the next timer. Therefore minutes pass in
milliseconds, and nothing depends on the speed of the machine.
"""

import asyncio
import heapq
import itertools
from collections.abc import Callable, Coroutine, Iterable
from contextvars import Context, ContextVar, copy_context
from typing import Any

_current: ContextVar["Process | None"] = ContextVar("process", default=None)


class Process:
    """All callbacks and tasks that begin in its context belong to it.

    While it is frozen, none of them runs. They run in their order after that.
    """

    def __init__(self, loop: "VirtualLoop") -> None:
        self._loop = loop
        self.is_frozen = False
        self._held: list[asyncio.Handle] = []
        self._context = copy_context()
        self._context.run(_current.set, self)

    def soon(self, callback: Callable[..., object], *args: Any) -> None:
        self._loop.call_soon(callback, *args, context=self._context.copy())

    def start(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        return self._context.copy().run(self._loop.create_task, coroutine)

    def create(self, create: Callable[[], Any]) -> Any:
        return self._context.copy().run(create)

    def hold(self, handle: asyncio.Handle) -> None:
        self._held.append(handle)

    def freeze(self) -> None:
        self.is_frozen = True

    def thaw(self) -> None:
        self.is_frozen = False
        held, self._held = self._held, []
        self._loop.run_soon(held)


def current_process() -> Process | None:
    return _current.get()


class VirtualLoop(asyncio.SelectorEventLoop):
    """Does the turns of asyncio's loop with less work for each callback.

    Most of a simulation's time is spent here: workers do periodic work for minutes.
    """

    def __init__(self) -> None:
        self._now = 1000.0
        self._timers: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._numbers = itertools.count()
        self.is_waiting_for: Callable[[], bool] = bool
        """Whether another thread works for this loop; the time stands still meanwhile."""
        super().__init__()

    def time(self) -> float:
        return self._now

    def call_soon(  # type: ignore[override]
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self._add(handle)
        return handle

    def run_soon(self, handles: Iterable[asyncio.Handle]) -> None:
        self._ready.extend(handles)

    def call_at(  # type: ignore[override]
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._timers, (when, next(self._numbers), handle))
        return handle

    def call_later(  # type: ignore[override]
        self,
        delay: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        return self.call_at(self._now + delay, callback, *args, context=context)

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Leave a cancelled timer where it is, until its time has come."""

    def _run_once(self) -> None:
        """Run all callbacks that are ready, after the time has jumped if there are none."""
        ready = self._ready
        if not ready and not self._stopping:
            self._wait()
        while self._timers and self._timers[0][0] <= self._now:
            self._take_timer()
        for _ in range(len(ready)):
            handle = ready.popleft()
            if not handle.cancelled():
                handle._run()  # noqa: SLF001 as in asyncio

    def _wait(self) -> None:
        """Wait for another thread, or else let the time jump to the next timer."""
        while self.is_waiting_for() and not self._ready:
            self._process_events(self._selector.select())
        while not self._ready:
            assert self._timers, "nothing will ever happen"
            self._take_timer()

    def _take_timer(self) -> None:
        when, _, handle = heapq.heappop(self._timers)
        if not handle.cancelled():
            self._now = max(self._now, when)
            self._add(handle)

    def _add(self, handle: asyncio.Handle) -> None:
        process = handle._context.get(_current)  # noqa: SLF001 asyncio has no other way to it
        if process is None or not process.is_frozen:
            self._ready.append(handle)
        else:
            process.hold(handle)
