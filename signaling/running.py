"""Run a coroutine at once, as far as it gets without waiting.

Most events touch only memory: they are over before any task could have been made for them. What
does wait goes on as a task from the point where it began to.
"""

import asyncio
import types
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
    return asyncio.create_task(_rest(coroutine, awaited))


async def _rest(coroutine: Coroutine[Any, Any, None], awaited: Any) -> None:
    await _carry_on(coroutine, awaited)


@types.coroutine
def _carry_on(coroutine: Coroutine[Any, Any, None], awaited: Any) -> Generator[Any, Any, None]:
    """Await for the coroutine what it awaits, until it returns."""
    while True:
        try:
            try:
                sent = yield awaited
            except BaseException as error:  # cancellation too is the coroutine's
                awaited = coroutine.throw(error)
            else:
                awaited = coroutine.send(sent)
        except StopIteration:
            return
