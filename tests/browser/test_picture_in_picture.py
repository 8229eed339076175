"""The meeting in a small window above all others."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from rooms.models import Room
from tests.browser import media
from tests.browser.accessibility import violations
from tests.browser.person import Person
from tests.browser.screenshots import LOOKS, PICTURES
from tests.browser.test_picture_sizes import HIDE
from tests.browser.waiting import eventually

_NO_DOCUMENTS = "delete window.documentPictureInPicture;"
_NEITHER = """
delete window.documentPictureInPicture;
Object.defineProperty(Document.prototype, "pictureInPictureEnabled", { get: () => false });
"""
_REFUSED = """
window.documentPictureInPicture.requestWindow = () => Promise.reject(new TypeError("no"));
"""
_IS_OPEN = "window.documentPictureInPicture.window !== null"
_HAS_VIDEO_WINDOW = "document.pictureInPictureElement !== null"
_FRAMES = "document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames"


def open_small_window(person: Person) -> Page:
    with person.page.expect_popup() as opening:
        person.choose("More", "Picture-in-picture")
    return opening.value


def test_the_small_window_has_the_other_person_and_the_controls(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    media.sees(ann.page, "Ben")

    small = open_small_window(ann)

    expect(small.get_by_text("Ben")).to_be_visible()
    before = small.evaluate(_FRAMES)
    eventually(small, lambda: small.evaluate(_FRAMES) > before + 5)
    small.get_by_role("button", name="Microphone").click()
    ben.sees_mark("Ann Lee", "muted")
    small.get_by_role("button", name="Camera").click()
    ben.sees_initials("Ann Lee")
    small.set_viewport_size({"width": 360, "height": 280})
    for look in LOOKS:
        small.emulate_media(color_scheme=LOOKS[look]["color_scheme"], reduced_motion="reduce")
        assert violations(small) == []
        small.screenshot(path=PICTURES / look / "small-window.png")
    ben.press("Camera")
    expect(small.locator(".avatar")).to_be_visible()

    small.get_by_role("button", name="Leave").click()

    ann.is_told("You left the meeting")
    eventually(ann.page, lambda: not ann.page.evaluate(_IS_OPEN))


def test_the_picture_of_the_small_window_is_sent_while_the_page_is_hidden(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    small = open_small_window(ann)

    ann.page.evaluate(HIDE, True)

    before = small.evaluate(_FRAMES)
    eventually(small, lambda: small.evaluate(_FRAMES) > before + 10)
    assert media.sent(ben.page, "Ann Lee").height > 0

    ann.page.evaluate("documentPictureInPicture.window.close()")

    media.sends_no_pictures(ben.page, "Ann Lee")


def test_the_menu_closes_the_small_window_and_the_end_of_the_meeting_does(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    open_small_window(ben)

    ben.choose("More", "Exit picture-in-picture")

    eventually(ben.page, lambda: not ben.page.evaluate(_IS_OPEN))
    open_small_window(ben)
    ann.choose("Leave", "End meeting for all")
    ben.is_told("The meeting has ended")
    eventually(ben.page, lambda: not ben.page.evaluate(_IS_OPEN))


def test_a_browser_without_such_windows_shows_the_video_of_the_other_person(
    ann: Person, ben: Person, room: Room
) -> None:
    ann.page.add_init_script(_NO_DOCUMENTS)
    for person in (ann, ben):
        person.arrive(room.code)
        person.join()
    media.sees(ann.page, "Ben")

    ann.choose("More", "Picture-in-picture")

    eventually(ann.page, lambda: ann.page.evaluate(_HAS_VIDEO_WINDOW))
    ann.choose("More", "Exit picture-in-picture")
    eventually(ann.page, lambda: not ann.page.evaluate(_HAS_VIDEO_WINDOW))


def test_a_refusal_of_the_browser_is_said(
    inside_after: Callable[[str], Person],
) -> None:
    ben = inside_after(_REFUSED)

    ben.choose("More", "Picture-in-picture")

    ben.is_noticed("Your browser did not open the small window")
    ben.press("More")
    expect(ben.page.get_by_role("menuitem", name="Picture-in-picture", exact=True)).to_be_visible()


def test_a_browser_with_neither_does_not_offer_it(
    inside_after: Callable[[str], Person],
) -> None:
    ben = inside_after(_NEITHER)

    ben.press("More")

    expect(ben.page.get_by_role("menuitem", name="Change name")).to_be_visible()
    expect(ben.page.get_by_role("menuitem", name="Picture-in-picture")).to_be_hidden()
