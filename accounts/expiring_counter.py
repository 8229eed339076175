"""A counter in the cache that several processes share."""

import math
import time

from django.core.cache import cache


class ExpiringCounter:
    """A number in the cache that expires a fixed time after its first count."""

    def __init__(self, name: str, limit: int, seconds: int) -> None:
        self.limit = limit
        self._seconds = seconds
        self._key, self._end = f"sign-in:{name}", f"sign-in:end:{name}"

    def increment_within_limit(self) -> bool:
        """Count one more and return True; if that exceeds the limit, undo it and return False."""
        if self.increment() <= self.limit:
            return True
        self.decrement()
        return False

    def increment(self) -> int:
        """Count one more and return the number. Each step is atomic, so that no count is lost."""
        if cache.add(self._key, 0, self._seconds):
            cache.set(self._end, time.time() + self._seconds, self._seconds)
        try:
            return cache.incr(self._key)
        except ValueError:  # the counter expired just now
            return 1

    def value(self) -> int:
        return cache.get(self._key, 0)

    def decrement(self, times: int = 1) -> None:
        try:
            cache.decr(self._key, times)
        except ValueError:  # the counter expired meanwhile
            return

    def clear(self) -> None:
        cache.delete_many([self._key, self._end])

    def seconds_left(self) -> int:
        left = cache.get(self._end, time.time() + self._seconds) - time.time()
        return max(1, math.ceil(left))
