"""Clients that behave as those of rtc.io and webrtc-demo do see each other, and our own client."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.media import sees
from tests.browser.person import NewPerson, Person
from tests.browser.waiting import eventually

RunClient = Callable[[Person, str], None]

# The hint that the page gives to the tracks of screens.
_SENDS_SCREEN = """
() => [...window.meet.mesh.links.values()].map(({ connection }) => connection.getSenders()
  .some(({ track }) => track?.kind === "video" && track.contentHint === "detail"))
"""
_FRAMES = """
async () => {
  const counts = Object.values(window.shipped.connections).map(async (connection) => {
    const reports = [...(await connection.getStats()).values()];
    return reports.reduce((sum, one) => sum + (one.framesDecoded ?? 0), 0);
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
"""


def run_rtcio_client(person: Person, room: str) -> None:
    """Run it on a page of ours, which lends it the library and the origin."""
    person.open("/accounts/login/")
    person.page.evaluate(_client("rtcio"), {"roomId": room, "name": person.name})
    eventually(person.page, lambda: client(person, "isInside"))


def run_demo_client(person: Person, room: str) -> None:
    """Run it likewise, until its camera is open."""
    person.open("/accounts/login/")
    person.page.evaluate(_client("demo"), {"roomName": room, "personName": person.name})
    eventually(person.page, lambda: client(person, "isInside"))


def _client(protocol: str) -> str:
    script = Path(__file__).with_name(f"shipped-{protocol}-client.js").read_text()
    return script[script.index("async (") :].rstrip().removesuffix(";")


def client(person: Person, field: str) -> Any:
    return person.page.evaluate(f"window.shipped.{field}")


def decodes(person: Person) -> None:
    """Wait until pictures of the other are decoded, and go on being decoded."""
    first = eventually(person.page, lambda: person.page.evaluate(_FRAMES), lambda now: now > 0)
    eventually(person.page, lambda: person.page.evaluate(_FRAMES), lambda now: now > first + 5)
    assert client(person, "failures") == []


def enter_with_ours(person: Person, room: Room) -> None:
    person.arrive(room.code)
    person.join()


def is_presented_to(person: Person) -> None:
    """Wait until the other has said what its stream is; clients of rtc.io show none before."""
    eventually(person.page, lambda: client(person, "presented"))


def test_two_rtcio_clients_see_each_other(new_person: NewPerson) -> None:
    ben, cid = new_person("Ben"), new_person("Cid")
    for person in (ben, cid):
        run_rtcio_client(person, "calls-of-rtcio")
    for person in (ben, cid):
        decodes(person)
        is_presented_to(person)


def test_two_demo_clients_see_each_other(new_person: NewPerson) -> None:
    ben, cid = new_person("Ben"), new_person("Cid")
    for person in (ben, cid):
        run_demo_client(person, "calls-of-demos")
    for person in (ben, cid):
        decodes(person)


@pytest.mark.parametrize("run_client", [run_rtcio_client, run_demo_client])
@pytest.mark.parametrize("is_ours_first", [True, False])
def test_an_upstream_client_and_our_page_see_each_other(
    ann: Person, ben: Person, room: Room, run_client: RunClient, is_ours_first: bool
) -> None:
    enter = [lambda: enter_with_ours(ann, room), lambda: run_client(ben, room.code)]
    for enter_one in enter if is_ours_first else reversed(enter):
        enter_one()
    sees(ann.page, "Ben")
    decodes(ben)


@pytest.mark.parametrize("run_client", [run_rtcio_client, run_demo_client])
def test_an_upstream_client_sees_the_screen_in_place_of_the_camera(
    ann: Person, ben: Person, room: Room, run_client: RunClient
) -> None:
    enter_with_ours(ann, room)
    run_client(ben, room.code)
    decodes(ben)
    assert ann.page.evaluate(_SENDS_SCREEN) == [False]

    ann.press("Share screen")
    expect(ann.page.get_by_text("You are sharing your screen")).to_be_visible()

    eventually(ann.page, lambda: ann.page.evaluate(_SENDS_SCREEN) == [True])
    decodes(ben)
    ann.press("Stop")
    eventually(ann.page, lambda: ann.page.evaluate(_SENDS_SCREEN) == [False])
    decodes(ben)
