"""Clients that behave as those of rtc.io and webrtc-demo do see each other, and our own client."""

import pytest
from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.media import sees
from tests.browser.person import NewPerson, Person
from tests.browser.upstream_clients import (
    RunClient,
    decodes,
    is_presented_to,
    run_demo_client,
    run_rtcio_client,
)
from tests.browser.waiting import eventually

# The hint that the page gives to the tracks of screens.
_SENDS_SCREEN = """
() => [...window.meet.mesh.links.values()].map(({ connection }) => connection.getSenders()
  .some(({ track }) => track?.kind === "video" && track.contentHint === "detail"))
"""


def enter_with_ours(person: Person, room: Room) -> None:
    person.arrive(room.code)
    person.join()


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
