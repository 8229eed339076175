"""Run a coroutine at once, up to the point where it has to wait.

Most events use only memory, and are finished without the cost of a task. A coroutine that has to
wait continues as a task from that point.
"""

import asyncio
from collections.abc import Coroutine, Generator
from typing import Any


def run_now(coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None] | None:
    """Start the coroutine; return None if it has finished, or else a task for the rest of it.

    An error that the coroutine raises before it waits is raised here.
    """
    try:
        awaited = coroutine.send(None)
    except StopIteration:
        return None
    return asyncio.create_task(_Rest(coroutine, awaited))


class _Rest(Coroutine[Any, Any, None]):
    """A started coroutine, wrapped as one that a task can start.

    The first `send` returns the future that the coroutine already waits for. An ordinary coroutine
    that awaits the inner one would not work: a task that is cancelled before its first step would
    end without cancelling the inner coroutine.
    """

    def __init__(self, coroutine: Coroutine[Any, Any, None], awaited: Any) -> None:
        self._coroutine = coroutine
        self._awaited = awaited
        self._is_first = True

    def send(self, value: Any) -> Any:
        if self._is_first:
            self._is_first = False
            return self._awaited
        return self._coroutine.send(value)

    def throw(self, *error: Any) -> Any:
        self._is_first = False
        return self._coroutine.throw(*error)

    def close(self) -> None:
        self._coroutine.close()

    def __await__(self) -> Generator[Any, Any, None]:
        raise NotImplementedError("only a task goes on with it")
