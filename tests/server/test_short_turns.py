"""The process that serves has the limits that keep the turns of the event loop short.

docs/decisions/0019-fair-turns.md has the measurements of each limit.
"""

import json
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.bare import Bare
from tests.server.running import served

# The mark creates the test database, which the server process uses.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def bounds(database_url: str, logs: Path) -> Iterator[dict[str, Any]]:
    """Give the limits that a server reports while it has one client."""
    command = ("-m", "tests.server.bounded")
    log = logs / "bounded.log"
    with (
        served(database_url, log, command=command) as (process, port),
        Bare(("127.0.0.1", port)) as bare,
    ):
        assert bare.upgrade() == 101
        process.send(signal.SIGUSR1)
        yield json.loads(process.wait_for_line(r"^bounds (.*)$")[1])


def test_the_system_holds_no_more_than_128_kib_of_what_nobody_has_read(bounds: dict[str, Any]):
    assert bounds["received_bytes"] == [as_the_system_counts(128 * 1024, socket.SO_RCVBUF)]


def test_the_system_holds_no_more_than_128_kib_that_a_client_has_not_taken(bounds: dict[str, Any]):
    assert bounds["sent_bytes"] == [as_the_system_counts(128 * 1024, socket.SO_SNDBUF)]


def test_the_collector_looks_at_no_more_than_2000_new_objects_at_a_time(bounds: dict[str, Any]):
    assert bounds["collected_at"] == [2_000, 5, 20]


def test_the_collector_never_looks_at_what_was_there_at_the_start(bounds: dict[str, Any]):
    assert bounds["frozen_objects"] > 100_000


def test_a_thread_gives_the_interpreter_back_after_half_a_millisecond(bounds: dict[str, Any]):
    assert bounds["switch_seconds"] == 0.0005


def as_the_system_counts(size_bytes: int, kind: int) -> int:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, kind, size_bytes)
        return one.getsockopt(socket.SOL_SOCKET, kind)
