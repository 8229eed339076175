"""Tabs that a browser duplicates, reloads, or moves back and forward in the history."""

from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, look_at

_SESSION_STORAGE = "JSON.stringify(Object.entries(sessionStorage))"
_COPY = """
if (!sessionStorage.length) {
  for (const [key, value] of ENTRIES) sessionStorage.setItem(key, value);
}
"""


def duplicate(person: Person) -> Person:
    """Open a copy of somebody's tab, with all that the browser copies."""
    entries = person.page.evaluate(_SESSION_STORAGE)
    url = person.page.url
    copy = person.open_tab(url.rpartition("/")[0])
    copy.page.add_init_script(_COPY.replace("ENTRIES", entries))
    copy.page.goto(url)
    return copy


def test_a_duplicated_tab_shows_the_preview_and_a_reload_rejoins(inside: Person) -> None:
    copy = duplicate(inside)

    expect(copy.page.get_by_role("button", name="Join")).to_be_visible()
    inside.is_inside()
    copy.page.reload()
    expect(copy.page.get_by_role("button", name="Join")).to_be_visible()
    inside.is_inside()

    inside.page.reload()
    inside.is_inside()
    copy.join()
    inside.is_told("You joined from another tab or device")


def test_back_asks_before_leaving_and_forward_does_not_rejoin(
    new_person: NewPerson, room: Room, look: str
) -> None:
    ben = new_person("Ben", **LOOKS[look])
    ben.open("/")
    ben.arrive(room.code)
    ben.join()

    ben.page.go_back()
    dialog = ben.page.get_by_role("dialog", name="Leave the meeting?")
    expect(dialog).to_be_visible()
    look_at(ben, look, "back-in-a-meeting", "Weekly planning")
    ben.answer("Leave the meeting?", "Stay")
    ben.is_inside()
    ben.page.go_back()
    ben.answer("Leave the meeting?", "Leave")
    ben.is_told("You left the meeting")

    ben.page.go_back()
    ben.page.go_back()
    ben.is_told("Video meetings on your own server")
    ben.page.go_forward()
    expect(ben.page.get_by_role("button", name="Join")).to_be_visible()


def test_back_after_a_reload_asks_too(inside: Person) -> None:
    inside.page.reload()
    inside.is_inside()

    inside.page.go_back()

    expect(inside.page.get_by_role("dialog", name="Leave the meeting?")).to_be_visible()


def test_a_finger_that_pulls_down_does_not_reload_a_meeting(ben: Person, room: Room) -> None:
    page = ben.page.locator("html")
    ben.arrive(room.code)
    expect(page).to_have_css("overscroll-behavior", "auto")

    ben.join()

    expect(page).to_have_css("overscroll-behavior", "none")
