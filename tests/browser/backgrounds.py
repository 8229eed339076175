"""The choice of a background on a page, and what the pictures show.

The fake camera shows a rolling ball, which the model may take for a person, and at the top the
time, which is background. Everything is green. The digits have hard edges, and blurred ones have
none. The pictures are small, because the tests have no graphics card.
"""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.browser.person import Person
from tests.browser.waiting import eventually

SMALL_CAMERA = """
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = ({ audio, video }) =>
  open({ audio, video: video && { width: 320, height: 180, frameRate: 5 } });
"""
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
_TOP_COLOUR = """
(video) => {
  const [width, height] = [video.videoWidth, video.videoHeight];
  if (!width) return [];
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(video, 0, 0);
  const rows = Math.ceil(height / 10);
  const { data } = context.getImageData(0, 0, width, rows);
  const colour = [0, 0, 0];
  data.forEach((value, at) => { if (at % 4 < 3) colour[at % 4] += value; });
  return colour.map((sum) => Math.round(sum / (width * rows)));
}
"""
_SOFT, _HARD, _CONTRAST = 40, 60, 30


def preview(person: Person) -> Locator:
    return person.page.locator("meet-preview video")


def background(page: Page) -> Locator:
    return page.locator("meet-background:visible")


def choice(page: Page, name: str) -> Locator:
    return background(page).get_by_role("radio", name=name, exact=True)


def set_background(person: Person, name: str) -> None:
    """Choose a background during the meeting."""
    person.choose("More", "Microphone and camera")
    choice(person.page, name).check()
    person.answer("Microphone and camera", "Done")


def upload(person: Person, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with person.page.expect_file_chooser() as chooser:
        person.press("Choose a picture…")
    chooser.value.set_files(path)


def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """Return a picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        size, checksum = len(data), zlib.crc32(kind + data)
        return struct.pack(">I", size) + kind + data + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + bytes(colour) * width) * height
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def top_colour(video: Locator) -> list[int]:
    """Return the mean colour of the upper edge, which is background; [] without a picture."""
    colour: list[int] = video.evaluate(_TOP_COLOUR)
    return colour


def is_green(video: Locator, is_so: bool) -> None:
    """Wait until the fake camera's own background is seen, or is not."""
    eventually(
        video.page,
        lambda: top_colour(video),
        lambda colour: (
            len(colour) == 3 and (colour[1] > 2 * max(colour[0], colour[2], 10)) == is_so
        ),
    )


def is_red(video: Locator) -> None:
    eventually(video.page, lambda: top_colour(video), lambda colour: _strongest(colour) == 0)


def _strongest(colour: list[int]) -> int | None:
    """Return the part of the colour that is twice as strong as the others, if one is."""
    for part, strength in enumerate(colour):
        if strength > 2 * max(10, *colour[:part], *colour[part + 1 :]):
            return part
    return None


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
