"""Sharing a screen, and seeing it beside the camera."""

from playwright.sync_api import expect

from tests.browser import media
from tests.browser.person import Person

SHARING = "You are sharing your screen"


def share(person: Person) -> None:
    person.press("Share screen")
    expect(person.page.get_by_text(SHARING)).to_be_visible()


def stop(person: Person) -> None:
    person.press("Stop")
    expect(person.page.get_by_text(SHARING)).to_be_hidden()


def sees_both_pictures(person: Person, name: str) -> None:
    media.sees(person.page, name)
    media.sees_screen(person.page, name)
