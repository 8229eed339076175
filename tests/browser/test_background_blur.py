"""Blurring the background of the camera, with the real library and its model."""

import pytest
from playwright.sync_api import expect

from rooms.models import Room
from tests.browser import media
from tests.browser.accessibility import violations
from tests.browser.backgrounds import (
    SMALL_CAMERA,
    background,
    choice,
    is_blurred,
    is_sharp,
    measure,
    preview,
    set_background,
)
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, PICTURES, fits_the_window, take_picture
from tests.browser.waiting import eventually

# The library's worker gets each picture through a port. Two messages for each
# picture take 160 ms longer, as on a slow computer.
_SLOW_COMPUTER = """
const post = MessagePort.prototype.postMessage;
MessagePort.prototype.postMessage = function (...message) {
  setTimeout(() => post.apply(this, message), 80);
};
null
"""
_NO_WAY_TO_PROCESS = "delete window.MediaStreamTrackGenerator;"
_LIBRARY = "vendor/video-processors"
_SENDERS = """
[...window.meet.mesh.links.values()][0].connection.getSenders()
  .filter(({ track }) => track?.kind === "video").length
"""

# The time for a picture is measured, and other work would spoil it.
pytestmark = pytest.mark.alone


def test_the_background_is_blurred_before_and_during_the_meeting_and_restored(
    ann: Person, ben: Person, room: Room
) -> None:
    requested: list[str] = []
    ben.page.on("request", lambda request: requested.append(request.url))
    ben.page.add_init_script(SMALL_CAMERA)
    ann.arrive(room.code)
    ann.join()
    ben.arrive(room.code)
    is_sharp(preview(ben))
    assert [url for url in requested if _LIBRARY in url] == []

    choice(ben.page, "Blurred").check()
    is_blurred(preview(ben))
    expect(background(ben.page)).to_contain_text("of a processor core")
    ben.join()
    seen = ann.tile("Ben").locator("video")
    seen.evaluate("(video) => { window.firstVideo = video; }")
    is_blurred(seen)

    ben.choose("More", "Show my background")
    is_sharp(seen)
    is_sharp(ben.tile("Ben (you)").locator("video"))
    set_background(ben, "Blurred")
    is_blurred(seen)

    media.sees(ann.page, "Ben")
    assert seen.evaluate("(video) => video === window.firstVideo")
    assert ben.page.evaluate(_SENDERS) == 1


def test_a_reload_shows_no_sharp_picture(ben: Person, room: Room) -> None:
    ben.page.add_init_script(SMALL_CAMERA)
    ben.arrive(room.code)
    choice(ben.page, "Blurred").check()
    is_blurred(preview(ben))

    ben.page.reload()

    first = eventually(ben.page, lambda: measure(preview(ben)))
    assert first
    assert not first.is_hard
    is_blurred(preview(ben))
    expect(choice(ben.page, "Blurred")).to_be_checked()


def test_a_slow_computer_turns_the_blur_off_and_the_camera_where_others_see_it(
    ann: Person, ben: Person, room: Room
) -> None:
    ben.page.add_init_script(SMALL_CAMERA)
    for person in (ann, ben):
        person.arrive(room.code)
        person.join()
    ben.page.evaluate(_SLOW_COMPUTER)

    set_background(ben, "Blurred")

    ben.is_noticed("Your camera was turned off, because this computer is too slow")
    ann.sees_initials("Ben")
    ben.press("Camera")
    is_sharp(ann.tile("Ben").locator("video"))


def test_a_library_that_can_not_be_loaded_is_reported(ben: Person, room: Room) -> None:
    ben.page.route(f"**/{_LIBRARY}/**", lambda route: route.abort())
    ben.errors.expect("ERR_FAILED")
    ben.arrive(room.code)

    choice(ben.page, "Blurred").check(force=True)

    expect(background(ben.page)).to_contain_text("The background can't be changed. Try again.")
    expect(choice(ben.page, "Unchanged")).to_be_checked()
    is_sharp(preview(ben))


@pytest.mark.parametrize("script", [SMALL_CAMERA, _NO_WAY_TO_PROCESS], ids=["can", "can't"])
def test_the_choice_says_what_it_costs_or_why_there_is_none(
    new_person: NewPerson, room: Room, look: str, script: str
) -> None:
    options = LOOKS[look]
    ben = new_person("Ben", **{**options, "viewport": {**options["viewport"], "height": 1300}})
    ben.page.add_init_script(script)
    ben.arrive(room.code)

    if script == SMALL_CAMERA:
        choice(ben.page, "Blurred").check()
        expect(background(ben.page)).to_contain_text("of a processor core")
    else:
        expect(choice(ben.page, "Blurred")).to_be_disabled()
        expect(background(ben.page)).to_contain_text("This browser can't change the background.")

    assert violations(ben.page) == []
    fits_the_window(ben.page)
    name = "background" if script == SMALL_CAMERA else "background-impossible"
    take_picture(ben, PICTURES / look / f"{name}.png")
