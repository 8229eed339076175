"""The stage with more people than fit. Most of them are only clients, which send no media."""

import pytest
from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.person import Person
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.protocol.joining import connect_as, join

_VISIBLE_PLACES = """
() => Object.fromEntries([...document.querySelectorAll("meet-tile:not([hidden])")].map((tile) =>
  [tile.querySelector(".tile__name").textContent, [tile.style.getPropertyValue("--x"),
    tile.style.getPropertyValue("--y")].join()]))
"""
_MARK_VIDEOS = """
() => { for (const video of document.querySelectorAll("video")) video.isFromTheBeginning = true; }
"""
_NEW_VIDEOS = """
() => [...document.querySelectorAll("meet-tile video")].filter((one) => !one.isFromTheBeginning)
  .length
"""


@pytest.fixture
def guests(connect: Connecting, ann: Person, room: Room) -> list[Client]:
    """Give ten clients in a meeting with Ann."""
    ann.arrive(room.code)
    ann.join()
    clients = []
    for number in range(1, 11):
        clients.append(connect_as(connect, f"Guest {number}"))
        join(clients[-1], room)
    expect(ann.page.locator("meet-tile")).to_have_count(11)
    return clients


def places(person: Person) -> dict[str, str]:
    """Return the positions of the tiles in sight, by name."""
    found: dict[str, str] = person.page.evaluate(_VISIBLE_PLACES)
    return found


def test_more_than_nine_tiles_are_on_pages(ann: Person, guests: list[Client]) -> None:
    status = ann.page.get_by_role("status").filter(has_text="Page")
    expect(status).to_have_text("Page 1 of 2")
    assert len(places(ann)) == 9
    expect(ann.tile("Ann Lee (you)")).to_be_visible()
    expect(ann.tile("Guest 10")).to_be_hidden()
    expect(ann.button("Previous page")).to_have_attribute("aria-disabled", "true")

    ann.press("Next page")

    expect(status).to_have_text("Page 2 of 2")
    expect(ann.tile("Guest 10")).to_be_visible()
    assert len(places(ann)) == 2
    ann.press("Previous page")
    expect(ann.tile("Ann Lee (you)")).to_be_visible()

    for guest in guests[:2]:
        guest.call("leave-room", {})
    expect(status).to_have_count(0)
    expect(ann.button("Next page")).to_be_hidden()
    expect(ann.tile("Guest 10")).to_be_visible()


def test_only_people_in_sight_are_asked_for_pictures(ann: Person, guests: list[Client]) -> None:
    for guest in guests[8:]:
        guest.expect("picture-requested", width=0, height=0)

    ann.press("Next page")

    displayed = guests[9].expect("picture-requested")
    assert min(displayed["width"], displayed["height"]) > 0
    guests[0].expect("picture-requested", width=0, height=0)


def test_a_raised_hand_comes_into_sight_and_moves_one_other_tile(
    ann: Person, guests: list[Client]
) -> None:
    expect(ann.tile("Guest 10")).to_be_hidden()
    before = places(ann)
    ann.page.evaluate(_MARK_VIDEOS)

    guests[9].call("toggle-hand-raise", {"raised": True})

    expect(ann.tile("Guest 10")).to_be_visible()
    after = places(ann)
    del after["Guest 10"]
    assert after.items() <= before.items()
    assert len(after) == 8
    assert ann.page.evaluate(_NEW_VIDEOS) == 0


def test_while_all_tiles_fit_nothing_moves(together: tuple[Person, Person]) -> None:
    ann, ben = together
    before = places(ann)

    ben.press("Raise hand")

    ann.sees_mark("Ben", "hand raised")
    ann.sees_mark("Ben", "speaking")
    assert places(ann) == before
