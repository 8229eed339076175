"""The speaker view, and the own tile that can be hidden."""

import pytest
from playwright.sync_api import Locator, expect

from rooms.models import Room
from tests.browser import media
from tests.browser.accessibility import violations
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, look_at, use_look
from tests.browser.waiting import eventually

_MARK_VIDEOS = """
() => { for (const video of document.querySelectorAll("video")) video.isFromTheBeginning = true; }
"""
_NEW_VIDEOS = """
() => [...document.querySelectorAll("meet-tile video")].filter((one) => !one.isFromTheBeginning)
  .length
"""
_WIDTH = "tile => tile.getBoundingClientRect().width"


def enter(person: Person, room: Room) -> None:
    person.arrive(room.code)
    person.join()


def is_large(person: Person, name: str) -> None:
    expect(person.page.locator("meet-tile[data-staged]")).to_have_count(1)
    expect(person.tile(name)).to_have_attribute("data-staged", "")


def own_menu_item(person: Person, command: str) -> Locator:
    tile = person.tile(f"{person.name} (you)")
    tile.get_by_role("button", name=f"Actions for {person.name}").click()
    return tile.get_by_role("menuitem", name=command, exact=True)


def test_the_speaker_is_large_and_nobody_is_large_in_the_grid(
    together: tuple[Person, Person], new_person: NewPerson, room: Room
) -> None:
    ann, ben = together
    cid = new_person("Cid")
    enter(cid, room)
    expect(ann.tile("Cid")).to_be_visible()
    ben.press("Microphone")
    ann.sees_mark("Ben", "muted")
    ann.sees_mark("Cid", "speaking")
    ann.page.evaluate(_MARK_VIDEOS)

    ann.choose("More", "Speaker view")

    is_large(ann, "Cid")
    own = ann.tile("Ann Lee (you)")
    eventually(ann.page, lambda: ann.tile("Cid").evaluate(_WIDTH) > 2 * own.evaluate(_WIDTH))

    cid.press("Microphone")
    ben.press("Microphone")

    is_large(ann, "Ben")
    media.sees(ann.page, "Ben")
    assert ann.page.evaluate(_NEW_VIDEOS) == 0
    expect(ben.page.locator("meet-tile[data-staged]")).to_have_count(0)

    ann.choose("More", "Grid view")

    expect(ann.page.locator("meet-tile[data-staged]")).to_have_count(0)
    assert ann.page.evaluate(_NEW_VIDEOS) == 0


def test_the_layout_is_kept_in_this_browser(together: tuple[Person, Person]) -> None:
    ann, _ = together
    ann.choose("More", "Speaker view")
    is_large(ann, "Ben")

    ann.page.reload()
    ann.is_inside()

    is_large(ann, "Ben")


def test_the_own_tile_is_hidden_and_comes_back(together: tuple[Person, Person]) -> None:
    ann, ben = together
    own = ann.tile("Ann Lee (you)")
    ann.page.emulate_media(reduced_motion="reduce")
    ann.choose("More", "Self view in a tile")
    expect(own).not_to_have_attribute("data-floats", "")
    before = ann.tile("Ben").evaluate(_WIDTH)
    ann.page.evaluate(_MARK_VIDEOS)

    own_menu_item(ann, "Hide self view").click()

    expect(own).to_be_hidden()
    expect(ann.button("More")).to_be_focused()
    eventually(ann.page, lambda: ann.tile("Ben").evaluate(_WIDTH) > before)
    media.sees(ben.page, "Ann Lee")

    ann.choose("More", "Show self view")

    expect(own).to_be_visible()
    assert ann.page.evaluate(_NEW_VIDEOS) == 0

    ann.choose("More", "Hide self view")
    expect(own).to_be_hidden()
    ben.press("Leave")
    expect(own).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_layouts_look_well(new_person: NewPerson, ann: Person, room: Room, look: str) -> None:
    use_look(ann.page, look)
    enter(ann, room)
    for name in ("Ben", "Cid"):
        enter(new_person(name), room)
        media.sees(ann.page, name)
    ann.choose("More", "Speaker view")
    expect(ann.page.locator("meet-tile[data-staged]")).to_have_count(1)
    look_at(ann, look, "meeting-speaker", "Weekly planning")
    ann.press("More")
    assert violations(ann.page) == []
    look_at(ann, look, "menu-layouts", "Weekly planning")
    ann.page.get_by_role("menuitem", name="Hide self view").click()
    look_at(ann, look, "meeting-speaker-without-self", "Weekly planning")
