"""People at browsers; at their end, nothing unexpected may have gone wrong on any page."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from playwright.sync_api import Browser

from accounts.models import User
from tests.browser.chromium import Devices
from tests.browser.page_errors import PageErrors
from tests.browser.person import PATIENCE_MS, NewPerson, Person
from tests.browser.screenshots import DESK
from tests.protocol.joining import session_cookies

# Chromium reports it when the page plays the sound of a joining person.
_NO_SPEAKER = "The AudioContext encountered an error from the audio device"


@contextmanager
def at_browsers(browsers: Mapping[Devices, Browser], usual_url: str) -> Iterator[NewPerson]:
    """Give a function that seats somebody at a browser of their own, signed in as `account`."""
    people: list[Person] = []
    with ExitStack() as closing:

        def new_person(
            name: str,
            *,
            account: User | None = None,
            devices: Devices = Devices.ALLOWED,
            url: str = usual_url,
            **context: Any,
        ) -> Person:
            # Only tests of the service worker need one in each browser.
            usual = {"viewport": DESK, "locale": "en-US", "service_workers": "block"}
            options = {**usual, **context}
            opened = browsers[devices].new_context(base_url=url, **options)
            closing.callback(opened.close)
            opened.set_default_timeout(PATIENCE_MS)
            if account is not None:
                cookies = session_cookies(account).items()
                opened.add_cookies(
                    [{"name": key, "value": value, "url": url} for key, value in cookies]
                )
            page = opened.new_page()
            person = Person(page, url, name, PageErrors(page, url))
            if devices is Devices.MISSING:
                person.errors.expect(_NO_SPEAKER)
            people.append(person)
            return person

        yield new_person
    unexpected = [found for person in people for found in person.errors.unexpected]
    assert unexpected == [], unexpected
