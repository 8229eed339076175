from playwright.sync_api import expect

from tests.browser import media
from tests.browser.person import Person
from tests.browser.staged_tiles import (
    KEEPS_VIDEO,
    MARK_VIDEO,
    is_much_wider,
    is_not_staged,
    is_staged,
)

_HAS_FOCUS = "element => element === document.activeElement"


def test_a_pinned_person_takes_the_stage_of_this_page_only(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    ann.tile("Ben").evaluate(MARK_VIDEO)

    ann.act_on("Ben", "Pin")

    is_staged(ann, "Ben", "pinned")
    is_not_staged(ann, "Ann Lee (you)", "pinned")
    is_not_staged(ben, "Ben (you)", "pinned")
    is_much_wider(ann, "Ben", "Ann Lee (you)")
    media.sees(ann.page, "Ben")

    ann.act_on("Ben", "Unpin")

    is_not_staged(ann, "Ben", "pinned")
    assert ann.tile("Ben").evaluate(KEEPS_VIDEO)


def test_several_people_can_be_pinned_beside_a_screen(together: tuple[Person, Person]) -> None:
    ann, ben = together
    own = ann.tile("Ann Lee (you)")
    own.get_by_role("button", name="Actions for Ann Lee").click()
    own.get_by_role("menuitem", name="Pin").click()
    is_staged(ann, "Ann Lee (you)", "pinned")

    ben.press("Share screen")

    expect(ann.screen("Ben")).to_have_attribute("data-staged", "")
    is_staged(ann, "Ann Lee (you)", "pinned")


def test_a_guest_pins_by_keyboard(together: tuple[Person, Person]) -> None:
    _, ben = together
    menu = ben.tile("Ann Lee").get_by_role("button", name="Actions for Ann Lee")
    menu.focus()

    ben.page.keyboard.press("Enter")
    expect(ben.tile("Ann Lee").get_by_role("menuitem", name="Pin")).to_be_focused()
    ben.page.keyboard.press("Enter")

    is_staged(ben, "Ann Lee", "pinned")
    assert menu.evaluate(_HAS_FOCUS)
    ben.page.keyboard.press("Enter")
    expect(ben.tile("Ann Lee").get_by_role("menuitem", name="Unpin")).to_be_focused()


def test_a_person_is_pinned_from_the_list_of_people(together: tuple[Person, Person]) -> None:
    _, ben = together
    people = ben.panel("People")

    people.get_by_role("button", name="Actions for Ann Lee").click()
    people.get_by_role("menuitem", name="Pin").click()

    is_staged(ben, "Ann Lee", "pinned")


def test_a_pin_stays_when_the_person_reloads(together: tuple[Person, Person]) -> None:
    ann, ben = together
    ann.act_on("Ben", "Pin")
    is_staged(ann, "Ben", "pinned")

    ben.page.reload()
    ben.is_inside()

    media.sees(ann.page, "Ben")
    is_staged(ann, "Ben", "pinned")
