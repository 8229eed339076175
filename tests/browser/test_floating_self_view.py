"""The own tile that floats over the stage, and is moved into another corner."""

from typing import Literal

import pytest
from playwright.sync_api import Locator, expect

from rooms.models import Room
from tests.browser import media
from tests.browser.accessibility import violations
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, PHONE, fits_the_window, look_at, use_look
from tests.browser.waiting import eventually

Side = Literal["left", "right"]
Height = Literal["top", "bottom"]

_MARK_VIDEOS = """
() => { for (const video of document.querySelectorAll("video")) video.isFromTheBeginning = true; }
"""
_NEW_VIDEOS = """
() => [...document.querySelectorAll("meet-tile video")].filter((one) => !one.isFromTheBeginning)
  .length
"""
# A finger that moves by steps: browsers send these events for a touch.
_TOUCH = """
(tile, { x, y, end }) => {
  const box = tile.getBoundingClientRect();
  const from = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  tile.setPointerCapture = () => {};
  const send = (type, share) => tile.querySelector("video").dispatchEvent(
    new PointerEvent(type, { bubbles: true, pointerId: 21, pointerType: "touch",
      clientX: from.x + x * share, clientY: from.y + y * share }));
  send("pointerdown", 0);
  send("pointermove", 0.5);
  send("pointermove", 1);
  send(end, 1);
}
"""
_RTL_LANGUAGE = "ar-xb"


def own(person: Person) -> Locator:
    return person.page.locator("meet-tile[data-self]")


def box_of(locator: Locator) -> dict[str, float]:
    box = locator.bounding_box()
    assert box is not None
    return {**box, "right": box["x"] + box["width"], "bottom": box["y"] + box["height"]}


def corner_of(person: Person) -> tuple[str, str]:
    """Return where the own tile is on the stage."""
    tile, stage = box_of(own(person)), box_of(person.page.locator(".stage__tiles"))
    edges = {
        "top": tile["y"] - stage["y"],
        "bottom": stage["bottom"] - tile["bottom"],
        "left": tile["x"] - stage["x"],
        "right": stage["right"] - tile["right"],
    }
    near = [edge for edge, pixels in edges.items() if 0 <= pixels <= 10]
    return (near[0], near[-1]) if len(near) == 2 else ("between", str(edges))


def is_in(person: Person, height: Height, side: Side) -> None:
    expect(own(person)).to_have_attribute("data-floats", "")
    eventually(person.page, lambda: corner_of(person), lambda corner: corner == (height, side))


def drag(person: Person, x: float, y: float) -> None:
    """Drag the own tile by the mouse, by these pixels."""
    tile, mouse = box_of(own(person)), person.page.mouse
    start = (tile["x"] + tile["width"] / 2, tile["y"] + tile["height"] / 2)
    mouse.move(*start)
    mouse.down()
    mouse.move(start[0] + x, start[1] + y, steps=5)
    mouse.up()


def choose(person: Person, command: str) -> None:
    """Choose from the menu of the own tile by the keyboard alone."""
    own(person).get_by_role("button", name=f"Actions for {person.name}").focus()
    person.page.keyboard.press("Enter")
    item = own(person).get_by_role("menuitem", name=command, exact=True)
    for _ in range(own(person).get_by_role("menuitem").count()):
        if item.evaluate("item => item.matches(':focus')"):
            break
        person.page.keyboard.press("ArrowDown")
    expect(item).to_be_focused()
    person.page.keyboard.press("Enter")


def test_beside_one_other_person_the_own_tile_floats(
    together: tuple[Person, Person], new_person: NewPerson, room: Room
) -> None:
    ann, ben = together
    is_in(ann, "bottom", "right")
    stage, other = box_of(ann.page.locator(".stage__tiles")), box_of(ann.tile("Ben"))
    assert other["height"] > 0.9 * stage["height"]
    ann.page.evaluate(_MARK_VIDEOS)

    cid = new_person("Cid")
    cid.arrive(room.code)
    cid.join()

    expect(ann.tile("Cid")).to_be_visible()
    expect(own(ann)).not_to_have_attribute("data-floats", "")
    cid.press("Leave")
    is_in(ann, "bottom", "right")

    ann.press("Share screen")

    expect(own(ann)).not_to_have_attribute("data-floats", "")
    ben.press("Leave")
    assert ann.page.evaluate(_NEW_VIDEOS) == 0


def test_the_mouse_drags_it_to_the_nearest_corner(together: tuple[Person, Person]) -> None:
    ann, ben = together
    is_in(ann, "bottom", "right")
    ann.page.evaluate(_MARK_VIDEOS)

    drag(ann, -700, -30)
    is_in(ann, "bottom", "left")
    drag(ann, 60, -400)
    is_in(ann, "top", "left")
    drag(ann, 40, 40)
    is_in(ann, "top", "left")
    drag(ann, 3000, 3000)
    is_in(ann, "bottom", "right")

    assert ann.page.evaluate(_NEW_VIDEOS) == 0
    media.sees(ben.page, "Ann Lee")


def test_a_finger_drags_it_and_an_interrupted_touch_does_not(
    new_person: NewPerson, ann: Person, room: Room
) -> None:
    ben = new_person("Ben", viewport={"width": 320, "height": 640}, has_touch=True)
    for person in (ann, ben):
        person.arrive(room.code)
        person.join()
    is_in(ben, "bottom", "right")

    own(ben).evaluate(_TOUCH, {"x": -10, "y": -500, "end": "pointercancel"})
    is_in(ben, "bottom", "right")
    own(ben).evaluate(_TOUCH, {"x": -10, "y": -400, "end": "pointerup"})

    is_in(ben, "top", "right")
    assert own(ben).evaluate("tile => getComputedStyle(tile).touchAction") == "none"


def test_the_keyboard_moves_it(together: tuple[Person, Person]) -> None:
    ann, _ = together
    is_in(ann, "bottom", "right")

    choose(ann, "Move to the other side")
    is_in(ann, "bottom", "left")
    expect(own(ann).get_by_role("button", name="Actions for Ann Lee")).to_be_focused()
    choose(ann, "Move up")
    is_in(ann, "top", "left")
    choose(ann, "Move down")
    is_in(ann, "bottom", "left")


def test_the_choice_is_kept_in_this_browser(
    together: tuple[Person, Person], new_person: NewPerson, room: Room
) -> None:
    ann, _ = together
    ann.choose("More", "Self view in a tile")
    expect(own(ann)).not_to_have_attribute("data-floats", "")
    ann.page.reload()
    ann.is_inside()
    expect(ann.tile("Ben")).to_be_visible()
    expect(own(ann)).not_to_have_attribute("data-floats", "")

    cid = new_person("Cid")
    cid.arrive(room.code)
    cid.join()
    expect(ann.tile("Cid")).to_be_visible()
    ann.choose("More", "Floating self view")
    is_in(ann, "bottom", "right")
    choose(ann, "Move up")
    ann.page.reload()
    ann.is_inside()
    is_in(ann, "top", "right")

    choose(ann, "Hide self view")
    expect(own(ann)).to_be_hidden()
    ann.choose("More", "Show self view")
    is_in(ann, "top", "right")


def test_it_stays_beside_the_strip_of_a_shared_screen(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    choose(ben, "Self view in a tile")
    choose(ben, "Floating self view")
    ann.press("Share screen")
    media.sees_screen(ben.page, "Ann Lee")
    screen = ben.screen("Ann Lee")
    expect(own(ben)).to_have_attribute("data-floats", "")
    zoom_in = screen.get_by_role("button", name="Zoom in")

    # A click needs the button above everything else at its place.
    zoom_in.click()

    expect(screen.get_by_role("status")).to_have_text("150%")
    tile, large = box_of(own(ben)), box_of(screen)
    assert large["x"] <= tile["x"]
    assert tile["right"] <= large["right"]
    assert tile["bottom"] <= box_of(ben.page.locator(".bar"))["y"]


def test_corners_are_mirrored_from_right_to_left(
    new_person: NewPerson, ann: Person, room: Room
) -> None:
    ben = new_person("Ben", locale=_RTL_LANGUAGE)
    ann.arrive(room.code)
    ann.join()
    ben.open(f"/{room.code}")
    ben.page.locator("meet-join-form input").fill("Ben")
    ben.page.locator("meet-join-form button[type=submit]").click()
    is_in(ben, "bottom", "left")

    drag(ben, 700, 0)
    is_in(ben, "bottom", "right")
    drag(ben, -20, -400)
    is_in(ben, "top", "right")
    drag(ben, -2000, 0)
    is_in(ben, "top", "left")


@pytest.mark.parametrize("look", LOOKS)
def test_a_floating_self_view_looks_well(
    new_person: NewPerson, ann: Person, room: Room, look: str
) -> None:
    use_look(ann.page, look)
    ben = new_person("Ben")
    for person in (ann, ben):
        person.arrive(room.code)
        person.join()
    media.sees(ann.page, "Ben")
    is_in(ann, "bottom", "right")
    look_at(ann, look, "self-view-floating", "Weekly planning")
    own(ann).get_by_role("button", name="Actions for Ann Lee").click()
    assert violations(ann.page) == []
    look_at(ann, look, "menu-self-view", "Weekly planning")
    ann.page.keyboard.press("Escape")
    ann.choose("More", "Self view in a tile")
    ann.choose("More", "Floating self view")
    ben.press("Share screen")
    media.sees_screen(ann.page, "Ben")
    ann.screen("Ben").hover()
    look_at(ann, look, "self-view-floating-on-screen", "Weekly planning")
    if look == "dark phone":
        for size in ({"width": 320, "height": 568}, {"width": 740, "height": 360}):
            ann.page.set_viewport_size(size)
            fits_the_window(ann.page)
            name = f"self-view-floating-{size['width']}"
            look_at(ann, look, name, "Weekly planning")
        ann.page.set_viewport_size(PHONE)
