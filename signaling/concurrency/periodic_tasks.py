"""Repeat work in a background task, even after errors."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

_RETRY_SECONDS = 5

Result = TypeVar("Result")


Work = Callable[[], Coroutine[Any, Any, None] | None]
"""Does something; returns a coroutine for the rest of the work if that has to wait."""


async def run_periodically(work: Work, *, every_seconds: float) -> None:
    """Do the work after each pause until cancelled; log an error, and wait 5 s more.

    Work that never waits needs no task, so that an idle process does little in each period. Started
    work is finished before the cancellation, so that it can note what it has stored. The
    loop continues after errors: without it, seats of lost peers would stay for ever, and people
    would wait for ever.
    """
    while True:
        await asyncio.sleep(every_seconds)
        try:
            if (rest := work()) is not None:
                await run_to_completion(rest)
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
