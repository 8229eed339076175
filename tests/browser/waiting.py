"""Waiting for what a locator can't show, such as a number that has to grow."""

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
    """Return the first value that is so; fail with the last one where none ever is.

    The page's events are handled meanwhile, which they would not be in a plain sleep.
    """
    deadline = time.monotonic() + _SECONDS
    while not is_so(value := read()):
        assert time.monotonic() < deadline, f"still {value!r} after {_SECONDS} s"
        page.wait_for_timeout(_LOOK_AGAIN_MS)
    return value
