"""MeetMates on real servers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.models import User
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.protocol.joining import access_token
from tests.protocol.meetmates.visitors import NAMESPACE, Visit
from tests.servers.meet import MeetServer, serve


@pytest.fixture(scope="session")
def pairing_server(database_url: str, logs: Path) -> Iterator[MeetServer]:
    """Run Meet that queues a visitor without partner again after half a second."""
    with serve(database_url, logs / "pairing.log", PAIRING_ALONE_SECONDS="0.5") as running:
        yield running


@pytest.fixture(scope="session")
def members_server(database_url: str, logs: Path) -> Iterator[MeetServer]:
    """Run Meet that pairs only accounts of one e-mail domain."""
    with serve(database_url, logs / "members.log", PAIRING_EMAIL_DOMAINS="example.org") as running:
        yield running


@pytest.fixture
def visit(connect: Connecting) -> Visit:
    """Give a function that connects an account, or a guest, to the namespace."""

    def visit(user: User | None = None, namespace: str = NAMESPACE) -> Client:
        auth = {"token": access_token(user)} if user else None
        return connect(auth, namespace=namespace)

    return visit
