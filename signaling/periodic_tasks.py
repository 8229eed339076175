"""Repeat work in a background task, even after errors."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

_RETRY_SECONDS = 5

Result = TypeVar("Result")


async def run_periodically(
    tick: Callable[[], Coroutine[Any, Any, None]], *, every_seconds: float
) -> None:
    """Call `tick` after each pause until cancelled; log an error, and wait 5 s more.

    A started tick is finished before the cancellation, because it must be able to note what it has
    stored. The loop must survive errors: without it, seats of lost peers would stay for ever, and
    people would wait for ever.
    """
    while True:
        await asyncio.sleep(every_seconds)
        try:
            await run_to_completion(tick())
        except Exception:
            logger.exception("A tick of the keeper failed")
            await asyncio.sleep(_RETRY_SECONDS)


async def run_to_completion(work: Coroutine[Any, Any, Result]) -> Result:
    """Await the work; a cancellation takes effect only after the work is finished."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
