"""Pages that lack a capability, as those of an older version and of other clients do."""

import re

from playwright.sync_api import Route

from tests.browser.person import Person


def sends_one_picture(person: Person) -> None:
    """Let the page of this person not say that it sends a screen beside the camera."""

    def without_capability(route: Route) -> None:
        response = route.fetch()
        script = re.sub(r',\s*"two-pictures"', "", response.text())
        route.fulfill(response=response, body=script)

    person.page.route(re.compile(r"\.js$"), without_capability)
