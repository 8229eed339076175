"""Waiting for what no event tells."""

import time
from collections.abc import Callable

_DEADLINE_SECONDS = 10
_PAUSE_SECONDS = 0.02


def eventually(is_so: Callable[[], bool]) -> None:
    """Return as soon as it is so; fail if it isn't by the deadline."""
    deadline = time.monotonic() + _DEADLINE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it never became so"
        time.sleep(_PAUSE_SECONDS)
