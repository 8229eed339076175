"""Run queries of Django's ORM from the event loop.

By default `database_sync_to_async` uses one thread for all calls, and one slow query delays every
caller. With a bounded pool of threads, each with its own connection, it delays only its own caller.
Pages use another pool (`meet.django_handler`) and therefore never take a thread or a connection
from this one.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from channels.db import database_sync_to_async
from django.conf import settings

from signaling.asgi.threads import Threads
from signaling.metrics import DATABASE_SECONDS

P = ParamSpec("P")
R = TypeVar("R")

pool = Threads(settings.DATABASE_THREADS, "database")


async def in_database(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call a function that uses the database on a thread of the pool, and return its result."""
    call = database_sync_to_async(function, thread_sensitive=False, executor=pool)
    with DATABASE_SECONDS.time():
        result: R = await call(*args, **kwargs)
    return result
