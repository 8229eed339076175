"""How long the page of a room takes until a guest can use it, on a slow computer.

The browser's cache is empty, and the processor of the page is throttled. The network is loopback.
"""

from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.browser.waiting import eventually

# As in Chromium's developer tools: a phone of the middle class, beside a desktop computer.
SLOWDOWN = 4
_DESK = {"width": 1280, "height": 800}

# The form can be used once its button has its words: the server sends the button without words.
_WATCH_FORM = """
addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("meet-join-form button");
  const look = () => {
    if (!button.textContent.trim() || button.disabled || !button.checkVisibility()) return;
    window.usableMs ??= performance.now();
    observer.disconnect();
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  look();
});
"""
_MEASURED = """
() => ({
  first_paint_ms: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  usable_ms: window.usableMs,
  script_bytes: performance.getEntriesByType("resource")
    .filter(({ name }) => name.endsWith(".js"))
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  requests: performance.getEntriesByType("resource").length,
})
"""


@dataclass(frozen=True)
class Loading:
    """Times begin with the navigation. `script_bytes` are compressed, as they are sent."""

    first_paint_ms: float
    usable_ms: float
    script_bytes: int
    requests: int


def load(browser: Browser, url: str) -> Loading:
    """Open the page of a room as a guest whose browser has not been here before."""
    context = browser.new_context(viewport=_DESK, service_workers="block")
    try:
        page = context.new_page()
        throttling = context.new_cdp_session(page)
        throttling.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.add_init_script(_WATCH_FORM)
        page.goto(url)
        eventually(page, lambda: page.evaluate("window.usableMs"))
        return Loading(**page.evaluate(_MEASURED))
    finally:
        context.close()
