"""Who speaks, as the pages show it. The microphone of this Chromium beeps twice a second."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.person import Person

_OUTLINE = "tile => getComputedStyle(tile).outlineColor"
_COLOR = """
() => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "var(--color-speaking)";
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
"""


def shows_outline(person: Person, tile: Locator) -> None:
    expect(tile).to_have_css("outline-color", person.page.evaluate(_COLOR))
    expect(tile).to_have_css("outline-style", "solid")
    expect(tile.locator(".tile__speaking")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tiles_of_people_who_speak_have_an_outline(
    together: tuple[Person, Person], scheme: str
) -> None:
    ann, _ = together
    ann.page.emulate_media(color_scheme="light" if scheme == "light" else "dark")

    for name in ("Ben", "Ann Lee (you)"):
        ann.sees_mark(name, "speaking")
        shows_outline(ann, ann.tile(name))


def test_the_outline_is_visible_with_forced_colors(together: tuple[Person, Person]) -> None:
    ann, ben = together
    ann.page.emulate_media(forced_colors="active")
    ben.press("Microphone")
    ann.sees_mark("Ben", "muted")
    ann.sees_no_mark("Ben", "speaking")
    quiet = ann.tile("Ben").evaluate(_OUTLINE)

    ben.press("Microphone")

    expect(ann.tile("Ben")).not_to_have_css("outline-color", quiet)
    ann.sees_mark("Ben", "speaking")


def test_a_person_who_is_muted_no_longer_speaks(together: tuple[Person, Person]) -> None:
    ann, ben = together
    people = ann.panel("People").locator("meet-person")
    row = people.filter(has_text="Ben")
    expect(row.get_by_role("img", name="Speaking")).to_be_visible()

    ben.press("Microphone")

    expect(row.get_by_role("img", name="Speaking")).to_be_hidden()
    expect(row.get_by_role("img", name="Muted")).to_be_visible()
    ann.sees_no_mark("Ben", "speaking")
    expect(ann.tile("Ben").locator(".tile__muted")).to_be_visible()
    ann.sees_mark("Ann Lee (you)", "speaking")


def test_a_person_who_speaks_while_muted_can_unmute_at_once(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    ben.press("Microphone")
    ann.sees_mark("Ben", "muted")

    ben.is_noticed("You are speaking, but your microphone is off")
    ben.press("Unmute")

    expect(ben.button("Microphone")).to_have_attribute("aria-pressed", "true")
    expect(ben.notices).not_to_have_text(re.compile("You are speaking"))
    ann.sees_mark("Ben", "speaking")
