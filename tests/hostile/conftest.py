"""The attacked servers: Meet with short timeouts, and the naive server."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.hostile.promises import Place
from tests.servers.meet import MeetServer, serve
from tests.servers.process import Process

# Lost connections are announced as leaves at once, so that tests see when they are noticed.
IMPATIENT = {
    "CONNECT_SECONDS": "1",
    "KNOCKERS_PER_ADDRESS": "5",
    "WRONG_PASSWORDS_PER_MINUTE": "10",
    "DEPARTED_SECONDS": "0",
    "MESSAGES_BURST": "200",
    "REQUEST_SECONDS": "1",
    "RESPONSE_SECONDS": "1",
}


@pytest.fixture(scope="session")
def impatient_server(database_url: str, logs: Path) -> Iterator[MeetServer]:
    """Run Meet with its own limits and short timeouts."""
    with serve(database_url, logs / "impatient-server.log", **IMPATIENT) as running:
        yield running


@pytest.fixture(scope="session")
def naive_place(logs: Path) -> Iterator[Place]:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        command = [sys.executable, "-m", "daphne", "--fd", str(listening.fileno())]
        process = Process(
            [*command, "tests.hostile.naive:application"],
            log=logs / "naive.log",
            environment={"PYTHONPATH": os.fspath(settings.BASE_DIR)},
            pass_fds=[listening.fileno()],
        )
        yield Place(listening.getsockname(), "NAIVE1", process)
        # It may work on the flood for a long time.
        process.stop(signal.SIGKILL)


@pytest.fixture
def room(transactional_db: None) -> Room:
    ann = User.objects.create_user("ann@example.org", display_name="Ann")
    return create_room(ann, "Planning", max_participants=100)


@pytest.fixture
def place(server: MeetServer, room: Room) -> Place:
    return Place(server.address, room.code, server.process)
