"""All that opens is accessible, is translated, and gives the focus back.

The pages are in the right-to-left pseudo-locale, in which a sentence without a mark is seen.
"""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from rooms.models import Room
from tests.browser.accessibility import violations
from tests.browser.openings import OPENINGS, WITH_KNOCKER, is_opened, unopened
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, PICTURES
from tests.browser.translations import GUEST, HOST, outside, take, untranslated

_FOLDER = PICTURES / f"{settings.PSEUDO_LOCALE_CODE}-openings"

# A person who is alone is asked after half an hour.
_ASK_WHETHER_STILL_THERE = """
document.querySelector("[data-kind=still-there]").call.page.openDialog({ kind: "still-there" })
"""


@pytest.fixture
def host(new_person: NewPerson, hosted: Room) -> Person:
    locale = settings.PSEUDO_LOCALE_CODE
    return new_person(HOST, account=hosted.host, locale=locale, reduced_motion="reduce")


def check(page: Page, name: str) -> None:
    assert untranslated(page) == [], name
    assert outside(page) == [], name
    for look in LOOKS.values():
        page.emulate_media(color_scheme=look["color_scheme"])
        assert violations(page) == [], f"{name}, {look['color_scheme']}"
    _FOLDER.mkdir(parents=True, exist_ok=True)
    take(page, _FOLDER, name)


@pytest.mark.timeout(300)
def test_all_that_opens_in_a_meeting(host: Person, new_person: NewPerson, hosted: Room) -> None:
    page = host.page
    host.open(f"/{hosted.code}")
    page.locator("meet-join-form button").click()
    expect(page.locator("meet-tile")).to_have_count(1)
    page.evaluate(_ASK_WHETHER_STILL_THERE)
    is_opened(page)
    check(page, "still there")
    page.keyboard.press("Escape")
    guest = new_person(GUEST)
    guest.arrive(hosted.code)
    guest.knock()
    for name, opening in WITH_KNOCKER.items():
        opening.open(page)
        check(page, name)
        page.keyboard.press("Escape")
    OPENINGS["settings"].open(page)
    page.locator("[name=waitingRoom]").uncheck()
    expect(page.locator("meet-admit-all-dialog dialog")).to_be_visible()
    is_opened(page)
    check(page, "admit all")
    page.locator("dialog[open] [value=yes]").click()
    expect(page.locator("meet-tile")).to_have_count(2)
    page.locator("#people [data-close]").click()

    for name, opening in OPENINGS.items():
        opening.open(page)
        check(page, name)
        page.keyboard.press("Escape")
        expect(page.locator(opening.opener)).to_be_focused()
    page.go_back()
    is_opened(page)
    check(page, "leave by Back")
    page.keyboard.press("Escape")
    assert unopened(page) == []


def test_the_tests_before_a_meeting(host: Person, hosted: Room) -> None:
    page = host.page
    host.open(f"/{hosted.code}")
    expect(page.locator("meet-join-form button")).to_be_enabled()

    for part in ("meet-connection-check", "meet-speaker-test"):
        page.locator(f".prejoin {part} button").click()
    expect(page.locator(".prejoin meet-speaker-test [role=status]")).not_to_be_empty()
    expect(page.locator(".findings li")).not_to_have_count(0)

    check(page, "before a meeting")


@pytest.mark.parametrize("path", ["/rooms/{code}/settings/", "/accounts/email/"])
def test_the_menu_and_the_questions_of_a_page(host: Person, hosted: Room, path: str) -> None:
    page = host.page
    host.open(path.format(code=hosted.code))
    page.locator("[popovertarget=account-menu]").click()
    expect(page.locator("#account-menu")).to_be_visible()
    check(page, "account menu")
    page.keyboard.press("Escape")

    page.locator("[data-asks]").click()

    expect(page.locator("dialog[open]")).to_be_visible()
    check(page, f"question at {path.split('/')[-2]}")


def test_the_language_menu_of_a_guest(new_person: NewPerson, hosted: Room) -> None:
    guest = new_person(GUEST, locale=settings.PSEUDO_LOCALE_CODE, reduced_motion="reduce")
    guest.open(f"/{hosted.code}")

    guest.page.locator("[popovertarget=language-menu]").click()

    expect(guest.page.locator("#language-menu")).to_be_visible()
    check(guest.page, "language menu")
