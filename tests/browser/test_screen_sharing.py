import pytest
from playwright.sync_api import expect

from rooms.models import Room
from tests.browser import media
from tests.browser.person import Person


def test_a_shared_screen_takes_the_stage_of_the_others(together: tuple[Person, Person]) -> None:
    ann, ben = together

    ann.press("Share screen")

    expect(ann.page.get_by_text("You are sharing your screen")).to_be_visible()
    ben.sees_mark("Ann Lee", "sharing a screen")
    expect(ben.tile("Ann Lee")).to_contain_text("Ann Lee's screen")
    expect(ben.tile("Ann Lee")).to_have_attribute("data-staged", "")
    media.sees(ben.page, "Ann Lee")


def test_the_camera_returns_when_sharing_stops(together: tuple[Person, Person]) -> None:
    ann, ben = together
    ann.press("Share screen")
    ben.sees_mark("Ann Lee", "sharing a screen")

    ann.press("Stop")

    expect(ann.page.get_by_text("You are sharing your screen")).to_be_hidden()
    ben.sees_no_mark("Ann Lee", "sharing a screen")
    expect(ben.tile("Ann Lee")).not_to_have_attribute("data-staged", "")
    media.sees(ben.page, "Ann Lee")


def test_a_screen_is_seen_without_a_camera(together: tuple[Person, Person]) -> None:
    ann, ben = together
    ann.press("Camera")
    ben.sees_initials("Ann Lee")

    ann.press("Share screen")
    ben.sees_mark("Ann Lee", "sharing a screen")
    media.sees(ben.page, "Ann Lee")

    ann.press("Stop")
    ben.sees_initials("Ann Lee")


def test_a_person_who_joins_later_sees_the_screen_too(ann: Person, ben: Person, room: Room) -> None:
    ann.arrive(room.code)
    ann.join()
    ann.press("Share screen")
    expect(ann.page.get_by_text("You are sharing your screen")).to_be_visible()

    ben.arrive(room.code)
    ben.join()

    ben.sees_mark("Ann Lee", "sharing a screen")
    media.sees(ben.page, "Ann Lee")


@pytest.fixture
def room_without_sharing(room: Room) -> Room:
    room.settings.allow_screen_share = False
    room.settings.save()
    return room


def test_the_share_button_says_that_sharing_is_turned_off(
    ben: Person, room_without_sharing: Room
) -> None:
    ben.arrive(room_without_sharing.code)
    ben.join()

    button = ben.button("Share screen")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_have_attribute("title", "Screen sharing is turned off in this room.")


def test_sharing_that_is_turned_off_shows_a_notice(ben: Person, room_without_sharing: Room) -> None:
    ben.arrive(room_without_sharing.code)
    ben.join()

    ben.page.keyboard.press("s")

    ben.is_noticed("Screen sharing is turned off in this room.")
    expect(ben.page.get_by_text("You are sharing your screen")).to_be_hidden()
