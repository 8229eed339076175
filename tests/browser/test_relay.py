"""A call through coturn, in networks where the direct paths do not work."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect
from pytest_django.fixtures import Settings

from rooms.ice import IceServer, ice_servers
from rooms.models import Room
from tests.browser import media
from tests.browser.clocks import shorten
from tests.browser.conftest import SETTINGS
from tests.browser.packet_filter import PacketFilter
from tests.browser.person import Person
from tests.browser.relay_network import only_relays
from tests.browser.test_statistics import table
from tests.deploy.files import free_port
from tests.servers.coturn import AMONG_LOOPBACK_PEERS, SECRET, coturn
from tests.servers.meet import MeetServer, serve

# The steps of connection-retry.js, four times as fast: enough time for each attempt to succeed.
_IMPATIENT = {7000: 1750, 8000: 2000}
# Only the steps without a relay are faster: a busy computer needs the time for the last one.
_IMPATIENT_WITHOUT_RELAY = {8000: 1000}
# On a busy computer, a relayed pair can be checked before the direct one, and would be used.
_NO_RELAY_UNTIL_NEEDED = """
const untilNeeded = (configuration) =>
  configuration.iceTransportPolicy === "relay"
    ? configuration
    : { ...configuration, iceServers: [] };
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration) {
    super(untilNeeded(configuration));
  }
  setConfiguration(configuration) {
    super.setConfiguration(untilNeeded(configuration));
  }
};
"""
_POLICIES = """
[...window.meet.mesh.links.values()]
  .map(({ connection }) => connection.getConfiguration().iceTransportPolicy)
"""

pytestmark = pytest.mark.parametrize("server", ["relayed_server"], indirect=True)


@pytest.fixture(scope="module")
def turn_urls(logs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    directory = tmp_path_factory.mktemp("coturn")
    with coturn(directory, logs / "coturn-for-browsers.log", AMONG_LOOPBACK_PEERS) as address:
        host, port = address
        yield [f"turn:{host}:{port}?transport={protocol}" for protocol in ("udp", "tcp")]


@pytest.fixture(scope="module")
def relayed_server(database_url: str, logs: Path, turn_urls: list[str]) -> Iterator[MeetServer]:
    changed = {**SETTINGS, "TURN_URLS": ",".join(turn_urls), "TURN_SECRET": SECRET}
    with serve(database_url, logs / "server-with-turn.log", **changed) as running:
        yield running


@pytest.fixture(
    params=[{"TURN_TTL_SECONDS": -10}, {"TURN_SECRET": "another"}], ids=["expired", "wrong"]
)
def refused_servers(
    request: pytest.FixtureRequest, settings: Settings, turn_urls: list[str]
) -> list[IceServer]:
    """Give servers with credentials that coturn refuses."""
    correct = {"ICE_URLS": [], "TURN_URLS": turn_urls, "TURN_SECRET": SECRET}
    for name, value in {**correct, **request.param}.items():
        setattr(settings, name, value)
    return ice_servers("a-participant")


def meet(room: Room, *people: Person) -> None:
    for person in people:
        person.arrive(room.code)
        person.join()


def see_and_hear_each_other(ann: Person, ben: Person) -> None:
    for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
        media.sees(person.page, other)
        media.hears(person.page, other)


def paths(ann: Person, ben: Person) -> list[media.Candidate]:
    return [media.local_candidate(ann.page, "Ben"), media.local_candidate(ben.page, "Ann Lee")]


@pytest.mark.parametrize("protocol", ["udp", "tcp"])
def test_pictures_and_sound_are_relayed(
    ann: Person, ben: Person, room: Room, protocol: str
) -> None:
    for person in (ann, ben):
        only_relays(person, protocol)
    meet(room, ann, ben)

    see_and_hear_each_other(ann, ben)
    assert paths(ann, ben) == [media.Candidate("relay", protocol)] * 2
    ann.act_on("Ben", "Statistics")
    path = table(ann, "Ben").get_by_role("row", name="Path").get_by_role("cell")
    expect(path).to_have_text(f"Relay over {protocol.upper()}")


def test_refused_credentials_are_shown_and_can_be_retried(
    ann: Person, ben: Person, room: Room, refused_servers: list[IceServer]
) -> None:
    for person in (ann, ben):
        shorten(person.page, _IMPATIENT)
        only_relays(person, "udp")
    ben.page.add_init_script(f"window.replacedServers = {json.dumps(refused_servers)}")
    meet(room, ann, ben)

    ben.sees_mark("Ann Lee", "can't be reached")
    ann.sees_mark("Ben", "can't be reached")
    assert media.counters(ben.page, "Ann Lee").frames == 0
    ben.page.evaluate("delete window.replacedServers")
    ben.tile("Ann Lee").get_by_role("button", name="Try again").click()
    see_and_hear_each_other(ann, ben)
    ben.sees_no_mark("Ann Lee", "can't be reached")
    ann.sees_no_mark("Ben", "can't be reached")


def test_a_path_that_carries_only_checks_is_replaced_by_a_relay(
    ann: Person, ben: Person, room: Room
) -> None:
    with PacketFilter() as between:
        for person in (ann, ben):
            shorten(person.page, _IMPATIENT_WITHOUT_RELAY)
            person.page.add_init_script(_NO_RELAY_UNTIL_NEEDED)
            between.stand_before(person.page)
        meet(room, ann, ben)

        see_and_hear_each_other(ann, ben)
        assert between.dropped > 0
        assert ["relay"] in [person.page.evaluate(_POLICIES) for person in (ann, ben)]
        assert any(path.relay for path in paths(ann, ben))


def test_the_check_before_joining_reaches_the_relay_without_credentials(
    ben: Person, room: Room
) -> None:
    ben.arrive(room.code)
    assert "credential" not in ben.page.content()

    ben.press("Check connection")

    found = ben.page.locator(".findings li", has_text="relay server")
    expect(found).to_have_text("The relay server for restricted networks responds.")
    expect(found).to_have_attribute("data-verdict", "good")


def test_the_check_before_joining_reports_a_blocked_relay(
    ben: Person, room: Room, turn_urls: list[str]
) -> None:
    """A port on which nothing listens is as silent as a firewall, and faster."""
    closed = f"turn:127.0.0.1:{free_port()}?transport=tcp"

    def block(route: Route) -> None:
        body = route.fetch().text()
        for url in turn_urls:
            body = body.replace(url, closed)
        route.fulfill(body=body, content_type="text/html")

    ben.page.route(f"**/{room.code}", block)
    ben.arrive(room.code)

    ben.press("Check connection")

    found = ben.page.locator(".findings li", has_text="relay server")
    expect(found).to_have_text(re.compile("The relay server does not respond"))
    expect(found).to_have_attribute("data-verdict", "bad")
