"""Run queries from the event loop, on a bounded pool of threads with a connection each.

A slow query delays only its own caller. Pages use another pool (`meet.django_handler`) and
therefore never take a thread or a connection from this one. A connection that is broken or too old
is replaced before each call, as `channels.db.database_sync_to_async` does, whose adaptation of the
call to other frameworks costs more than a query of SQLite.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from contextvars import copy_context
from functools import partial
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import close_old_connections

from signaling.asgi.threads import Threads
from signaling.metrics import DATABASE_SECONDS

P = ParamSpec("P")
R = TypeVar("R")

pool = Threads(settings.DATABASE_THREADS, "database")

Around = Callable[[], AbstractContextManager[None]]
_around: list[Around] = []


def surround_calls(around: Around | None) -> None:
    """Make every later call of this process inside this context manager; None ends that."""
    _around[:] = [] if around is None else [around]


async def in_database(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call a function that uses the database on a thread of the pool, and return its result.

    If the caller is cancelled, a call that has begun continues, and its result is dropped.
    """
    call = partial(copy_context().run, _surrounded, partial(function, *args, **kwargs))
    with DATABASE_SECONDS.time():
        return await asyncio.get_running_loop().run_in_executor(pool, _on_connection, call)


def _on_connection(call: Callable[[], R]) -> R:
    close_old_connections()
    try:
        return call()
    finally:
        close_old_connections()


def _surrounded(call: Callable[[], R]) -> R:
    """Enter the context manager inside the context of the call, which sees its variables."""
    with _around[0]() if _around else nullcontext():
        return call()
