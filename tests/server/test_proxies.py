"""The headers of trusted proxies give address and scheme; those of other clients do not."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.hostile.bare import Address, Bare
from tests.server.running import served
from tests.waiting import eventually

# The mark creates the test database, which the server process uses.
pytestmark = pytest.mark.django_db(transaction=True)

PROXY = "127.0.0.2"
LIMIT = 3
FIRST_FEW = [True] * LIMIT + [False] * 2
CHANGED = {
    "TRUSTED_PROXIES": PROXY,
    "SOCKETS_PER_ADDRESS": str(LIMIT),
    "HSTS_SECONDS": "60",
}


@pytest.fixture(scope="module")
def address(database_url: str, logs: Path) -> Iterator[Address]:
    with served(database_url, logs / "proxied.log", changed=CHANGED) as (process, port):
        yield "127.0.0.1", port
        assert "Traceback" not in process.log_since(0)


def accepted(address: Address, clients: list[str], through: str) -> list[bool]:
    """Open one socket for each client address, all at once; tell which were accepted."""
    with ExitStack() as leaving:
        statuses = []
        for client in clients:
            bare = leaving.enter_context(Bare(address, from_host=through))
            statuses.append(bare.upgrade(headers={"X-Forwarded-For": client}))
    assert set(statuses) <= {101, 403}
    return [status == 101 for status in statuses]


def test_an_address_has_so_many_sockets_and_gets_them_back(address: Address):
    for _ in range(3):
        eventually(lambda: accepted(address, [""] * (LIMIT + 1), "127.0.0.1") == FIRST_FEW[:-1])


def test_a_stranger_can_not_be_many(address: Address):
    clients = [f"203.0.113.{number}" for number in range(LIMIT + 2)]
    eventually(lambda: accepted(address, clients, "127.0.0.1") == FIRST_FEW)


def test_behind_a_proxy_everybody_counts_alone(address: Address):
    clients = [f"203.0.113.{number}" for number in range(LIMIT + 2)]
    assert accepted(address, clients, PROXY) == [True] * (LIMIT + 2)


def test_a_client_of_a_proxy_can_not_be_many_either(address: Address):
    clients = [f"198.51.100.{number}, 203.0.113.99" for number in range(LIMIT + 2)]
    assert accepted(address, clients, PROXY) == FIRST_FEW


@pytest.mark.parametrize(("through", "is_believed"), [(PROXY, True), ("127.0.0.1", False)])
def test_the_scheme_is_believed_from_the_proxy_alone(
    address: Address, through: str, is_believed: bool
):
    with Bare(address, from_host=through) as bare:
        bare.request("GET", "/nowhere", {"X-Forwarded-Proto": "https"})
        headers = bare.response()[1]
    assert ("strict-transport-security" in headers) is is_believed
