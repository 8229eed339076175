"""The background of the camera on the page of random pairs, and its help for permissions."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import violations
from tests.browser.backgrounds import (
    SMALL_CAMERA,
    background,
    choice,
    is_blurred,
    is_green,
    is_sharp,
)
from tests.browser.chromium import Devices
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, PICTURES, fits_the_window, take_picture

_LIBRARY = "vendor/video-processors"

# The time for a picture is measured, and other work would spoil it.
pytestmark = pytest.mark.alone


def start(person: Person) -> None:
    person.press("Start")


def test_a_partner_sees_the_chosen_background_which_is_kept_for_the_next_visit(
    new_person: NewPerson,
) -> None:
    ben, cid = new_person("Ben"), new_person("Cid")
    ben.page.add_init_script(SMALL_CAMERA)
    for person in (ben, cid):
        person.open("/pair/")
    choice(ben.page, "Blurred").check()

    for person in (ben, cid):
        start(person)

    is_blurred(ben.page.locator(".pair-stage__own"))
    is_blurred(cid.page.locator(".pair-stage__partner"))
    ben.press("Stop")
    expect(choice(ben.page, "Blurred")).to_be_checked()
    choice(ben.page, "Hills").check()
    start(ben)
    is_green(ben.page.locator(".pair-stage__own"), False)
    ben.page.reload()
    expect(choice(ben.page, "Hills")).to_be_checked()
    choice(ben.page, "Unchanged").check()
    start(ben)
    is_sharp(ben.page.locator(".pair-stage__own"))


def test_a_background_that_can_not_be_replaced_is_not_shown_to_a_partner(ben: Person) -> None:
    ben.page.route(f"**/{_LIBRARY}/**", lambda route: route.abort())
    ben.errors.expect("ERR_FAILED")
    ben.open("/pair/")
    choice(ben.page, "Blurred").check()

    start(ben)

    problems = ben.page.locator(".pair-problems:visible")
    expect(problems).to_contain_text("Your camera was turned off, because your background")
    expect(ben.button("Camera")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("look", LOOKS)
def test_the_start_of_pairs_looks_well(new_person: NewPerson, look: str) -> None:
    ben = new_person("Ben", devices=Devices.FORBIDDEN, **LOOKS[look])
    ben.open("/pair/")
    expect(background(ben.page)).to_be_visible()
    assert violations(ben.page) == []
    fits_the_window(ben.page)
    take_picture(ben, PICTURES / look / "pair-start.png")

    start(ben)

    expect(ben.page.locator(".pair-permission svg")).to_be_visible()
    assert violations(ben.page) == []
    fits_the_window(ben.page)
    take_picture(ben, PICTURES / look / "pair-permission.png")
