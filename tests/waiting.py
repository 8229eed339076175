"""Wait for a condition that no event reports."""

import asyncio
import time
from collections.abc import Callable

_DEADLINE_SECONDS = 10
_PAUSE_SECONDS = 0.02


def eventually(is_so: Callable[[], bool], seconds: float = _DEADLINE_SECONDS) -> None:
    """Return when the condition is true; fail after the deadline."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it never became so"
        time.sleep(_PAUSE_SECONDS)


async def until(is_so: Callable[[], bool]) -> None:
    """Return when the condition is true, and let the event loop run meanwhile; fail after 20 s."""
    async with asyncio.timeout(2 * _DEADLINE_SECONDS):
        while not is_so():  # noqa: ASYNC110 - no event reports it
            await asyncio.sleep(_PAUSE_SECONDS)
