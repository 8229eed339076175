"""`python -m benchmarks.loading URL…`: how long the page of a room takes on a slow computer.

Each URL is that of a room of a running Meet, for example of two versions; they take turns. See
tests/browser/page_loading.py for what is measured.
"""

import statistics
import sys
from dataclasses import fields

from playwright.sync_api import sync_playwright

from tests.browser.chromium import Devices, launch
from tests.browser.page_loading import Loading, load

_ROUNDS = 15


def main() -> None:
    urls = sys.argv[1:]
    if not urls:
        sys.exit("Give the URL of a room, such as http://localhost:8000/7KQ2MX")
    with sync_playwright() as playwright:
        browser = launch(playwright, Devices.ALLOWED)
        rounds = [[load(browser, url) for url in urls] for _ in range(_ROUNDS)]
    for url, loads in zip(urls, zip(*rounds, strict=True), strict=True):
        print(url)
        for field in fields(Loading):
            values = [getattr(one, field.name) for one in loads]
            middle = statistics.median(values)
            print(f"  {field.name}: {middle:,.0f} ({min(values):,.0f} to {max(values):,.0f})")


if __name__ == "__main__":
    main()
