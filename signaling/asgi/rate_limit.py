"""The rate limit of one connection: a sustained rate and a burst."""

import time
from collections.abc import Callable


class RateLimit:
    """A token bucket that starts full.

    `rate` is in messages per second, `burst` in messages. The clock is monotonic.
    """

    __slots__ = ("_burst", "_clock", "_left", "_rate", "_refilled_at")

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic):
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._left = float(burst)
        self._refilled_at = clock()

    def spend(self, tokens: float = 1) -> bool:
        """Take the tokens for a message; return False, and take none, if there are too few."""
        now = self._clock()
        left = self._left + (now - self._refilled_at) * self._rate
        if left > self._burst:  # noqa: PLR1730 not by `min`: every message passes here
            left = self._burst
        self._refilled_at = now
        has_left = left >= tokens
        self._left = left - tokens if has_left else left
        return has_left
