"""A shared screen that is zoomed and moved."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from rooms.models import Room
from tests.browser import media
from tests.browser.accessibility import violations
from tests.browser.older_pages import sends_one_picture
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import DESK, LOOKS, PICTURES, look_at, take_picture
from tests.browser.staged_tiles import KEEPS_VIDEO, MARK_VIDEO
from tests.browser.waiting import eventually

_VIEW = """
tile => ["--zoom", "--zoom-x", "--zoom-y"].map((name) =>
  parseFloat(tile.style.getPropertyValue(name)))
"""
_REQUESTED_WIDTH = """
() => window.meet.state.people.find((one) => !one.isSelf).requestedSizes.screen?.width ?? 0
"""
_PINCH = """
(tile) => {
  const { left, top, width, height } = tile.getBoundingClientRect();
  const send = (type, pointerId, x) => tile.querySelector("video").dispatchEvent(
    new PointerEvent(type, { bubbles: true, pointerId, pointerType: "touch",
      clientX: left + width / 2 + x, clientY: top + height / 2 }));
  tile.setPointerCapture = () => {};
  send("pointerdown", 11, -50);
  send("pointerdown", 12, 50);
  send("pointermove", 11, -75);
  send("pointermove", 12, 75);
  send("pointerup", 11, -75);
  send("pointerup", 12, 75);
}
"""


@pytest.fixture
def shared(together: tuple[Person, Person]) -> tuple[Person, Person]:
    """Give Ann, who shares her screen, and Ben, who sees it."""
    ann, ben = together
    ann.press("Share screen")
    expect(ben.screen("Ann Lee")).to_have_attribute("data-staged", "")
    media.sees_screen(ben.page, "Ann Lee")
    return ann, ben


def view(tile: Locator) -> tuple[float, float, float]:
    """Return the scale and the offset of a zoomed picture."""
    scale, x, y = tile.evaluate(_VIEW)
    return scale, x, y


def shows(person: Person, tile: Locator, is_right: Callable[[float, float, float], bool]) -> None:
    eventually(person.page, lambda: view(tile), lambda now: is_right(*now))


def is_whole(person: Person, tile: Locator) -> None:
    shows(person, tile, lambda *now: now == (1, 0, 0))


def middle(tile: Locator) -> tuple[float, float]:
    box = tile.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_buttons_zoom_a_shared_screen_and_show_all_of_it(
    shared: tuple[Person, Person],
) -> None:
    ann, ben = shared
    screen = ben.screen("Ann Lee")
    screen.evaluate(MARK_VIDEO)
    before = eventually(ann.page, lambda: requested_width(ann), lambda width: width > 0)
    expect(screen.get_by_role("button", name="Zoom out")).to_be_disabled()

    screen.get_by_role("button", name="Zoom in").click()
    screen.get_by_role("button", name="Zoom in").click()

    expect(screen.get_by_role("status")).to_have_text("225%")
    assert view(screen)[0] == 2.25
    eventually(ann.page, lambda: requested_width(ann), lambda width: width > 2 * before)
    screen.get_by_role("button", name="Zoom out").click()
    expect(screen.get_by_role("status")).to_have_text("150%")
    assert violations(ben.page) == []

    screen.get_by_role("button", name="Show the whole screen").click()

    is_whole(ben, screen)
    assert screen.evaluate(KEEPS_VIDEO)


def requested_width(sender: Person) -> int:
    """Return the width in which the other page asks this person's page for the screen."""
    width: int = sender.page.evaluate(_REQUESTED_WIDTH)
    return width


def test_a_zoomed_screen_is_moved_by_dragging_and_by_keys(shared: tuple[Person, Person]) -> None:
    _, ben = shared
    screen, mouse = ben.screen("Ann Lee"), ben.page.mouse
    x, y = middle(screen)

    mouse.dblclick(x, y)
    shows(ben, screen, lambda scale, x, y: (scale, x, y) == (2, 0, 0))
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 40, y + 10, steps=4)
    mouse.up()
    shows(ben, screen, lambda _scale, x, y: (x, y) == (40, 10))
    mouse.move(x, y)
    shows(ben, screen, lambda _scale, x, y: (x, y) == (40, 10))

    screen.get_by_role("button", name="Zoom in").focus()
    ben.page.keyboard.press("ArrowRight")
    shows(ben, screen, lambda _scale, x, y: (x, y) == (-20, 10))
    ben.page.keyboard.press("+")
    shows(ben, screen, lambda scale, _x, _y: scale == 3)
    ben.page.keyboard.press("0")
    is_whole(ben, screen)

    mouse.dblclick(x, y)
    shows(ben, screen, lambda scale, _x, _y: scale == 2)
    mouse.dblclick(x, y)
    is_whole(ben, screen)


def test_the_wheel_zooms_with_ctrl_only(shared: tuple[Person, Person]) -> None:
    _, ben = shared
    screen = ben.screen("Ann Lee")
    ben.page.mouse.move(*middle(screen))

    ben.page.mouse.wheel(0, -100)
    ben.page.keyboard.down("Control")
    is_whole(ben, screen)
    ben.page.mouse.wheel(0, -100)

    shows(ben, screen, lambda scale, _x, _y: 1.4 < scale < 1.6)
    assert ben.page.evaluate("visualViewport.scale") == 1
    ben.page.mouse.wheel(0, 1000)
    is_whole(ben, screen)
    ben.page.keyboard.up("Control")


def test_two_fingers_zoom(shared: tuple[Person, Person]) -> None:
    _, ben = shared
    screen = ben.screen("Ann Lee")

    screen.evaluate(_PINCH)

    scale, x, y = view(screen)
    assert scale == pytest.approx(1.5)
    assert (x, y) == pytest.approx((0, 0))


def test_the_zoom_ends_with_the_share(shared: tuple[Person, Person]) -> None:
    ann, ben = shared
    ben.screen("Ann Lee").get_by_role("button", name="Zoom in").click()
    shows(ben, ben.screen("Ann Lee"), lambda scale, _x, _y: scale == 1.5)

    ann.press("Stop")
    expect(ben.screen("Ann Lee")).to_have_count(0)
    ann.press("Share screen")

    expect(ben.screen("Ann Lee")).to_have_attribute("data-staged", "")
    is_whole(ben, ben.screen("Ann Lee"))


def test_a_screen_in_place_of_a_camera_is_zoomed_until_the_camera_is_back(
    ann: Person, ben: Person, room: Room
) -> None:
    sends_one_picture(ben)
    for person in (ann, ben):
        person.arrive(room.code)
        person.join()
    tile = ann.tile("Ben")
    media.sees(ann.page, "Ben")
    tile.evaluate(MARK_VIDEO)
    # A camera has no zoom, also not on the stage.
    ann.act_on("Ben", "Pin")
    tile.dblclick(position={"x": 20, "y": 20})
    expect(tile.get_by_role("button", name=re.compile("Zoom"))).to_have_count(0)
    ann.act_on("Ben", "Unpin")

    ben.press("Share screen")

    screen = ann.page.locator("meet-tile[data-staged]", has_text="Ben's screen")
    screen.get_by_role("button", name="Zoom in").click()
    shows(ann, screen, lambda scale, _x, _y: scale == 1.5)
    screen.get_by_role("button", name="Zoom out").focus()
    ann.page.keyboard.press("ArrowLeft")
    shows(ann, screen, lambda _scale, x, _y: x == 60)
    assert violations(ann.page) == []

    ben.press("Share screen")

    expect(screen).to_have_count(0)
    is_whole(ann, tile)
    expect(tile.get_by_role("button", name=re.compile("Zoom"))).to_have_count(0)
    assert tile.evaluate(KEEPS_VIDEO)


def test_only_a_screen_on_the_stage_is_zoomed(shared: tuple[Person, Person]) -> None:
    ann, _ = shared
    own = ann.tile("Your screen")
    expect(own.get_by_role("button", name=re.compile("Zoom"))).to_have_count(0)
    # The button that stops sharing is in the middle.
    own.dblclick(position={"x": 20, "y": 20})
    is_whole(ann, own)


def test_the_zoom_is_seen_in_forced_colours_and_not_on_small_tiles(
    shared: tuple[Person, Person],
) -> None:
    _, ben = shared
    zoom_in = ben.screen("Ann Lee").get_by_role("button", name="Zoom in")
    ben.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    zoom_in.click()
    assert violations(ben.page) == []
    take_picture(ben, PICTURES / "forced colours" / "screen-zoomed.png")

    ben.page.set_viewport_size({"width": 320, "height": 200})
    expect(zoom_in).to_be_hidden()

    ben.page.set_viewport_size(DESK)
    expect(zoom_in).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_a_zoomed_screen_looks_well(
    new_person: NewPerson, ann: Person, room: Room, look: str
) -> None:
    ben = new_person("Ben", **LOOKS[look])
    for person in (ann, ben):
        person.arrive(room.code)
        person.join()
    ann.press("Share screen")
    media.sees_screen(ben.page, "Ann Lee")
    screen = ben.screen("Ann Lee")
    screen.hover()
    look_at(ben, look, "screen", "Weekly planning")
    screen.get_by_role("button", name="Zoom in").click()
    screen.get_by_role("button", name="Zoom in").click()
    look_at(ben, look, "screen-zoomed", "Weekly planning")
