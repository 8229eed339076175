"""The cache in Redis: shared, atomic, and replaced by memory while Redis is away."""

from typing import Any

import pytest
import redis as redis_library

from meet.shared_cache import SharedCache
from tests.servers.redis import Redis
from tests.waiting import eventually

pytestmark = pytest.mark.served


def cache_of(redis_server: Redis) -> SharedCache:
    params: dict[str, Any] = {"KEY_PREFIX": "limits"}
    return SharedCache([redis_server.url], params)


def test_workers_count_together(redis_server: Redis) -> None:
    one, other = cache_of(redis_server), cache_of(redis_server)
    assert one.add("attempts", 0, 60)
    assert not other.add("attempts", 0, 60)
    assert (one.incr("attempts"), other.incr("attempts"), one.decr("attempts")) == (1, 2, 1)
    assert other.get_many(["attempts", "none"]) == {"attempts": 1}


def test_a_counter_that_has_expired_is_not_counted_on(redis_server: Redis) -> None:
    cache = cache_of(redis_server)
    with pytest.raises(ValueError, match="not found"):
        cache.incr("attempts")
    assert cache.get("attempts") is None


def test_clearing_the_cache_leaves_other_keys(redis_server: Redis, settings: Any) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": "limits"}}
    cache = cache_of(redis_server)
    cache.set("attempts", 1)
    with redis_library.Redis.from_url(redis_server.url) as client:
        client.set("lease", 1)
        cache.clear()
        assert cache.get("attempts") is None
        assert client.get("lease") == b"1"


def test_counting_goes_on_in_memory_while_redis_is_away(redis_server: Redis) -> None:
    cache = cache_of(redis_server)
    cache.set("attempts", 5, 60)
    redis_server.stop()
    assert cache.add("attempts", 0, 60)
    assert cache.incr("attempts") == 1
    assert cache.get("attempts") == 1


def test_redis_is_used_again_once_it_is_back(redis_server: Redis) -> None:
    cache = cache_of(redis_server)
    redis_server.stop()
    cache.set("attempts", 1, 60)
    redis_server.start()
    with redis_library.Redis.from_url(redis_server.url) as client:

        def is_stored() -> bool:
            cache.set("attempts", 2, 60)
            return client.keys() == [b"limits:1:attempts"]

        eventually(is_stored)


def test_counting_follows_the_primary_when_its_redis_becomes_a_replica(redis_server: Redis) -> None:
    cache = cache_of(redis_server)
    cache.set("attempts", 5, 60)
    redis_server.fail_over()
    with redis_library.Redis.from_url(redis_server.url) as primary:

        def is_counted_there() -> bool:
            cache.set("attempts", 5, 60)
            return primary.keys() != []

        eventually(is_counted_there)
