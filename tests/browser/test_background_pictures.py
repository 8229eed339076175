"""Pictures behind the person, of this site and of the person's own computer."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.accessibility import violations
from tests.browser.backgrounds import (
    SMALL_CAMERA,
    background,
    choice,
    is_green,
    is_red,
    is_sharp,
    png,
    preview,
    set_background,
    upload,
)
from tests.browser.person import Person

# The time for a picture is measured, and other work would spoil it.
pytestmark = pytest.mark.alone

_REFUSED = [
    ("notes.txt", b"hello", "Choose a picture in the format JPEG, PNG or WebP."),
    ("broken.png", b"hello", "This file can't be read as a picture."),
    ("large.png", b"\0" * (10 * 2**20 + 1), "This picture is larger than 10 MB."),
]


def test_a_picture_replaces_the_background_and_is_changed_in_the_meeting(
    ann: Person, ben: Person, room: Room
) -> None:
    ben.page.add_init_script(SMALL_CAMERA)
    ann.arrive(room.code)
    ann.join()
    ben.arrive(room.code)
    is_green(preview(ben), True)

    choice(ben.page, "Hills").check()

    is_green(preview(ben), False)
    expect(background(ben.page)).to_contain_text("of a processor core")
    ben.join()
    seen = ann.tile("Ben").locator("video")
    seen.evaluate("(video) => { window.firstVideo = video; }")
    is_green(seen, False)

    set_background(ben, "Blurred")
    is_green(seen, True)
    set_background(ben, "Shapes")
    is_green(seen, False)
    ben.choose("More", "Show my background")

    is_sharp(seen)
    assert seen.evaluate("(video) => video === window.firstVideo")


def test_a_picture_of_this_computer_stays_in_this_browser(
    ben: Person, room: Room, tmp_path: Path
) -> None:
    uploaded: list[str] = []
    ben.page.on("request", lambda request: uploaded.append(request.method))
    ben.page.add_init_script(SMALL_CAMERA)
    ben.arrive(room.code)
    upload(ben, tmp_path / "red.png", png(1600, 900, (200, 0, 0)))

    expect(choice(ben.page, "My picture")).to_be_checked()
    is_red(preview(ben))

    ben.page.reload()

    expect(choice(ben.page, "My picture")).to_be_checked()
    is_red(preview(ben))
    assert set(uploaded) == {"GET"}

    ben.press("Delete my picture")

    expect(choice(ben.page, "Unchanged")).to_be_checked()
    expect(choice(ben.page, "My picture")).to_be_hidden()
    is_sharp(preview(ben))
    ben.page.reload()
    expect(choice(ben.page, "Hills")).to_be_visible()
    expect(choice(ben.page, "My picture")).to_be_hidden()


def test_a_file_that_can_not_be_the_background_is_refused_with_a_reason(
    ben: Person, room: Room, tmp_path: Path
) -> None:
    ben.arrive(room.code)

    for name, content, reason in _REFUSED:
        upload(ben, tmp_path / name, content)
        expect(background(ben.page).get_by_role("alert")).to_contain_text(reason)

    expect(choice(ben.page, "Unchanged")).to_be_checked()
    expect(choice(ben.page, "My picture")).to_be_hidden()
    assert violations(ben.page) == []


def test_the_background_is_chosen_by_keyboard(ben: Person, room: Room) -> None:
    ben.page.add_init_script(SMALL_CAMERA)
    ben.arrive(room.code)
    choice(ben.page, "Unchanged").focus()

    for _ in range(2):
        ben.page.keyboard.press("ArrowRight")

    expect(choice(ben.page, "Hills")).to_be_checked()
    expect(choice(ben.page, "Hills")).to_be_focused()
    is_green(preview(ben), False)
