"""People with browsers and a running server. A test fails if a page causes unexpected errors."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Membership, Room
from tests.browser.chromium import Devices, launch
from tests.browser.people import at_browsers
from tests.browser.person import PATIENCE_MS, NewPerson, Person
from tests.browser.screenshots import LOOKS
from tests.browser.translations import HOST, ROOM
from tests.servers.meet import MeetServer, serve

# Two pages on one machine connect without STUN. Typing and the wait after a partner left are long
# enough to be seen. A denied person may ask again while the test still runs.
SETTINGS = {
    "ICE_URLS": "",
    "TURN_URLS": "",
    "TURN_SECRET": "",
    "TYPING_SECONDS": "3",
    "PAIRING_ALONE_SECONDS": "5",
    "KNOCK_AGAIN_SECONDS": "3",
    "PSEUDO_LOCALE": "true",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def running_server(database_url: str, logs: Path) -> Iterator[MeetServer]:
    with serve(database_url, logs / "server-for-browsers.log", **SETTINGS) as running:
        yield running


@pytest.fixture(scope="package")
def browsers() -> Iterator[dict[Devices, Browser]]:
    """Give one browser of each kind. They end with this package, not with the session:
    while Playwright runs, no other test of this process could run an event loop.
    """
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # For the same reason Django takes a test's queries for those of a coroutine.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield {devices: launch(playwright, devices) for devices in Devices}


@pytest.fixture
def new_person(browsers: dict[Devices, Browser], server: MeetServer) -> Iterator[NewPerson]:
    with at_browsers(browsers, server.url) as new_person:
        yield new_person


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest) -> str:
    """Give each way in turn to look at a page, from `LOOKS`."""
    name: str = request.param
    return name


@pytest.fixture
def account(transactional_db: None) -> User:
    """Give the account of Ann, who is the host of `room`."""
    return User.objects.create_user("ann@example.org", "correct horse 9", display_name="Ann Lee")


@pytest.fixture
def room(account: User) -> Room:
    return create_room(account, "Weekly planning")


@pytest.fixture
def hosted(transactional_db: None) -> Room:
    """Give a room with a waiting room for pages in other languages: see `translations`."""
    account = User.objects.create_user("1@2.34", "correct horse 9", display_name=HOST)
    return create_room(account, ROOM, waiting_room=True)


@pytest.fixture
def ann(new_person: NewPerson, account: User) -> Person:
    """Give the host of `room`, at her desk and not yet in it."""
    return new_person("Ann Lee", account=account)


@pytest.fixture
def ben(new_person: NewPerson) -> Person:
    """Give a guest who has not yet opened anything."""
    return new_person("Ben")


@pytest.fixture
def cho(new_person: NewPerson, room: Room) -> Person:
    """Give a co-host of `room`, at a desk and not yet in it."""
    account = User.objects.create_user("cho@example.org", "correct horse 9", display_name="Cho")
    room.memberships.create(user=account, role=Membership.Role.COHOST)
    return new_person("Cho", account=account)


@pytest.fixture
def together(ann: Person, ben: Person, room: Room) -> tuple[Person, Person]:
    """Give the host and a guest in a meeting, each with the other's tile before them."""
    for person in (ann, ben):
        person.arrive(room.code)
        person.join()
    expect(ann.tile("Ben")).to_be_visible()
    expect(ben.tile("Ann Lee")).to_be_visible()
    return ann, ben


@pytest.fixture
def inside_after(ben: Person, room: Room) -> Callable[[str], Person]:
    """Return a function that lets the guest join with a browser that a script has changed."""

    def join(script: str) -> Person:
        ben.page.add_init_script(script)
        ben.arrive(room.code)
        ben.join()
        return ben

    return join


@pytest.fixture
def inside(ben: Person, room: Room) -> Person:
    """Give the guest when they are in the meeting."""
    ben.arrive(room.code)
    ben.join()
    return ben
