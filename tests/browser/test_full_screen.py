from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.person import Person
from tests.browser.waiting import eventually

_IS_FULL_SCREEN = "document.fullscreenElement !== null"
_IS_UNAVAILABLE = """
Object.defineProperty(Document.prototype, "fullscreenEnabled", { get: () => false });
"""
_IS_REFUSED = """
Element.prototype.requestFullscreen = () => Promise.reject(new TypeError("no"));
"""


def is_full_screen(person: Person, expected: bool) -> None:
    eventually(person.page, lambda: person.page.evaluate(_IS_FULL_SCREEN) is expected)


def test_the_meeting_is_shown_in_full_screen_until_the_person_ends_it(inside: Person) -> None:
    inside.choose("More", "Full screen")
    is_full_screen(inside, True)

    inside.choose("More", "Exit full screen")

    is_full_screen(inside, False)


def test_leaving_the_meeting_ends_full_screen(inside: Person) -> None:
    inside.choose("More", "Full screen")
    is_full_screen(inside, True)

    inside.press("Leave")

    inside.is_told("You left the meeting")
    is_full_screen(inside, False)


def test_a_refusal_of_the_browser_is_said(
    inside_after: Callable[[str], Person],
) -> None:
    ben = inside_after(_IS_REFUSED)

    ben.choose("More", "Full screen")

    ben.is_noticed("Your browser did not allow full screen")


def test_a_browser_without_full_screen_does_not_offer_it(
    inside_after: Callable[[str], Person],
) -> None:
    ben = inside_after(_IS_UNAVAILABLE)

    ben.press("More")

    expect(ben.page.get_by_role("menuitem", name="Change name")).to_be_visible()
    expect(ben.page.get_by_role("menuitem", name="Full screen")).to_be_hidden()
