"""Blurring the background of the camera, with the real library and its model.

The fake camera shows a rolling ball, which the model may take for a person, and at the top the
time, which is background. The digits have hard edges, and blurred ones have none. The pictures are
small, because the tests have no graphics card.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from rooms.models import Room
from tests.browser import media
from tests.browser.accessibility import violations
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, PICTURES, fits_the_window, take_picture
from tests.browser.waiting import eventually

_SMALL_CAMERA = """
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = ({ audio, video }) =>
  open({ audio, video: video && { width: 320, height: 180, frameRate: 5 } });
"""
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
# The largest difference of brightness between two neighbours in a row of pixels at the top, and in
# the whole picture.
_MEASURE = """
(video) => {
  const [width, height] = [video.videoWidth, video.videoHeight];
  if (!width) return null;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(video, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  let [edge, darkest, brightest] = [0, 255, 0];
  for (let at = 4; at < data.length; at += 4) {
    const [here, before] = [data[at + 1], data[at - 3]];
    const isAtTop = at / 4 < (width * height) / 5;
    if (isAtTop && (at / 4) % width) edge = Math.max(edge, Math.abs(here - before));
    [darkest, brightest] = [Math.min(darkest, here), Math.max(brightest, here)];
  }
  return { edge, contrast: brightest - darkest };
}
"""
_SOFT, _HARD, _CONTRAST = 40, 60, 30

# The time for a picture is measured, and other work would spoil it.
pytestmark = pytest.mark.alone

_LIBRARY = "vendor/video-processors"
_SENDERS = """
[...window.meet.mesh.links.values()][0].connection.getSenders()
  .filter(({ track }) => track?.kind === "video").length
"""


def test_the_background_is_blurred_before_and_during_the_meeting_and_restored(
    ann: Person, ben: Person, room: Room
) -> None:
    requested: list[str] = []
    ben.page.on("request", lambda request: requested.append(request.url))
    ben.page.add_init_script(_SMALL_CAMERA)
    ann.arrive(room.code)
    ann.join()
    ben.arrive(room.code)
    is_sharp(preview(ben))
    assert [url for url in requested if _LIBRARY in url] == []

    blur_switch(ben.page).check()
    is_blurred(preview(ben))
    expect(blur(ben.page)).to_contain_text("of a processor core")
    ben.join()
    seen = ann.tile("Ben").locator("video")
    seen.evaluate("(video) => { window.firstVideo = video; }")
    is_blurred(seen)

    ben.choose("More", "Show my background")
    is_sharp(seen)
    is_sharp(ben.tile("Ben (you)").locator("video"))
    set_blur(ben, True)
    is_blurred(seen)

    media.sees(ann.page, "Ben")
    assert seen.evaluate("(video) => video === window.firstVideo")
    assert ben.page.evaluate(_SENDERS) == 1


def test_a_reload_shows_no_sharp_picture(ben: Person, room: Room) -> None:
    ben.page.add_init_script(_SMALL_CAMERA)
    ben.arrive(room.code)
    blur_switch(ben.page).check()
    is_blurred(preview(ben))

    ben.page.reload()

    first = eventually(ben.page, lambda: measure(preview(ben)))
    assert first.edge < _SOFT
    expect(blur_switch(ben.page)).to_be_checked()


def test_a_slow_computer_turns_the_blur_off_and_the_camera_where_others_see_it(
    ann: Person, ben: Person, room: Room
) -> None:
    ben.page.add_init_script(_SMALL_CAMERA)
    for person in (ann, ben):
        person.arrive(room.code)
        person.join()
    ben.page.evaluate(_SLOW_COMPUTER)

    set_blur(ben, True)

    ben.is_noticed("Your camera was turned off, because this computer is too slow")
    ann.sees_initials("Ben")
    ben.press("Camera")
    is_sharp(ann.tile("Ben").locator("video"))


def test_a_library_that_can_not_be_loaded_is_reported(ben: Person, room: Room) -> None:
    ben.page.route(f"**/{_LIBRARY}/**", lambda route: route.abort())
    ben.errors.expect("ERR_FAILED")
    ben.arrive(room.code)

    blur_switch(ben.page).click()

    expect(blur(ben.page)).to_contain_text("The background can't be blurred. Try again.")
    expect(blur_switch(ben.page)).not_to_be_checked()
    is_sharp(preview(ben))


@pytest.mark.parametrize("script", [_SMALL_CAMERA, _NO_WAY_TO_PROCESS], ids=["can", "can't"])
def test_the_switch_says_what_it_costs_or_why_it_is_off(
    new_person: NewPerson, room: Room, look: str, script: str
) -> None:
    options = LOOKS[look]
    ben = new_person("Ben", **{**options, "viewport": {**options["viewport"], "height": 1200}})
    ben.page.add_init_script(script)
    ben.arrive(room.code)

    if script == _SMALL_CAMERA:
        blur_switch(ben.page).check()
        expect(blur(ben.page)).to_contain_text("of a processor core")
    else:
        expect(blur_switch(ben.page)).to_be_disabled()
        expect(blur(ben.page)).to_contain_text("This browser can't blur the background.")

    assert violations(ben.page) == []
    fits_the_window(ben.page)
    name = "blurred" if script == _SMALL_CAMERA else "blur-impossible"
    take_picture(ben, PICTURES / look / f"{name}.png")


def preview(person: Person) -> Locator:
    return person.page.locator("meet-preview video")


def blur(page: Page) -> Locator:
    return page.locator("meet-background-blur:visible")


def blur_switch(page: Page) -> Locator:
    return page.get_by_role("switch", name="Blur my background")


def set_blur(person: Person, is_on: bool) -> None:
    """Turn the blur on or off during the meeting."""
    person.choose("More", "Microphone and camera")
    blur_switch(person.page).set_checked(is_on)
    person.answer("Microphone and camera", "Done")


def is_blurred(video: Locator) -> None:
    """Wait for a picture that has bright and dark parts, and no hard edge between them."""
    eventually(
        video.page, lambda: measure(video), lambda picture: bool(picture and picture.is_soft)
    )


def is_sharp(video: Locator) -> None:
    eventually(
        video.page, lambda: measure(video), lambda picture: bool(picture and picture.is_hard)
    )


@dataclass(frozen=True)
class Picture:
    """Differences of brightness, from 0 to 255."""

    edge: float
    contrast: float

    @property
    def is_soft(self) -> bool:
        return self.edge < _SOFT and self.contrast > _CONTRAST

    @property
    def is_hard(self) -> bool:
        return self.edge > _HARD


def measure(video: Locator) -> Picture | None:
    """Return None while the video has no picture."""
    measured = video.evaluate(_MEASURE)
    return Picture(**measured) if measured else None
