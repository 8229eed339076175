"""Servers, rooms and clients for tests of the protocols; each test creates its own rooms."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.clients.raw import RawClient
from tests.protocol.calling import Call
from tests.protocol.joining import Enter, NewAccount, access_token, connect_as, join
from tests.servers.meet import MeetServer, serve, serve_with_daphne

HASTY = {
    "RELOAD_HOLD_SECONDS": "0.2",
    "HOLD_SECONDS": "0.8",
    "HOST_HOLD_SECONDS": "1.6",
    "TOKEN_GRACE_SECONDS": "0.5",
    "KNOCK_ANSWER_SECONDS": "0.5",
}


@pytest.fixture(scope="session")
def hasty_server(database_url: str, logs: Path) -> Iterator[MeetServer]:
    """Run Meet with short times for held seats, unanswered knocks and expired tokens."""
    with serve(database_url, logs / "hasty-server.log", **HASTY) as running:
        yield running


@pytest.fixture(scope="session")
def guarded_server(database_url: str, logs: Path) -> Iterator[MeetServer]:
    """Run Meet with a limit of three unknown codes."""
    with serve(database_url, logs / "guarded-server.log", UNKNOWN_CODES="3") as running:
        yield running


@pytest.fixture(scope="session")
def daphne_server(database_url: str, logs: Path) -> Iterator[MeetServer]:
    """Run the application under stock daphne."""
    with serve_with_daphne(database_url, logs / "daphne.log") as running:
        yield running


@pytest.fixture
def new_account(transactional_db: None) -> NewAccount:
    def new_account(name: str) -> User:
        # The tests with several workers share a database that is not emptied.
        return User.objects.create_user(f"{uuid.uuid4()}@example.org", display_name=name)

    return new_account


@pytest.fixture
def ann(new_account: NewAccount) -> User:
    """Give the host of `room`."""
    return new_account("Ann")


@pytest.fixture
def room(ann: User) -> Room:
    return create_room(ann, "Planning")


@pytest.fixture
def connect_raw(server: MeetServer) -> Iterator[Callable[[], RawClient]]:
    """Give a function that opens a bare connection, which the end of the test closes."""
    with ExitStack() as closing:

        def connect_raw() -> RawClient:
            client = RawClient(server.url)
            closing.callback(client.close)
            return client

        yield connect_raw


@pytest.fixture
def enter(connect: Connecting, room: Room) -> Enter:
    """Give a function that connects an account or a guest and joins; see `Client.joined`."""

    def enter(who: str | User, *, into: Room = room, **connection: Any) -> Client:
        client = connect_as(connect, who, **connection)
        client.joined = join(client, into)
        return client

    return enter


@pytest.fixture
def call(server: MeetServer, room: Room) -> Call:
    """Give a function that makes REST calls about the room, as an account or as a guest."""

    def call(who: User | str, more: str, body: Any = None, method: str = "POST") -> Any:
        key = {"X-Participant-Token": who}
        if isinstance(who, User):
            key = {"Authorization": f"Bearer {access_token(who)}"}
        url = f"{server.url}/api/rooms/{room.pk}/{more}"
        return requests.request(method, url, json=body, headers=key, timeout=20)

    return call
