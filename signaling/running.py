"""Run a coroutine at once, as far as it gets without waiting.

Most events touch only memory: they are over before any task could have been made for them. What
does wait goes on as a task from the point where it began to.
"""

import asyncio
from collections.abc import Coroutine, Generator
from typing import Any


def run_now(coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None] | None:
    """Return None if the coroutine is over, or else the task of its rest.

    What it raises before it waits is raised here.
    """
    try:
        awaited = coroutine.send(None)
    except StopIteration:
        return None
    return asyncio.create_task(_Rest(coroutine, awaited))


class _Rest(Coroutine[Any, Any, None]):
    """A coroutine that has begun to wait, as a task wants it: about to.

    A coroutine around the other one would not do: cancelled before its first step, it would end
    without a word to the one inside.
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
