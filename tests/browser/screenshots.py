"""Screenshots of pages, and checks that apply to every page.

Each page has the expected heading, no horizontal scrolling, a name for each visible control, and no
violation of a rule of accessibility.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.person import Person
from tests.browser.waiting import eventually

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": DESK, "color_scheme": "light"},
    "dark phone": {"viewport": PHONE, "color_scheme": "dark", "has_touch": True},
}
PICTURES = settings.BASE_DIR / "var" / "screenshots"

_NAMELESS_CONTROLS = """
() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, video[controls], summary")]
  .filter((control) => control.checkVisibility({ visibilityProperty: true }))
  .filter((control) => {
    const labels = (control.getAttribute("aria-labelledby") ?? "").split(" ")
      .map((id) => document.getElementById(id)).filter(Boolean);
    const words = [control.ariaLabel, control.title, control.textContent, control.value,
      control.placeholder,
      ...[...(control.labels ?? []), ...labels].flatMap((label) =>
        [label.textContent, label.querySelector("img")?.alt]),
      control.querySelector("svg[aria-label]")?.ariaLabel];
    return !words.some((word) => word?.trim());
  })
  .map((control) => control.outerHTML)
"""
_SIDEWAYS_PIXELS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_ARE_PICTURES_READY = "document.fonts.ready.then(() => true)"


def look_at(person: Person, folder: str, name: str, heading: str) -> None:
    """Check the page and keep a picture of it as `folder`/`name`.png."""
    person.is_told(heading)
    fits_the_window(person.page)
    nameless = person.page.evaluate(_NAMELESS_CONTROLS)
    assert nameless == [], f"{name} has {nameless}"
    found = violations(person.page)
    assert found == [], f"{name} is not accessible: {found}"
    person.page.evaluate(_ARE_PICTURES_READY)
    take_picture(person, PICTURES / folder / f"{name}.png")


def use_look(page: Page, look: str) -> None:
    """Give an open page the size and the colours of one of `LOOKS`, without slow changes."""
    page.set_viewport_size(LOOKS[look]["viewport"])
    page.emulate_media(color_scheme=LOOKS[look]["color_scheme"], reduced_motion="reduce")


def fits_the_window(page: Page) -> None:
    """Wait until the page does not scroll sideways: tiles are arranged after a change of size."""
    eventually(page, lambda: page.evaluate(_SIDEWAYS_PIXELS), lambda pixels: pixels == 0)


def take_picture(person: Person, path: Path) -> None:
    expect(person.page.locator("body")).to_be_visible()
    person.page.screenshot(path=path, animations="disabled")
