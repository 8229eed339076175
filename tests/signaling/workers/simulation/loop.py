"""An event loop in virtual time, on which simulated processes can freeze.

If nothing is ready, the time of the loop jumps to the next timer. Therefore minutes pass in
milliseconds, and nothing depends on the speed of the machine.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from contextvars import Context, ContextVar, copy_context
from typing import Any, NamedTuple

_PATIENCE_SECONDS = 10

_current: ContextVar["Process | None"] = ContextVar("process", default=None)


class _Held(NamedTuple):
    handle: asyncio.Handle
    callback: Callable[..., object]
    args: tuple[Any, ...]
    context: Context


class Process:
    """All callbacks and tasks that begin in its context belong to it.

    While it is frozen, none of them runs. They run in their order after that.
    """

    def __init__(self, loop: "VirtualLoop") -> None:
        self._loop = loop
        self.is_frozen = False
        self._held: list[_Held] = []
        self._context = copy_context()
        self._context.run(_current.set, self)

    def soon(self, callback: Callable[..., object], *args: Any) -> None:
        self._loop.call_soon(callback, *args, context=self._context.copy())

    def start(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        return self._context.copy().run(self._loop.create_task, coroutine)

    def create(self, create: Callable[[], Any]) -> Any:
        return self._context.copy().run(create)

    def hold(self, held: _Held) -> None:
        self._held.append(held)

    def freeze(self) -> None:
        self.is_frozen = True

    def thaw(self) -> None:
        self.is_frozen = False
        held, self._held = self._held, []
        for handle, callback, args, context in held:
            self._loop.call_soon(_unless_cancelled, handle, callback, args, context=context)


def current_process() -> Process | None:
    return _current.get()


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._now = 1000.0
        self.is_waiting_for: Callable[[], bool] = bool
        """Whether another thread works for this loop; the time stands still meanwhile."""
        super().__init__(_JumpingSelector(self))

    def time(self) -> float:
        return self._now

    def call_soon(  # type: ignore[override]
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        context = _or_current(context)
        process = context.get(_current)
        if process is None or not process.is_frozen:
            return super().call_soon(callback, *args, context=context)
        handle = asyncio.Handle(callback, args, self, context)
        process.hold(_Held(handle, callback, args, context))
        return handle

    def call_at(  # type: ignore[override]
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        context = _or_current(context)
        timers: list[asyncio.TimerHandle] = []

        def due() -> None:
            process = _current.get()
            if process is None or not process.is_frozen:
                callback(*args)
            else:
                process.hold(_Held(timers[0], callback, args, context))

        timers.append(super().call_at(when, due, context=context))
        return timers[0]

    def jump(self, seconds: float | None) -> None:
        if seconds is None:
            raise AssertionError("nothing will ever happen")
        self._now += seconds


class _JumpingSelector(selectors.DefaultSelector):
    """Waits for other threads, but not for time: it lets the time of the loop jump."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        if timeout != 0 and self._loop.is_waiting_for():
            return super().select(_PATIENCE_SECONDS)
        if timeout != 0:
            self._loop.jump(timeout)
        return []


def _or_current(context: Context | None) -> Context:
    # An empty context is false, and belongs to no process.
    return copy_context() if context is None else context


def _unless_cancelled(
    handle: asyncio.Handle, callback: Callable[..., object], args: tuple[Any, ...]
) -> None:
    if not handle.cancelled():
        callback(*args)
