"""What is done again and again by a task of its own, whatever goes wrong once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

_RETRY_SECONDS = 5


async def tick_for_ever(tick: Callable[[], Awaitable[None]], *, every_seconds: float) -> None:
    """Call `tick` after each pause, until cancelled; one that fails is logged, and 5 s pass.

    For keepers: without one, ghosts would sit in their rooms, and people wait, for ever.
    """
    while True:
        await asyncio.sleep(every_seconds)
        try:
            await tick()
        except Exception:
            logger.exception("A tick of the keeper failed")
            await asyncio.sleep(_RETRY_SECONDS)
