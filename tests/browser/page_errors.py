"""Errors of a page that a person does not see.

These are errors on the console (including violations of the Content Security Policy), uncaught
exceptions, and requests to another origin. A test declares the errors that it expects.
"""

import re
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page

_LOCAL_SCHEMES = ("about", "blob", "data")
_SCHEMES = {"ws": "http", "wss": "https"}


class PageErrors:
    """The errors of one page, as sentences."""

    def __init__(self, page: Page, origin: str) -> None:
        self._origin = origin
        self._found: list[str] = []
        self._expected: list[re.Pattern[str]] = []
        page.on("console", self._got_console)
        page.on("pageerror", lambda error: self._found.append(f"exception: {error}"))
        page.on("request", lambda request: self._got_address(request.url))
        page.on("websocket", lambda socket: self._got_address(socket.url))

    def expect(self, pattern: str) -> None:
        """Declare errors that this test causes on purpose."""
        self._expected.append(re.compile(pattern))

    @property
    def unexpected(self) -> list[str]:
        return [
            found
            for found in self._found
            if not any(pattern.search(found) for pattern in self._expected)
        ]

    def _got_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._found.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _got_address(self, address: str) -> None:
        url = urlsplit(address)
        origin = f"{_SCHEMES.get(url.scheme, url.scheme)}://{url.netloc}"
        if url.scheme not in _LOCAL_SCHEMES and origin != self._origin:
            self._found.append(f"request to another origin: {address}")
