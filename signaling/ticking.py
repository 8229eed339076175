"""What is done again and again by a task of its own, whatever goes wrong once."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

logger = logging.getLogger(__name__)

_RETRY_SECONDS = 5


async def tick_for_ever(
    tick: Callable[[], Coroutine[Any, Any, None]], *, every_seconds: float
) -> None:
    """Call `tick` after each pause, until cancelled; one that fails is logged, and 5 s pass.

    One that has begun ends before: what it has stored it must be able to note as stored. For
    keepers: without one, ghosts would sit in their rooms, and people wait, for ever.
    """
    while True:
        await asyncio.sleep(every_seconds)
        try:
            await _to_its_end(tick())
        except Exception:
            logger.exception("A tick of the keeper failed")
            await asyncio.sleep(_RETRY_SECONDS)


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.create_task(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
