"""The pictures that are sent, as large as they are displayed."""

from tests.browser import media
from tests.browser.person import Person
from tests.browser.screenshots import DESK
from tests.browser.waiting import eventually

# Headless Chromium hides no page, therefore the page is told so.
_HIDE = """
(isHidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => isHidden });
  document.dispatchEvent(new Event("visibilitychange"));
}
"""


def test_a_small_tile_gets_a_small_picture(together: tuple[Person, Person]) -> None:
    ann, ben = together
    eventually(ann.page, lambda: media.sent(ann.page, "Ben"), _is_large)

    ben.page.set_viewport_size({"width": 480, "height": 360})

    eventually(ann.page, lambda: media.sent(ann.page, "Ben"), _is_small)
    media.sees(ben.page, "Ann Lee")

    ben.page.set_viewport_size(DESK)

    eventually(ann.page, lambda: media.sent(ann.page, "Ben"), _is_large)


def _is_large(sent: media.Sent) -> bool:
    return sent.height > 180 and sent.target_bitrate > 450_000


def _is_small(sent: media.Sent) -> bool:
    return 0 < sent.height <= 180 and 0 < sent.target_bitrate <= 150_000


def test_a_hidden_page_receives_sound_and_no_pictures(together: tuple[Person, Person]) -> None:
    ann, ben = together
    media.sees(ben.page, "Ann Lee")

    ben.page.evaluate(_HIDE, True)

    media.sends_no_pictures(ann.page, "Ben")
    media.hears(ben.page, "Ann Lee")
    media.sees(ann.page, "Ben")

    ben.page.evaluate(_HIDE, False)

    media.sees(ben.page, "Ann Lee")
