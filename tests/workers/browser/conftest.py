"""People with browsers, each at one of two workers, without a proxy."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from tests.browser.chromium import Devices
from tests.browser.conftest import SETTINGS, browsers, room
from tests.browser.people import at_browsers
from tests.browser.person import NewPerson
from tests.servers.two_workers import TwoWorkers
from tests.workers.shared import shared_workers

__all__ = ["browsers", "room"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def meet(database_url: str, django_db_blocker: DjangoDbBlocker, logs: Path) -> Iterator[TwoWorkers]:
    log = logs / "for-browsers.log"
    with shared_workers(database_url, django_db_blocker, log, changed=SETTINGS) as running:
        yield running


@pytest.fixture
def transactional_db(meet: TwoWorkers) -> Iterator[None]:
    """Let a test use the database, which is not emptied after it: the workers go on.

    Django has other connections while Playwright runs its event loop in this thread.
    """
    yield
    connections.close_all()


@pytest.fixture
def account(transactional_db: None) -> User:
    """Give the account of Ann, who is the host of `room`."""
    return User.objects.create_user(f"{uuid.uuid4()}@example.org", display_name="Ann Lee")


@pytest.fixture
def new_person(browsers: dict[Devices, Browser], meet: TwoWorkers) -> Iterator[NewPerson]:
    with at_browsers(browsers, meet.url(1)) as new_person:
        yield new_person
