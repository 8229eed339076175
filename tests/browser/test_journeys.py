"""People in a meeting in which something is unusual: a device, a permission, a phone."""

from typing import Any

from playwright.sync_api import expect

from rooms.models import Room
from tests.browser import media
from tests.browser.accessibility import violations
from tests.browser.chromium import Devices
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import PICTURES, fits_the_window, take_picture

_LANDSCAPE: dict[str, Any] = {"viewport": {"width": 740, "height": 360}, "has_touch": True}
# A track ends in this way when its device is unplugged.
_UNPLUG_MICROPHONE = """
(() => {
  const [link] = window.meet.mesh.links.values();
  const sender = link.connection.getSenders().find(({ track }) => track?.kind === "audio");
  window.unplugged = sender.track;
  sender.track.stop();
  sender.track.dispatchEvent(new Event("ended"));
})()
"""
_UNPLUG_EVERYTHING = f"""
navigator.mediaDevices.getUserMedia = async () => {{
  throw new DOMException("none", "NotFoundError");
}};
{_UNPLUG_MICROPHONE}
"""


def test_a_person_who_first_refused_the_devices_is_seen_and_heard(
    ann: Person, new_person: NewPerson, room: Room
) -> None:
    ann.arrive(room.code)
    ann.join()
    ben = new_person("Ben", devices=Devices.FORBIDDEN)
    ben.arrive(room.code)
    expect(ben.button("Join without camera and microphone")).to_be_visible()
    ben.page.context.grant_permissions(["camera", "microphone"])
    expect(ben.button("Join")).to_be_visible()

    ben.join()

    media.sees(ann.page, "Ben")
    media.hears(ann.page, "Ben")
    ann.sees_no_mark("Ben", "muted")


def test_an_unplugged_microphone_is_replaced_and_the_person_is_told(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    media.hears(ann.page, "Ben")

    ben.page.evaluate(_UNPLUG_MICROPHONE)

    ben.is_noticed("A device was disconnected. Now using ")
    media.hears(ann.page, "Ben")
    expect(ben.button("Microphone")).to_have_attribute("aria-pressed", "true")


def test_a_person_whose_only_microphone_is_unplugged_is_told_and_muted(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    media.hears(ann.page, "Ben")

    ben.page.evaluate(_UNPLUG_EVERYTHING)

    ben.is_noticed("A device was disconnected, and no other was found")
    ann.sees_mark("Ben", "muted")
    expect(ben.button("Microphone")).to_have_attribute("aria-pressed", "false")


def test_a_phone_held_sideways_shows_the_whole_meeting(
    ann: Person, new_person: NewPerson, room: Room
) -> None:
    ann.arrive(room.code)
    ann.join()
    ben = new_person("Ben", **_LANDSCAPE)
    ben.arrive(room.code)
    expect(ben.page.locator("meet-preview video")).to_be_in_viewport(ratio=1)
    expect(ben.button("Join")).to_be_in_viewport(ratio=1)
    take_picture(ben, PICTURES / "landscape" / "prejoin.png")
    ben.join()

    media.sees(ben.page, "Ann Lee")
    for tile in (ben.tile("Ann Lee"), ben.tile("Ben (you)")):
        expect(tile).to_be_in_viewport(ratio=1)
    for control in ("Microphone", "Camera", "Leave"):
        expect(ben.button(control)).to_be_in_viewport(ratio=1)
    fits_the_window(ben.page)
    assert violations(ben.page) == []
    take_picture(ben, PICTURES / "landscape" / "meeting.png")
