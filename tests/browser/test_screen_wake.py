"""The screen of a device stays on in a meeting, by the locks that the browser gives the page."""

import pytest
from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.person import NewPerson, Person
from tests.browser.waiting import eventually

_RECORD_LOCKS = """
window.locks = [];
const request = WakeLock.prototype.request;
WakeLock.prototype.request = async function (...wanted) {
  const lock = await request.apply(this, wanted);
  window.locks.push(lock);
  return lock;
};
"""
_HELD_LOCKS = "window.locks.filter(({ released }) => !released).length"


@pytest.fixture
def ben(new_person: NewPerson) -> Person:
    """Give a person whose browser may keep the screen on: the headless shell asks for that."""
    ben = new_person("Ben", permissions=["camera", "microphone", "screen-wake-lock"])
    ben.page.add_init_script(_RECORD_LOCKS)
    return ben


def test_the_screen_stays_on_during_a_meeting(ben: Person, room: Room) -> None:
    ben.arrive(room.code)
    ben.join()
    holds_locks(ben, 1)

    ben.press("Leave")

    ben.is_told("You left the meeting")
    holds_locks(ben, 0)


def test_the_screen_stays_on_during_the_search_for_a_partner(ben: Person) -> None:
    ben.open("/pair/")
    ben.page.get_by_label("Text only").check()
    ben.press("Start")
    expect(ben.page.get_by_role("heading", level=1)).to_have_text("Looking for someone…")
    holds_locks(ben, 1)

    ben.press("Stop")

    holds_locks(ben, 0)


def holds_locks(person: Person, number: int) -> None:
    eventually(person.page, lambda: person.page.evaluate(_HELD_LOCKS) == number)
