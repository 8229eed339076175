"""The lock of a database: one server without Redis alone, or any number of workers with Redis.

A server without Redis doesn't know the rooms of other servers. It holds the lock exclusively.
Workers know each other through Redis, and hold the lock in shared mode. The lock is released when
the process ends, however it ends. On SQLite it is a file beside the database, locked by the kernel.
On PostgreSQL it is an advisory lock of a connection that is used for nothing else. If that
connection is lost, the lock is taken again as soon as possible.
"""

import fcntl
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)

# Any number that no other program uses. PostgreSQL keeps such locks for each database apart.
_ADVISORY_KEY = 0x4D656574
# How long to try: a server that was just stopped may still be running.
_ACQUIRE_SECONDS = 2.0
_PAUSE_SECONDS = 0.1
# The interval of queries that test the connection and keep it open.
_WATCH_SECONDS = 2.0
# PostgreSQL notices within 30 s that the machine of the lock's holder is gone.
_KEEPALIVE = "SET tcp_keepalives_idle=10; SET tcp_keepalives_interval=5; SET tcp_keepalives_count=4"


_ALONE = "Another server uses this database, and a server without REDIS_URL must be the only one."
_SHARED = "A server without REDIS_URL uses this database, and it would not know the workers' rooms."


class DatabaseTaken(Exception):  # noqa: N818 it says what happened
    """Another server uses this database; the text is the reason why both can't."""

    def __init__(self) -> None:
        super().__init__(_SHARED if settings.REDIS_URL else _ALONE)


@contextmanager
def locked_database() -> Iterator[None]:
    """Hold the lock unless SEVERAL_SERVERS is set; raise DatabaseTaken or a database error.

    The lock is shared if REDIS_URL is set, otherwise exclusive.
    """
    if settings.SEVERAL_SERVERS:
        yield
    elif connection.vendor == "postgresql":
        with _advisory_lock():
            yield
    else:
        with _file_lock():
            yield


@contextmanager
def _file_lock() -> Iterator[None]:
    # Resolve links, so that each database has exactly one lock file.
    path = Path(f"{os.path.realpath(settings.DATABASES['default']['NAME'])}.lock")
    with path.open("a") as file:
        _acquire(lambda: _try_file_lock(file))
        yield


def _try_file_lock(file: Any) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _advisory_lock() -> Iterator[None]:
    lock_connection = connection.copy()
    lock_connection.inc_thread_sharing()
    try:
        _acquire(lambda: _try_advisory_lock(lock_connection))
        is_over = threading.Event()
        watching = threading.Thread(target=_watch, args=(lock_connection, is_over), daemon=True)
        watching.start()
        yield
        is_over.set()
        watching.join()
    finally:
        with suppress(DatabaseError):
            lock_connection.close()


def _try_advisory_lock(lock_connection: BaseDatabaseWrapper) -> bool:
    mode = "_shared" if settings.REDIS_URL else ""
    with lock_connection.cursor() as cursor:
        cursor.execute(_KEEPALIVE)
        cursor.execute(f"SELECT pg_try_advisory_lock{mode}(%s)", [_ADVISORY_KEY])
        (is_taken,) = cursor.fetchone()
    return bool(is_taken)


def _acquire(try_lock: Callable[[], bool]) -> None:
    """Try to get the lock until the deadline; raise DatabaseTaken."""
    deadline = time.monotonic() + _ACQUIRE_SECONDS
    while not try_lock():
        if time.monotonic() > deadline:
            raise DatabaseTaken
        time.sleep(_PAUSE_SECONDS)


def _watch(lock_connection: BaseDatabaseWrapper, is_over: threading.Event) -> None:
    """Take the lock again whenever its connection is lost, until the server ends.

    If another server took the lock first, this server stops in order. Without Redis, the other
    server has already taken over this server's meetings.
    """
    is_held = True
    while not is_over.wait(_WATCH_SECONDS):
        try:
            if is_held:
                with lock_connection.cursor() as cursor:
                    cursor.execute("SELECT 1")
            else:
                _acquire(lambda: _try_advisory_lock(lock_connection))
                is_held = True
                logger.warning("The lock of the database is held again")
        except DatabaseError:
            if is_held:
                logger.warning("The lock of the database is lost with its connection")
            is_held = False
            with suppress(DatabaseError):
                lock_connection.close()
        except DatabaseTaken:
            logger.error("Another server has taken the database meanwhile: this one ends")  # noqa: TRY400
            os.kill(os.getpid(), signal.SIGTERM)
            return
