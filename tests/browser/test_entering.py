import re

import pytest
from playwright.sync_api import expect

from rooms.models import Room
from tests.browser import media
from tests.browser.chromium import Devices
from tests.browser.person import NewPerson, Person


def test_the_preview_shows_the_camera_and_the_people_in_the_meeting(
    ann: Person, ben: Person, room: Room
) -> None:
    ann.arrive(room.code)
    expect(ann.page.get_by_text("No one else is here yet")).to_be_visible()
    ann.join()

    ben.arrive(room.code)

    ben.is_told("Weekly planning")
    expect(ben.page.get_by_text("Ann Lee is in the meeting")).to_be_visible()
    expect(ben.page.locator("meet-preview video")).to_be_visible()
    expect(ben.page.get_by_role("combobox", name="Camera")).to_have_text(re.compile("fake_device"))


def test_a_guest_needs_a_name_which_the_browser_stores(ben: Person, room: Room) -> None:
    ben.arrive(room.code)
    field = ben.page.get_by_label("Your name")
    field.fill("   ")
    ben.press("Join")
    expect(field).to_be_focused()

    ben.join()
    ben.press("Leave")
    ben.is_told("You left the meeting")
    ben.arrive(room.code)

    expect(field).to_have_value("Ben")


def test_devices_turned_off_in_the_preview_are_off_in_the_meeting(
    ann: Person, ben: Person, room: Room
) -> None:
    ann.arrive(room.code)
    ann.join()
    ben.arrive(room.code)
    ben.press("Microphone")
    ben.press("Camera")
    expect(ben.page.get_by_text("Your camera is off")).to_be_visible()

    ben.join()

    ann.sees_mark("Ben", "muted")
    ann.sees_initials("Ben")
    media.sees(ben.page, "Ann Lee")
    assert media.counters(ann.page, "Ben").energy == 0
    assert media.counters(ann.page, "Ben").frames == 0


def test_a_camera_turned_on_in_the_meeting_is_seen(ann: Person, ben: Person, room: Room) -> None:
    ann.arrive(room.code)
    ann.join()
    ben.arrive(room.code)
    ben.press("Microphone")
    ben.press("Camera")
    ben.join()
    ann.sees_mark("Ben", "muted")

    ben.press("Camera")
    ben.press("Microphone")

    media.sees(ann.page, "Ben")
    media.hears(ann.page, "Ben")
    ann.sees_no_mark("Ben", "muted")


@pytest.mark.parametrize(
    ("devices", "words"),
    [
        (Devices.MISSING, "No camera or microphone was found"),
        (Devices.FORBIDDEN, "Your browser is blocking your camera and microphone"),
    ],
)
def test_a_person_can_join_without_camera_and_microphone(
    devices: Devices, words: str, ann: Person, new_person: NewPerson, room: Room
) -> None:
    ann.arrive(room.code)
    ann.join()
    ben = new_person("Ben", devices=devices)

    ben.arrive(room.code)
    expect(ben.page.get_by_text(words).locator("visible=true")).to_have_count(1)
    expect(ben.button("Join without camera and microphone")).to_be_visible()
    ben.join()

    media.sees(ben.page, "Ann Lee")
    media.hears(ben.page, "Ann Lee")
    ann.sees_mark("Ben", "muted")
    ann.sees_initials("Ben")


def test_the_first_person_may_have_no_devices(
    ann: Person, new_person: NewPerson, room: Room
) -> None:
    ben = new_person("Ben", devices=Devices.MISSING)
    ben.arrive(room.code)
    ben.join()

    ann.arrive(room.code)
    ann.join()

    media.sees(ben.page, "Ann Lee")
    media.hears(ben.page, "Ann Lee")
    expect(ann.tile("Ben")).not_to_have_attribute("data-connecting", "")
