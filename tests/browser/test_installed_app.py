"""Meet as an installed app: the service worker, and what it keeps in the browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from accounts.models import User
from rooms.models import Room
from tests.browser.accessibility import violations
from tests.browser.person import NewPerson, Person
from tests.browser.picture_watch import CONNECTION_LOST
from tests.browser.tcp_proxy import TcpProxy
from tests.servers.meet import MeetServer

_IS_INSTALLED = "navigator.serviceWorker.ready.then(() => true)"
_IS_CONTROLLED = "navigator.serviceWorker.controller !== null"
_STORED = """
async () => {
  const stored = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      stored[new URL(request.url).pathname] = await (await cache.match(request)).text();
    }
  }
  return stored;
}
"""


@pytest.fixture
def proxy(server: MeetServer) -> Iterator[TcpProxy]:
    with TcpProxy(server.address) as proxy:
        yield proxy


@pytest.fixture
def member(new_person: NewPerson, proxy: TcpProxy, account: User) -> Person:
    """Give the host, whose browser allows service workers and whose connection can be cut."""
    member = new_person("Ann Lee", account=account, url=proxy.url, service_workers="allow")
    member.errors.expect(CONNECTION_LOST)
    return member


def test_without_a_connection_meet_says_so_and_opens_the_room_later(
    member: Person, proxy: TcpProxy, room: Room
) -> None:
    member.open("/")
    assert member.page.evaluate(_IS_INSTALLED)
    proxy.cut()
    member.open(f"/{room.code}")
    member.is_told("Meet can't be reached")
    assert member.page.locator("body").evaluate("body => getComputedStyle(body).margin") == "0px"
    assert violations(member.page) == []

    proxy.restore()

    member.is_told(room.name)
    assert member.page.evaluate(_IS_CONTROLLED)
    member.join()


def test_nothing_about_a_person_is_stored_before_or_after_sign_out(
    member: Person, proxy: TcpProxy, account: User, room: Room
) -> None:
    member.open("/")
    assert member.page.evaluate(_IS_INSTALLED)
    for path in ("/", "/accounts/profile/", f"/rooms/{room.code}/settings/", f"/{room.code}"):
        member.open(path)
        assert member.page.evaluate(_IS_CONTROLLED)
    member.join()
    before = member.page.evaluate(_STORED)

    member.open("/")
    member.press("Account")
    member.press("Sign out")
    expect(member.page.get_by_role("link", name="Create account")).to_be_visible()

    after = member.page.evaluate(_STORED)
    assert after == before
    pages = [path for path in after if not path.startswith("/static/")]
    assert pages == ["/offline/en/"]
    private = (account.display_name, account.email, room.code, room.name, "csrf")
    assert [word for word in private for text in after.values() if word in text] == []


def test_a_version_waits_until_pages_of_the_older_one_are_closed(member: Person) -> None:
    member.open("/")
    assert member.page.evaluate(_IS_INSTALLED)
    member.open("/")
    assert member.page.evaluate(_IS_CONTROLLED)

    # The script of another version, as far as the browser can tell: its address differs.
    waiting = member.page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.register("/service-worker.js?next");
          const { installing } = registration;
          await new Promise((resolve) => installing.addEventListener("statechange", resolve));
          return registration.waiting === installing;
        }"""
    )

    assert waiting
