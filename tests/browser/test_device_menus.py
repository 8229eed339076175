"""The menus of devices beside the buttons of the microphone and the camera."""

import re

import pytest
from playwright.sync_api import Locator, expect

from rooms.models import Room
from tests.browser import media
from tests.browser.person import Person
from tests.browser.screenshots import DESK, LOOKS, PICTURES, fits_the_window, take_picture
from tests.browser.test_accessibility import NARROW, ZOOMED

_USED = "(kind) => window.meet.state.media[kind].deviceId"
# Firefox and Safari list no entry for the device of the system.
_NO_ENTRY_OF_THE_SYSTEM = """
const list = MediaDevices.prototype.enumerateDevices;
MediaDevices.prototype.enumerateDevices = async function () {
  return (await list.call(this)).filter(({ deviceId }) => deviceId !== "default");
};
"""
_NO_CHOICE_OF_SPEAKERS = "delete HTMLMediaElement.prototype.setSinkId;"


def choices(person: Person, menu: str, kind: str) -> Locator:
    """Open a menu and return the devices of a kind."""
    person.press(menu)
    group = person.page.get_by_role("menu", name=menu).get_by_role("group", name=kind)
    return group.get_by_role("menuitemradio")


def labels(devices: Locator) -> list[str]:
    expect(devices.first).to_be_visible()
    return [label.strip() for label in devices.all_inner_texts()]


def test_the_used_devices_are_checked_and_another_one_can_be_chosen(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    for menu, kind in (("Microphone options", "Microphone"), ("Microphone options", "Speaker")):
        devices = choices(ann, menu, kind)
        assert len(labels(devices)) > 1
        expect(devices.and_(ann.page.locator("[aria-checked=true]"))).to_have_count(1)
        label = labels(devices)[-1]
        devices.last.click()
        expect(ann.page.get_by_role("menu", name=menu)).to_be_hidden()
        chosen = choices(ann, menu, kind).and_(ann.page.locator("[aria-checked=true]"))
        expect(chosen).to_have_text(re.compile(re.escape(label)))
        used = chosen.get_attribute("data-device-id")
        assert ann.page.evaluate(_USED, kind.lower()) == used
        ann.page.keyboard.press("Escape")
    media.hears(ben.page, "Ann Lee")

    cameras = choices(ann, "Camera options", "Camera")

    expect(cameras.and_(ann.page.locator("[aria-checked=true]"))).to_have_count(1)
    cameras.first.click()
    media.sees(ben.page, "Ann Lee")


def test_the_menus_lead_to_the_dialog_with_the_test(inside: Person) -> None:
    for menu in ("Microphone options", "Camera options"):
        inside.choose(menu, "Microphone and camera…")
        inside.answer("Microphone and camera", "Done")


def test_a_browser_that_plays_only_on_the_speaker_of_the_system_offers_none(
    ben: Person, room: Room
) -> None:
    ben.page.add_init_script(_NO_CHOICE_OF_SPEAKERS)
    ben.arrive(room.code)
    ben.join()

    expect(choices(ben, "Microphone options", "Microphone").first).to_be_visible()

    expect(ben.page.get_by_role("menu").get_by_role("group", name="Speaker")).to_be_hidden()


def test_the_speaker_of_the_system_can_be_chosen_where_the_browser_does_not_list_it(
    ben: Person, room: Room
) -> None:
    ben.page.add_init_script(_NO_ENTRY_OF_THE_SYSTEM)
    ben.arrive(room.code)
    speaker = ben.page.get_by_role("combobox", name="Speaker")
    expect(speaker.locator("option:checked")).to_have_text("Speaker of the system")

    speaker.select_option(index=1)
    assert ben.page.evaluate(_USED, "speaker") == speaker.input_value() != ""
    ben.join()
    choices(ben, "Microphone options", "Speaker").filter(has_text="Speaker of the system").click()

    used = choices(ben, "Microphone options", "Speaker").and_(
        ben.page.locator("[aria-checked=true]")
    )
    expect(used).to_have_text(re.compile("Speaker of the system"))
    assert ben.page.evaluate(_USED, "speaker") == ""


def test_arrow_keys_move_between_the_devices(inside: Person) -> None:
    devices = choices(inside, "Microphone options", "Microphone")
    expect(devices.first).to_be_focused()
    inside.page.keyboard.press("ArrowDown")
    expect(devices.nth(1)).to_be_focused()
    inside.page.keyboard.press("Enter")

    expect(inside.button("Microphone options")).to_be_focused()
    again = choices(inside, "Microphone options", "Microphone")
    expect(again.nth(1)).to_have_attribute("aria-checked", "true")


@pytest.mark.parametrize("size", [NARROW, {"width": 360, "height": 740}])
def test_on_a_phone_the_devices_are_in_the_dialog_only(
    inside: Person, size: dict[str, int]
) -> None:
    inside.page.set_viewport_size(size)

    expect(inside.button("Microphone options")).to_be_hidden()
    inside.choose("More", "Microphone and camera")
    dialog = inside.page.get_by_role("dialog", name="Microphone and camera")
    for kind in ("Microphone", "Camera", "Speaker"):
        expect(dialog.get_by_role("combobox", name=kind)).to_be_visible()


def test_the_menus_fit_on_every_screen_that_has_them(inside: Person) -> None:
    for name, size in (
        ("desk", DESK),
        ("zoomed", ZOOMED),
        ("small", {"width": 481, "height": 700}),
    ):
        inside.page.set_viewport_size(size)
        for look in LOOKS:
            inside.page.emulate_media(color_scheme=LOOKS[look]["color_scheme"])
            inside.press("Microphone options")
            fits_the_window(inside.page)
            take_picture(inside, PICTURES / look / f"device-menu-{name}.png")
            inside.page.keyboard.press("Escape")
