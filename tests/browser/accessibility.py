"""Accessibility checks of a page in its current state, by axe-core.

axe finds about half of the problems that a person can have with a page: names, roles, contrast,
order of headings. docs/accessibility.md lists what other tests and people check.
"""

from django.conf import settings
from playwright.sync_api import Page

_AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
_IS_LOADED = "window.axe !== undefined"
# All rules of WCAG 2.2 at levels A and AA, and axe's own recommendations.
_FIND = """
async ({ tags, rules, exclude }) => {
  const { violations } = await axe.run({ include: [document], exclude }, {
    runOnly: { type: "tag", values: tags },
    rules,
    // Loading stylesheets again would violate the Content Security Policy. Only rules that are off
    // need it.
    preload: false,
    resultTypes: ["violations"],
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html, any }) => {
      const why = any[0]?.message ?? "";
      return `${id}: ${help} | ${target.join(" ")} | ${why} | ${html.slice(0, 200)}`;
    }));
}
"""
# The search box of Django's admin has an icon as its label. WCAG allows that.
_RULES = {"label-title-only": {"enabled": False}}
# Widgets of Django's admin, whose markup Meet does not write: two lists to choose from, and the
# table of related rows.
_EXCLUDED = [[".selector"], [".inline-group"]]
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Return one line for each element that violates a rule."""
    if not page.evaluate(_IS_LOADED):
        page.evaluate(f"{_AXE.read_text()};null")
    found: list[str] = page.evaluate(_FIND, {"tags": _TAGS, "rules": _RULES, "exclude": _EXCLUDED})
    return found
