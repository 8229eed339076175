"""Wait for values that a locator can't read, such as a number that must grow."""

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page

_SECONDS = 20
_LOOK_AGAIN_MS = 100

Value = TypeVar("Value")


def eventually(
    page: Page, read: Callable[[], Value], is_so: Callable[[Value], bool] = bool
) -> Value:
    """Return the first value that meets the condition; after 20 s, fail with the last value.

    The page's events are handled in the meantime, unlike in a plain sleep.
    """
    deadline = time.monotonic() + _SECONDS
    while not is_so(value := read()):
        assert time.monotonic() < deadline, f"still {value!r} after {_SECONDS} s"
        page.wait_for_timeout(_LOOK_AGAIN_MS)
    return value
