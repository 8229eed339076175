"""The measurements of connections that a person may look at and copy."""

import re

import pytest
from playwright.sync_api import Locator, expect

from accounts.models import User
from rooms.models import Room
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, look_at
from tests.browser.test_accessibility import NARROW
from tests.browser.waiting import eventually

_CLIPBOARD = ("clipboard-read", "clipboard-write")
_READ_CLIPBOARD = "navigator.clipboard.readText()"
_HEARD = """
() => {
  window.heard = [];
  const dialog = document.querySelector("dialog[open]");
  new MutationObserver((records) => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest("[role=status], [role=alert], [role=log], [aria-live]");
      if (region) window.heard.push(region.outerHTML);
    }
  }).observe(dialog, { subtree: true, childList: true, characterData: true });
}
"""


def table(person: Person, name: str) -> Locator:
    """Return the open table of a connection."""
    dialog = person.page.get_by_role("dialog", name="Statistics")
    return dialog.get_by_role("table", name=name, exact=True)


def has_measured(table: Locator) -> None:
    """Wait until a table has the picture and the rate that are received and sent."""
    pictures = table.get_by_role("row", name="Pictures").get_by_role("cell")
    rates = table.get_by_role("row", name="Bit rate").get_by_role("cell")
    for cell in (pictures.nth(0), pictures.nth(1)):
        expect(cell).to_have_text(re.compile(r"^\d+ × \d+, \d+ fps$"))
    for cell in (rates.nth(0), rates.nth(1)):
        expect(cell).to_have_text(re.compile(r"^[\d,]+ kb/s$"))


def test_the_tile_menu_has_the_statistics_of_one_person(
    together: tuple[Person, Person], new_person: NewPerson, room: Room
) -> None:
    ann, _ = together
    cid = new_person("Cid")
    cid.arrive(room.code)
    cid.join()
    ann.sees_no_mark("Cid", "connecting")

    ann.act_on("Ben", "Statistics")

    shown = table(ann, "Ben")
    expect(shown.get_by_role("row", name="Path")).to_contain_text("Direct")
    expect(shown.get_by_role("row", name="Round trip")).to_contain_text(re.compile(r"\d ms"))
    expect(shown.get_by_role("row", name="Loss")).to_contain_text("0%")
    expect(shown.get_by_role("row", name="Codecs")).to_contain_text("opus")
    has_measured(shown)
    expect(table(ann, "Cid")).to_have_count(0)

    ann.answer("Statistics", "Done")
    ann.choose("More", "Statistics")

    has_measured(table(ann, "Ben"))
    has_measured(table(ann, "Cid"))


def test_the_statistics_are_copied_without_names_and_are_not_announced(
    together: tuple[Person, Person],
) -> None:
    ann, _ = together
    ann.page.context.grant_permissions([*_CLIPBOARD, "camera", "microphone"])
    ann.choose("More", "Statistics")
    has_measured(table(ann, "Ben"))
    ann.page.evaluate(_HEARD)
    rate = table(ann, "Ben").get_by_role("row", name="Bit rate")
    before = rate.inner_text()
    eventually(ann.page, lambda: rate.inner_text() != before)
    assert ann.page.evaluate("window.heard") == []

    ann.press("Copy")

    dialog = ann.page.get_by_role("dialog", name="Statistics")
    expect(dialog.get_by_role("status")).to_have_text("Copied")
    copied = ann.page.evaluate(_READ_CLIPBOARD)
    for line in (r"Mozilla/.+", "Connection 1", r"Path \| Direct", r"Round trip \| \d+ ms"):
        assert re.search(f"^{line}$", copied, re.MULTILINE), copied
    for secret in ("Ann", "Ben", "127.0.0.1", ".local"):
        assert secret not in copied


def test_a_person_alone_has_no_connection_to_measure(inside: Person) -> None:
    inside.choose("More", "Statistics")

    expect(inside.page.get_by_text("There is no connection to measure.")).to_be_visible()


@pytest.mark.parametrize("size", [None, NARROW], ids=["usual", "narrow"])
def test_the_statistics_fit_on_every_screen(
    new_person: NewPerson, account: User, room: Room, look: str, size: dict[str, int] | None
) -> None:
    ann = new_person("Ann Lee", account=account, **LOOKS[look])
    ben = new_person("Ben")
    for person in (ann, ben):
        person.arrive(room.code)
        person.join()
    if size:
        ann.page.set_viewport_size(size)
    ann.choose("More", "Statistics")
    has_measured(table(ann, "Ben"))
    look_at(ann, look, f"statistics{'-narrow' if size else ''}", "Weekly planning")
