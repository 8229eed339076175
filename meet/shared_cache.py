"""Django's cache in Redis, which goes on in this process's memory while Redis is away.

The cache holds only counters of limits. While Redis is away, each worker therefore counts by
itself from zero, and a limit may be exceeded by a factor of the number of workers. Pages and joins
never fail because of the cache, and wait for Redis at most once in `_PAUSE_SECONDS`.
"""

import functools
import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ReadOnlyError, RedisError

logger = logging.getLogger(__name__)

# How long one operation may wait for Redis, and how long Redis is left alone after a failure.
_TIMEOUT_SECONDS = 1.0
_PAUSE_SECONDS = 2.0
# The number of entries in memory before old ones are dropped.
_MOST_ENTRIES = 100_000
# Redis counts a missing key from zero, without an end. The key must therefore exist in the same
# step. Django asks for it in a step before.
_INCREMENT = """
if redis.call('EXISTS', KEYS[1]) == 1 then return redis.call('INCRBY', KEYS[1], ARGV[1]) end
"""


class Client(RedisCacheClient):
    """Django's client with time limits, and with an increment that is atomic."""

    def __init__(self, servers: list[str]) -> None:
        super().__init__(
            servers, socket_timeout=_TIMEOUT_SECONDS, socket_connect_timeout=_TIMEOUT_SECONDS
        )
        self._asked_again_at = 0.0

    @property
    def is_away(self) -> bool:
        return time.monotonic() < self._asked_again_at

    def failed(self, error: RedisError) -> None:
        """Leave Redis alone for a moment; then connect to the present primary, not to a replica."""
        if isinstance(error, ReadOnlyError):
            self.get_client(write=True).connection_pool.disconnect()
        self._asked_again_at = time.monotonic() + _PAUSE_SECONDS
        logger.warning("Limits are counted by each worker alone: Redis failed: %s", error)

    def incr(self, key: Any, delta: int) -> int:
        number = self.get_client(key, write=True).eval(_INCREMENT, 1, key, delta)
        if number is None:
            raise ValueError(f"Key '{key}' not found.")
        return int(number)

    def clear(self) -> bool:
        """Delete the keys of the cache. Django would delete everything in Redis, also the bus."""
        redis = self.get_client(write=True)
        for key in redis.scan_iter(f"{settings.CACHES['default']['KEY_PREFIX']}:*"):
            redis.delete(key)
        return True


# Django creates a cache for each thread. All of them share connections and the state of Redis.
_client = functools.cache(lambda *servers: Client(list(servers)))


def _in_redis_or_memory(name: str) -> Callable[..., Any]:
    in_redis, in_memory = getattr(RedisCache, name), getattr(LocMemCache, name)

    @functools.wraps(in_redis)
    def run(cache: "SharedCache", *args: Any, **options: Any) -> Any:
        if not cache.client.is_away:
            try:
                return in_redis(cache, *args, **options)
            except RedisError as error:
                cache.client.failed(error)
        return in_memory(cache.memory, *args, **options)

    return run


class SharedCache(RedisCache):
    """The cache of all workers; its operations are those of Django's caches."""

    def __init__(self, servers: list[str], params: dict[str, Any]) -> None:
        super().__init__(servers, params)
        limits = {"OPTIONS": {"MAX_ENTRIES": _MOST_ENTRIES}}
        self.memory = LocMemCache(f"instead of {servers}", {**params, **limits})
        self._cache = self.client = _client(*servers)

    add = _in_redis_or_memory("add")
    get = _in_redis_or_memory("get")
    set = _in_redis_or_memory("set")
    touch = _in_redis_or_memory("touch")
    delete = _in_redis_or_memory("delete")
    has_key = _in_redis_or_memory("has_key")
    incr = _in_redis_or_memory("incr")
    get_many = _in_redis_or_memory("get_many")
    set_many = _in_redis_or_memory("set_many")
    delete_many = _in_redis_or_memory("delete_many")
    clear = _in_redis_or_memory("clear")
