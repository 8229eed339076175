"""Wait for a condition that no event reports."""

import time
from collections.abc import Callable

_DEADLINE_SECONDS = 10
_PAUSE_SECONDS = 0.02


def eventually(is_so: Callable[[], bool]) -> None:
    """Return when the condition is true; fail after the deadline."""
    deadline = time.monotonic() + _DEADLINE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it never became so"
        time.sleep(_PAUSE_SECONDS)
