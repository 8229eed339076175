"""A walk through the pages in German and in the right-to-left pseudo-locale."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import PICTURES
from tests.browser.translations import (
    GUEST,
    HOST,
    Translate,
    is_at_the_left,
    outside,
    take,
    translator,
    untranslated,
)
from tests.browser.waiting import eventually

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
PSEUDO = settings.PSEUDO_LOCALE_CODE

_IS_TILE_ON_STAGE = """
() => {
  const [stage, tile] = [".stage__tiles", "meet-tile"].map((selector) =>
    document.querySelector(selector).getBoundingClientRect());
  return stage.left - 1 <= tile.left && tile.right <= stage.right + 1;
}
"""

Check = Callable[[str], None]


@pytest.fixture(
    params=[
        pytest.param((PSEUDO, PHONE, "light"), id="right-to-left phone"),
        pytest.param(("de", PHONE, "dark"), id="german phone"),
    ]
)
def walk(
    request: pytest.FixtureRequest, new_person: NewPerson, hosted: Room
) -> tuple[Person, Translate, Check]:
    """Give the host, a translator to the host's language, and a check of what the page shows."""
    language, context, theme = request.param
    assert hosted.host is not None
    look = {**context, "color_scheme": theme, "locale": language}
    host = new_person(HOST, account=hosted.host, **look)
    folder = PICTURES / f"{language}-{context['viewport']['width']}-{theme}"

    def check(name: str) -> None:
        expect(host.page.locator("html")).to_have_attribute("lang", language)
        if language == PSEUDO:
            assert untranslated(host.page) == [], name
        assert outside(host.page) == [], name
        folder.mkdir(parents=True, exist_ok=True)
        take(host.page, folder, name)

    return host, translator(language), check


def test_pages_before_and_after_a_meeting(
    walk: tuple[Person, Translate, Check], hosted: Room
) -> None:
    host, _translate, check = walk
    host.errors.expect(r"status of 404")
    for path, name in (
        ("/", "home"),
        ("/accounts/profile/", "profile"),
        ("/accounts/email/", "email"),
        (f"/rooms/{hosted.code}/settings/", "settings"),
        (f"/rooms/{hosted.code}/delete/", "delete"),
        ("/pair/", "pair"),
        ("/222222", "not-found"),
    ):
        host.open(path)
        check(name)


def test_a_meeting_from_the_preview_to_the_end(
    walk: tuple[Person, Translate, Check], new_person: NewPerson, hosted: Room
) -> None:
    host, translate, check = walk
    page = host.page
    host.open(f"/{hosted.code}")
    expect(page.locator("meet-join-form button")).to_be_enabled()
    check("preview")
    page.locator("meet-join-form button").click()
    expect(page.locator("meet-invite-card")).to_be_visible()
    check("alone")

    guest = new_person(GUEST)
    guest.arrive(hosted.code)
    guest.knock()
    page.locator("meet-panel-button[data-panel=people] button").click()
    expect(page.locator("meet-knocker")).to_be_visible()
    check("waiting-room")
    page.locator("meet-knocker [data-command=admit]").click()
    expect(page.locator("meet-tile")).to_have_count(2)
    check("people")
    page.locator("meet-panel:not([hidden]) [data-close]").click()

    page.locator("meet-tile:not([data-self]) meet-menu > button").click()
    check("menu-of-a-person")
    page.locator("meet-tile:not([data-self]) [data-command=remove]").click()
    check("remove")
    page.keyboard.press("Escape")
    for command in ("settings", "shortcuts", "devices", "statistics", "rename"):
        host.press(translate("More"))
        if command == "settings":
            check("more")
        page.locator(f"[role=menu]:popover-open [data-command={command}]").click()
        expect(page.locator("dialog[open]")).to_be_visible()
        check(f"dialog-{command}")
        page.keyboard.press("Escape")

    guest.say("1 + 1?")
    page.locator("meet-panel-button[data-panel=chat] button").click()
    expect(page.get_by_role("log")).to_contain_text("1 + 1?")
    check("chat")
    page.locator("meet-panel:not([hidden]) [data-close]").click()
    guest.press("Leave")
    expect(page.locator(".status meet-notices")).to_contain_text(GUEST)
    check("left-notice")
    page.locator("meet-menu.bar__end > button").click()
    page.locator("[role=menu] [data-command=leave]").click()
    expect(page.locator("meet-call-ended h1")).to_be_visible()
    check("left")
    page.locator("[data-meeting]").click()
    expect(page.locator(".attendance")).to_be_visible()
    check("meeting")


def test_a_right_to_left_meeting_is_mirrored(new_person: NewPerson, hosted: Room) -> None:
    assert hosted.host is not None
    host = new_person(HOST, account=hosted.host, locale=PSEUDO, **DESK)
    page = host.page
    host.open(f"/rooms/{hosted.code}/meetings/")
    assert not is_at_the_left(page, ".site-header__brand")
    assert page.locator(".meetings__back svg").evaluate("(it) => getComputedStyle(it).scale") == (
        "-1 1"
    )
    host.open(f"/{hosted.code}")
    page.locator("meet-join-form button").click()
    expect(page.locator("meet-invite-card")).to_be_visible()

    page.locator("meet-panel-button[data-panel=chat] button").click()

    assert is_at_the_left(page, "#chat")
    eventually(page, lambda: page.evaluate(_IS_TILE_ON_STAGE))  # it moves there


def test_a_guest_changes_the_language_before_joining(new_person: NewPerson, room: Room) -> None:
    guest = new_person("Ben")
    guest.arrive(room.code)
    guest.press("Language")

    guest.press("Deutsch")

    expect(guest.page.get_by_role("button", name="Beitreten", exact=True)).to_be_enabled()
    guest.open("/")
    expect(guest.page.get_by_role("heading", level=1)).to_have_text(
        "Videokonferenzen auf Ihrem eigenen Server"
    )
