"""Random pairs when their home, which is one of two workers, dies or stops."""

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from rooms.actions.claims import PAIRS
from rooms.models import RoomSnapshot
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.clients.flavours import PLAIN
from tests.protocol.meetmates.visitors import NAMESPACE, pair, wait_for_count
from tests.servers.two_workers import TwoWorkers
from tests.waiting import eventually
from tests.workers.shared import shared_workers

Visit = Callable[[int], Client]


@pytest.fixture(scope="module")
def meet(database_url: str, django_db_blocker: DjangoDbBlocker, logs: Path) -> Iterator[TwoWorkers]:
    with shared_workers(database_url, django_db_blocker, logs / "pairs.log") as running:
        yield running


@pytest.fixture
def transactional_db(meet: TwoWorkers) -> None:
    """Wait until the pairs have no home, as at the start; the database is not emptied."""
    eventually(lambda: not RoomSnapshot.objects.filter(pk=PAIRS).exists())


@pytest.fixture
def visit(transactional_db: None, meet: TwoWorkers) -> Iterator[Visit]:
    """Give a function that connects a visitor to the worker in a slot."""
    with ExitStack() as leaving:
        yield lambda slot: Connecting(meet.url(slot), PLAIN, _no_node, leaving)(namespace=NAMESPACE)


def _no_node() -> Any:
    raise AssertionError("these clients are written in Python")


def home_of_pairs() -> str:
    return RoomSnapshot.objects.get(pk=PAIRS).worker


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
def test_visitors_find_partners_again_after_the_end_of_their_home(
    meet: TwoWorkers, visit: Visit, by: signal.Signals
) -> None:
    ann, ben = visit(1), visit(2)
    pair(ann, ben)
    assert home_of_pairs() == meet.worker(1)[0]

    meet.end(1, by)

    for client in (ann, ben):
        client.wait_closed()
    ben, cid = visit(2), visit(2)
    pair(ben, cid)
    assert home_of_pairs() == meet.worker(2)[0]
    dee = visit(1)
    for client in (ben, cid, dee):
        wait_for_count(client, 3)


def test_pairs_of_the_home_go_on_after_the_end_of_another_worker(
    meet: TwoWorkers, visit: Visit
) -> None:
    ann, ben, cid = visit(1), visit(1), visit(2)
    pair(ann, ben)
    for client in (ann, ben, cid):
        wait_for_count(client, 3)
    meet.end(2, signal.SIGKILL)
    for client in (ann, ben):
        wait_for_count(client, 2)
    ann.call("sendMessage", "Hello")
    assert ben.expect("message")["text"] == "Hello"


def test_a_visitor_whose_partners_worker_was_killed_is_told(meet: TwoWorkers, visit: Visit) -> None:
    ann, ben = visit(1), visit(2)
    pair(ann, ben)
    meet.end(2, signal.SIGKILL)
    assert ann.expect("partnerLeft") == {"partnerId": ben.peer_id}
    assert home_of_pairs() == meet.worker(1)[0]
