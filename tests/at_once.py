"""Calls that are made at the same time, each on a thread with its own database connection."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

T = TypeVar("T")
R = TypeVar("R")


def at_once(call: Callable[[T], R], arguments: Iterable[T], *, threads: int) -> list[R]:
    """Call a function with each argument, close every connection, and return the results in order.

    A connection that stays open ends with its thread, which is an error in the next test.
    """

    def call_and_close(argument: T) -> R:
        try:
            return call(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(call_and_close, arguments))
