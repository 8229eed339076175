"""The way from the event loop to Django's ORM.

The default of `database_sync_to_async` is one thread for all calls, where one slow query delays
every caller. A bounded pool of threads, each with its own connection, delays only that caller. The
pages have another pool (`meet.pages`), so they never take a thread or a connection from here.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from channels.db import database_sync_to_async
from django.conf import settings

from signaling.threads import Threads

P = ParamSpec("P")
R = TypeVar("R")

_threads = Threads(settings.DATABASE_THREADS, "database")


async def in_database(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call a function that queries, on a thread of the pool, and await what it returns."""
    call = database_sync_to_async(function, thread_sensitive=False, executor=_threads)
    result: R = await call(*args, **kwargs)
    return result
