"""Work that a task of its own repeats, whatever fails once."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

_RETRY_SECONDS = 5

Result = TypeVar("Result")


async def tick_for_ever(
    tick: Callable[[], Coroutine[Any, Any, None]], *, every_seconds: float
) -> None:
    """Call `tick` after each pause, until cancelled; one that fails is logged, and 5 s pass.

    A tick that has begun is finished before that: what it has stored it must be able to note as
    stored. Without a keeper, ghosts would sit in their rooms, and people wait, for ever.
    """
    while True:
        await asyncio.sleep(every_seconds)
        try:
            await to_its_end(tick())
        except Exception:
            logger.exception("A tick of the keeper failed")
            await asyncio.sleep(_RETRY_SECONDS)


async def to_its_end(work: Coroutine[Any, Any, Result]) -> Result:
    """Await work that is finished before a cancellation takes effect."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
