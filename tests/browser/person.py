"""A person at a browser, and the steps that they take on the pages.

Each person has a separate browser context. Controls are found by their accessible names, so that
a control without a name fails the test.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, Response, expect

from tests.browser.page_errors import PageErrors
from tests.browser.waiting import eventually

# Maximum wait for an expectation. On two processors, four meshed pages are slow.
PATIENCE_MS = 15_000

_WAY_IN = re.compile("^(Join|Ask to join)")
_IS_OPENING_DEVICES = "Object.values(window.meet.state.media).some((one) => one.isOpening)"


class Person:
    """One page of one person, who is called `name` in the meeting."""

    def __init__(self, page: Page, url: str, name: str, errors: PageErrors) -> None:
        self.page = page
        self.name = name
        self.errors = errors
        self._url = url

    def open_tab(self, url: str = "") -> "Person":
        """Return another tab of the same browser, on the same server unless `url` is given."""
        page = self.page.context.new_page()
        url = url or self.page.evaluate("location.origin")
        return Person(page, url, self.name, PageErrors(page, url))

    @property
    def seat_id(self) -> str:
        seat: str = self.page.evaluate(
            "window.meet.state.people.find((one) => one.isSelf).participantId"
        )
        return seat

    def open(self, path: str) -> Response:
        response = self.page.goto(self._url + path)
        assert response is not None
        return response

    def arrive(self, code: str) -> None:
        """Open the room and wait for the preview, with devices asked for."""
        self.open(f"/{code}")
        expect(self.page.get_by_role("button", name=_WAY_IN)).to_be_enabled()
        eventually(self.page, lambda: not self.page.evaluate(_IS_OPENING_DEVICES))

    def join(self) -> None:
        """Press the button, under this person's name where the page asks for one."""
        self.ask_to_join()
        self.is_inside()

    def ask_to_join(self) -> None:
        field = self.page.get_by_label("Your name")
        if field.count():
            field.fill(self.name)
        self.page.get_by_role("button", name=_WAY_IN).click()

    def knock(self) -> None:
        """Ask to be let in, and wait."""
        self.ask_to_join()
        self.is_waiting()

    def is_waiting(self) -> None:
        expect(self.page.get_by_text("Waiting for a host to let you in")).to_be_visible()

    def is_inside(self) -> None:
        expect(self.tile(f"{self.name} (you)")).to_be_visible()

    def is_told(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    @property
    def connection_banner(self) -> Locator:
        """Return the message that the connection to the server is lost."""
        return self.page.get_by_role("status").filter(has_text="Reconnecting…")

    def tile(self, name: str) -> Locator:
        """Return the tile of somebody, whatever marks are on it."""
        return self.page.get_by_role("group", name=re.compile(rf"^{re.escape(name)}(,|$)"))

    def screen(self, name: str) -> Locator:
        """Return the tile of somebody's shared screen."""
        return self.tile(f"{name}'s screen")

    def sees_mark(self, name: str, mark: str) -> None:
        expect(self.tile(name)).to_have_accessible_name(re.compile(rf"\b{mark}\b"))

    def sees_no_mark(self, name: str, mark: str) -> None:
        expect(self.tile(name)).not_to_have_accessible_name(re.compile(rf"\b{mark}\b"))

    def sees_initials(self, name: str) -> None:
        """Wait until somebody's initials stand where their picture was."""
        expect(self.tile(name)).not_to_have_attribute("data-picture", "")

    def sees_reaction(self, emoji: str) -> None:
        expect(self.page.locator("meet-tile", has_text=emoji)).to_be_visible()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        self.button(name).click()

    def choose(self, menu: str, item: str) -> None:
        self.press(menu)
        self.page.get_by_role("menuitem", name=item, exact=True).click()

    def act_on(self, name: str, command: str) -> None:
        """Choose from the menu in somebody's tile; the own tile has "(you)" in its name."""
        tile = self.tile(name)
        tile.get_by_role("button", name=f"Actions for {name.removesuffix(' (you)')}").click()
        tile.get_by_role("menuitem", name=command, exact=True).click()

    def actions_on(self, name: str) -> list[str]:
        """Return what the menu in somebody's tile offers."""
        tile = self.tile(name)
        tile.get_by_role("button", name=f"Actions for {name}").click()
        expect(tile.get_by_role("menu")).to_be_visible()
        actions = tile.get_by_role("menuitem").all_inner_texts()
        self.page.keyboard.press("Escape")
        expect(tile.get_by_role("menu")).to_be_hidden()
        return [action.strip() for action in actions]

    def answer(self, question: str, answer: str) -> None:
        """Press a button of the dialog that asks something."""
        self.page.get_by_role("dialog", name=question).get_by_role("button", name=answer).click()

    def set(self, switch: str, is_on: bool) -> None:
        """Change one of the room's settings, from within the meeting."""
        self.choose("More", "Room settings")
        self.page.get_by_role("switch", name=switch).set_checked(is_on)
        self.answer("Room settings", "Done")

    def panel(self, title: str) -> Locator:
        """Return a panel, opened if it is not."""
        panel = self.page.get_by_role("complementary", name=title)
        if not panel.is_visible():
            self.page.get_by_role("button", name=re.compile(rf"^{title}(,|$)")).click()
        expect(panel).to_be_visible()
        return panel

    def say(self, words: str) -> None:
        field = self.panel("Chat").get_by_role("textbox", name="Message")
        field.fill(words)
        field.press("Enter")

    def reads(self, words: str) -> None:
        expect(self.panel("Chat").get_by_role("log")).to_contain_text(words)

    def is_noticed(self, words: str) -> None:
        expect(self.notices).to_contain_text(words)

    @property
    def notices(self) -> Locator:
        """Return the notices of the screen that is shown: the preview has some of its own."""
        return self.page.locator("section:not([hidden]) meet-notices")


NewPerson = Callable[..., Person]
