"""Every menu, dialog and panel that opens in a meeting, found in any language.

A walk opens all of them. At its end, `unopened` returns the menus and dialogs of the page that it
has not opened, so that a new one cannot be forgotten.
"""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

_MARK_OPENED = """
() => {
  for (const one of document.querySelectorAll("[role=menu]:popover-open, dialog[open]"))
    one.dataset.wasOpened = "";
}
"""
_UNOPENED = """
() => [...document.querySelectorAll("[role=menu], dialog")]
  .filter((one) => one.matches("dialog") || one.previousElementSibling.checkVisibility())
  .filter((one) => !("wasOpened" in one.dataset))
  .map((one) => one.outerHTML.slice(0, 120))
"""


@dataclass(frozen=True)
class Opening:
    """Selectors: a panel that must be open, the button that is pressed, an item of its menu.

    An opener has the focus again after Escape.
    """

    opener: str
    item: str = ""
    panel: str = ""

    def open(self, page: Page) -> None:
        if self.panel and not page.locator(f"#{self.panel}").is_visible():
            page.locator(f"meet-panel-button[data-panel={self.panel}] button").click()
        page.locator(self.opener).click()
        if self.item:
            page.locator(f"[role=menu]:popover-open [data-command={self.item}]").click()
        is_opened(page)


_MORE = "meet-menu:has([data-command=shortcuts]) > button"
_LEAVE = "meet-menu.bar__end > button"
_OTHERS_TILE = "meet-tile:not([data-self]) meet-menu > button"
_KNOCKER = "meet-knocker meet-menu > button"

WITH_KNOCKER = {
    "knocker": Opening(_KNOCKER, panel="people"),
    "message to a knocker": Opening(_KNOCKER, "message", panel="people"),
}
OPENINGS = {
    "menu": Opening(_MORE),
    "leave": Opening(_LEAVE),
    "reactions": Opening("meet-reaction-menu meet-menu > button"),
    "microphones": Opening("meet-device-toggle[data-kind=microphone] + meet-device-menu > button"),
    "cameras": Opening("meet-device-toggle[data-kind=camera] + meet-device-menu > button"),
    "actions": Opening(_OTHERS_TILE),
    "own actions": Opening("meet-tile[data-self] meet-menu > button"),
    "remove": Opening(_OTHERS_TILE, "remove"),
    "block": Opening(_OTHERS_TILE, "block"),
    "devices": Opening(_MORE, "devices"),
    "rename": Opening(_MORE, "rename"),
    "statistics": Opening(_MORE, "statistics"),
    "shortcuts": Opening(_MORE, "shortcuts"),
    "settings": Opening(_MORE, "settings"),
    "people": Opening("meet-panel-button[data-panel=people] button"),
    "chat": Opening("meet-panel-button[data-panel=chat] button"),
    "mute all": Opening("[data-command=mute-all]", panel="people"),
    "self": Opening(".people__list > :first-child meet-menu > button", panel="people"),
    "person": Opening(".people__list > :nth-child(2) meet-menu > button", panel="people"),
}


def is_opened(page: Page) -> None:
    """Wait until a menu, dialog or panel is open."""
    opened = page.locator("dialog[open], [role=menu]:popover-open, meet-panel:not([hidden])")
    expect(opened.first).to_be_visible()
    page.evaluate(_MARK_OPENED)


def unopened(page: Page) -> list[str]:
    """Return the menus and dialogs of the page that were never opened by an `Opening`."""
    found: list[str] = page.evaluate(_UNOPENED)
    return found
