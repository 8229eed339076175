"""Draw the icons of the installed app from the favicon, with Chromium: static/img/*.png.

.venv/bin/python .ci/draw_icons.py
"""

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

_IMAGES = Path(__file__).resolve().parent.parent / "static" / "img"
_LOGO = (_IMAGES / "favicon.svg").read_text()
_PAPER = "#ffffff"
# Systems cut maskable icons to a circle of 80 % of the width, and the home screens of iPhones round
# the corners of an opaque square.
_ICONS = {
    "icon-192.png": (192, 1.0, "transparent"),
    "icon-512.png": (512, 1.0, "transparent"),
    "icon-maskable-512.png": (512, 0.56, _PAPER),
    "apple-touch-icon.png": (180, 0.72, _PAPER),
}


def draw(page: Page, name: str, size: int, part: float, background: str) -> None:
    """Draw the logo in the middle, as `part` of the width."""
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(
        f"<style>body {{ margin: 0; height: 100vh; display: grid; place-items: center;"
        f" background: {background} }} svg {{ width: {part:.0%} }}</style>{_LOGO}"
    )
    page.screenshot(path=_IMAGES / name, omit_background=background == "transparent")


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox"]
        )
        page = browser.new_page()
        for name, (size, part, background) in _ICONS.items():
            draw(page, name, size, part, background)


if __name__ == "__main__":
    main()
