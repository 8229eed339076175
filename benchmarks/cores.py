"""The server has one core to itself and the load another, so that neither is in the other's way."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


def claim() -> None:
    """Put this process on the load's core; raise RuntimeError where there is only one core."""
    if len(_CORES) < 2:  # noqa: PLR2004
        raise RuntimeError("A benchmark needs two cores: one for the server, one for the load")
    os.sched_setaffinity(0, {_CORES[1]})


@contextmanager
def of_the_server() -> Iterator[None]:
    """Let what is started meanwhile, with all threads it will ever have, run on the server's."""
    os.sched_setaffinity(0, {_CORES[0]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, {_CORES[1]})


_CORES = sorted(os.sched_getaffinity(0))
