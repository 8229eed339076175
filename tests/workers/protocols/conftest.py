"""Two workers for the tests of each protocol: clients connect to one and the other in turn.

The tests of this package share the workers, as in `tests.workers.shared`.
"""

import itertools
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.clients.flavours import Flavour
from tests.protocol.conftest import ann, new_account, room
from tests.servers.two_workers import SLOTS, TwoWorkers
from tests.workers.shared import shared_workers

__all__ = ["ann", "new_account", "room"]


class ConnectingInTurn:
    """Connects each client to another worker than the one before."""

    def __init__(self, at_each: Iterable[Connecting]) -> None:
        self._in_turn = itertools.cycle(at_each)

    def __call__(self, *args: Any, **options: Any) -> Client:
        return next(self._in_turn)(*args, **options)


@pytest.fixture(scope="package")
def meet(database_url: str, django_db_blocker: DjangoDbBlocker, logs: Path) -> Iterator[TwoWorkers]:
    with shared_workers(database_url, django_db_blocker, logs / "protocols.log") as running:
        yield running


@pytest.fixture
def transactional_db(meet: TwoWorkers) -> None:
    """Let a test use the database, which is not emptied after it: the workers go on."""


@pytest.fixture
def connect(
    request: pytest.FixtureRequest, transactional_db: None, meet: TwoWorkers, flavour: Flavour
) -> Iterator[ConnectingInTurn]:
    node = partial(request.getfixturevalue, "node")
    with ExitStack() as leaving:
        yield ConnectingInTurn(Connecting(meet.url(slot), flavour, node, leaving) for slot in SLOTS)
