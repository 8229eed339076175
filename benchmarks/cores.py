"""Separate cores for the server and the load, so that they do not slow each other down."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


def claim() -> None:
    """Run this process on the load's core; raise RuntimeError if there is only one core."""
    if len(_CORES) < 2:  # noqa: PLR2004
        raise RuntimeError("A benchmark needs two cores: one for the server, one for the load")
    os.sched_setaffinity(0, {_CORES[1]})


@contextmanager
def of_the_server() -> Iterator[None]:
    """Run processes started in this context, with all their threads, on the server's core."""
    os.sched_setaffinity(0, {_CORES[0]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, {_CORES[1]})


_CORES = sorted(os.sched_getaffinity(0))
