"""What a page shows in another language: every sentence translated, nothing sticking out.

Names and messages of people in these tests have no Latin letters, and the pseudo-locale has an
accent on each of its letters. Two Latin letters without an accent are therefore a sentence that was
not translated.
"""

from collections.abc import Callable
from pathlib import Path

from babel.messages.catalog import Catalog
from playwright.sync_api import Page

from meet.translations.catalogs import read_catalog
from meet.translations.messages import DOMAINS
from meet.translations.pseudo_locale import pseudo
from tests.browser.screenshots import fits_the_window

# A host, a guest and a room whose names have no Latin letters.
HOST, GUEST, ROOM = "Άννα Λη", "Βασίλης", "Εβδομάδα"
# Alike in all languages: names, formats and units.
_NAMES = r"\b(Meet|7KQ2MX|CSV|UTC|English|Deutsch|JavaScript|s|min)\b"
_UNTRANSLATED = """
(names) => {
  const shown = (element) => element?.checkVisibility({ visibilityProperty: true });
  // Parts of the page that are not Meet's own sentences: people, codes, dates, devices, codecs.
  const isOthers = (element) =>
    element.closest(
      "code, output, time, script, style, meet-device-select option, [lang=en], [translate=no]");
  const attributes = ["aria-label", "title", "placeholder", "alt"];
  const texts = [document.title];
  for (const element of document.body.querySelectorAll("*")) {
    if (!shown(element) || isOthers(element)) continue;
    for (const node of element.childNodes) if (node.nodeType === 3) texts.push(node.data);
    for (const name of attributes) texts.push(element.getAttribute(name) ?? "");
  }
  return texts
    .map((text) => text.replaceAll(new RegExp(names, "g"), "").trim())
    .filter((text) => /[A-Za-z]{2,}/.test(text));
}
"""
_OUTSIDE = """
() => [...document.querySelectorAll("button, a[href], h1, h2, h3, p, input, select, label, dialog")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }))
  .filter((element) => !element.matches(".visually-hidden, .visually-hidden *, .skip-link"))
  .filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 1 && (left < -1 || right > innerWidth + 1);
  })
  .map((element) => element.outerHTML.slice(0, 200))
"""

Translate = Callable[[str], str]


def translator(language: str) -> Translate:
    """Return a function that translates a message of Meet, "de" or the pseudo-locale."""
    if language != "de":
        return pseudo
    catalogs = [read_catalog(language, domain) for domain in DOMAINS]
    return lambda message: _translation(catalogs, message)


def _translation(catalogs: list[Catalog], message: str) -> str:
    translated = next(found for catalog in catalogs if (found := catalog.get(message)))
    assert isinstance(translated.string, str)
    return translated.string


def untranslated(page: Page) -> list[str]:
    """Return the visible texts in which a sentence is not in the pseudo-locale."""
    texts: list[str] = page.evaluate(_UNTRANSLATED, _NAMES)
    return texts


def outside(page: Page) -> list[str]:
    """Return the elements that are not completely between the left and the right edge."""
    fits_the_window(page)
    elements: list[str] = page.evaluate(_OUTSIDE)
    return elements


def is_at_the_left(page: Page, selector: str) -> bool:
    """Tell whether the middle of an element is in the left half of the page."""
    at_left: bool = page.locator(selector).evaluate(
        "(element) => { const { left, right } = element.getBoundingClientRect();"
        " return left + right < innerWidth; }"
    )
    return at_left


def take(page: Page, folder: Path, name: str) -> None:
    page.screenshot(path=folder / f"{name}.png", animations="disabled")
