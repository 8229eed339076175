"""Simultaneous first requests for pages and documents that are built on first use."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.server.running import served

# The mark creates the test database, which the server process uses.
pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 30
FIRST_ASKED = [
    "/api/schema",
    "/api/docs/events/",
    "/api/docs/",
    "/",
    "/accounts/login/",
    "/admin/login/",
]


@pytest.fixture
def url(database_url: str, logs: Path) -> Iterator[str]:
    """Run a server that has had no request yet."""
    with served(database_url, logs / "cold.log") as (process, port):
        yield f"http://127.0.0.1:{port}"
        assert "Traceback" not in process.log_since(0)


def test_the_first_readers_of_everything_are_all_answered(url: str):
    with ThreadPoolExecutor(AT_ONCE) as readers:
        for path in FIRST_ASKED:
            answers = readers.map(lambda _: requests.get(url + path, timeout=60), range(AT_ONCE))  # noqa: B023
            assert [answer.status_code for answer in answers] == [200] * AT_ONCE, path
