"""Accessibility of the ways to look at a meeting.

`screenshots.look_at` checks every page and state that has a picture, in both themes, and
`test_openings.py` the menus, dialogs and panels. Here are forced colours, less motion, narrow
windows, and what a screen reader is told. docs/accessibility.md has the whole list.
"""

from playwright.sync_api import expect

from tests.browser.accessibility import violations
from tests.browser.person import Person
from tests.browser.screenshots import DESK, PICTURES, fits_the_window, take_picture

NARROW = {"width": 320, "height": 568}
# A window of DESK at 200 % zoom.
ZOOMED = {"width": 640, "height": 400}
_HIDDEN_CONTROLS = """
() => [...document.querySelectorAll("meet-control-bar button, dialog[open] button")]
  .filter((button) => button.checkVisibility() && !button.closest("[popover]"))
  .filter((button) => {
    const { left, top, right, bottom } = button.getBoundingClientRect();
    return left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1;
  })
  .map((button) => button.ariaLabel ?? button.textContent)
"""
_MOVING = """
() => [...document.querySelectorAll("*")].filter((element) => {
  const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
  const isAnimated = animationName !== "none" && parseFloat(animationDuration) > 0;
  return isAnimated || transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
}).map((element) => element.outerHTML.slice(0, 100))
"""
# What a screen reader says by itself: the text of a live region after each change.
_LISTEN = """
() => {
  window.heard = [];
  const regions = "[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])";
  new MutationObserver((records) => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest(`${regions}, [role=timer], [aria-live=off]`);
      if (region?.matches(regions) && region.checkVisibility() && region.textContent.trim()) {
        window.heard.push(region.textContent.trim());
      }
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}
"""
_FOCUSED_NAME = "document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()"
_TAB_STOPS_OF_THE_BAR = [
    "Microphone",
    "Microphone options",
    "Camera",
    "Camera options",
    "Share screen",
    "Raise hand",
    "React",
    "More",
    "Leave",
    "People, 2",
    "Chat",
]


def test_a_meeting_can_be_used_in_forced_colours_without_motion_and_in_narrow_windows(
    together: tuple[Person, Person],
) -> None:
    ann, _ = together
    page = ann.page
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    assert page.evaluate(_MOVING) == []
    ann.press("Camera")
    for name, size in (("desk", DESK), ("narrow", NARROW), ("zoomed", ZOOMED)):
        page.set_viewport_size(size)
        fits_the_window(page)
        assert page.evaluate(_HIDDEN_CONTROLS) == [], name
        assert violations(page) == [], name
        take_picture(ann, PICTURES / "forced colours" / f"meeting-{name}.png")
        ann.choose("More", "Keyboard shortcuts")
        assert page.evaluate(_HIDDEN_CONTROLS) == [], name
        ann.answer("Keyboard shortcuts", "Done")


def test_a_screen_reader_is_told_what_matters_and_nothing_else(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    expect(ann.page.get_by_role("status").filter(has_text="joined")).to_have_count(0)
    ann.page.evaluate(_LISTEN)

    for _ in range(2):
        for control in ("Microphone", "Camera"):
            ben.press(control)
    ben.say("Good morning")
    expect(ann.page.get_by_role("button", name="Chat, 1 unread")).to_be_visible()
    ben.press("Raise hand")
    ann.is_noticed("Ben")

    heard = ann.page.evaluate("window.heard")
    assert [words for words in heard if "Ben" not in words] == []
    assert len(heard) <= 2, heard


def test_the_controls_of_a_meeting_are_reached_in_the_order_in_which_they_are_seen(
    together: tuple[Person, Person],
) -> None:
    page = together[0].page
    page.get_by_role("button", name="Microphone", exact=True).focus()
    reached = [page.evaluate(_FOCUSED_NAME)]
    while len(reached) < len(_TAB_STOPS_OF_THE_BAR):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(_FOCUSED_NAME))

    assert reached == _TAB_STOPS_OF_THE_BAR
