"""Repeat work in a background task, even after errors."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

_RETRY_SECONDS = 5

Result = TypeVar("Result")


async def run_periodically(
    work: Callable[[], Coroutine[Any, Any, None]], *, every_seconds: float
) -> None:
    """Do the work after each pause until cancelled; log an error, and wait 5 s more.

    Started work is finished before the cancellation, so that it can note what it has stored. The
    loop continues after errors: without it, seats of lost peers would stay for ever, and people
    would wait for ever.
    """
    while True:
        await asyncio.sleep(every_seconds)
        try:
            await run_to_completion(work())
        except Exception:
            logger.exception("A periodic task failed")
            await asyncio.sleep(_RETRY_SECONDS)


async def run_to_completion(work: Coroutine[Any, Any, Result]) -> Result:
    """Await the work; a cancellation takes effect only after the work is finished."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
