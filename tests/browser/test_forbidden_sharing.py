"""The controls of screen sharing in a room that has turned it off."""

import pytest
from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.person import Person
from tests.browser.sharing import SHARING


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
    expect(ben.page.get_by_text(SHARING)).to_be_hidden()
