"""Tiles on the stage: who is large there, and whether a video is still the same element."""

from playwright.sync_api import Locator, expect

from tests.browser.person import Person
from tests.browser.waiting import eventually

MARK_VIDEO = "tile => { tile.querySelector('video').isFromTheBeginning = true; }"
KEEPS_VIDEO = "tile => tile.querySelector('video').isFromTheBeginning === true"
_WIDTH = "tile => tile.getBoundingClientRect().width"


def is_staged(person: Person, name: str, mark: str) -> None:
    """Wait until somebody's tile is on the stage, with a mark that says why."""
    expect(person.tile(name)).to_have_attribute("data-staged", "")
    person.sees_mark(name, mark)


def is_not_staged(person: Person, name: str, mark: str) -> None:
    expect(person.tile(name)).not_to_have_attribute("data-staged", "")
    person.sees_no_mark(name, mark)


def is_much_wider(person: Person, name: str, than: str) -> None:
    """Wait until somebody's tile is more than twice as wide as another one."""
    large, small = person.tile(name), person.tile(than)
    eventually(person.page, lambda: width(large) > 2 * width(small))


def width(tile: Locator) -> float:
    measured: float = tile.evaluate(_WIDTH)
    return measured
