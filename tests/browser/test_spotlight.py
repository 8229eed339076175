"""A host shows one person large to everybody."""

import pytest
from playwright.sync_api import expect

from rooms.models import Room
from tests.browser import media
from tests.browser.accessibility import violations
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, look_at, use_look
from tests.browser.staged_tiles import (
    KEEPS_VIDEO,
    MARK_VIDEO,
    is_much_wider,
    is_not_staged,
    is_staged,
)


def is_lit(person: Person, name: str) -> None:
    is_staged(person, name, "in the spotlight")


def is_not_lit(person: Person, name: str) -> None:
    is_not_staged(person, name, "in the spotlight")


def test_a_guest_is_not_offered_the_spotlight(together: tuple[Person, Person]) -> None:
    _, ben = together
    assert ben.actions_on("Ann Lee") == ["Pin", "Statistics"]


def test_a_person_in_the_spotlight_is_large_for_everybody_until_it_ends(
    together: tuple[Person, Person], new_person: NewPerson, room: Room
) -> None:
    ann, ben = together
    ann.tile("Ben").evaluate(MARK_VIDEO)

    ann.act_on("Ben", "Spotlight for everyone")

    ann.is_noticed("A host put Ben into the spotlight for everyone")
    ben.is_noticed("A host put you into the spotlight: everyone sees you large")
    is_lit(ann, "Ben")
    is_lit(ben, "Ben (you)")
    is_much_wider(ann, "Ben", "Ann Lee (you)")
    media.sees(ann.page, "Ben")
    cid = new_person("Cid")
    cid.arrive(room.code)
    cid.join()
    is_lit(cid, "Ben")

    ann.act_on("Ben", "Remove spotlight")

    ben.is_noticed("You are no longer in the spotlight")
    for person in (ann, cid):
        is_not_lit(person, "Ben")
    assert ann.tile("Ben").evaluate(KEEPS_VIDEO)


def test_an_own_pin_comes_before_the_spotlight(together: tuple[Person, Person]) -> None:
    ann, ben = together
    ann.act_on("Ann Lee (you)", "Spotlight for everyone")
    is_lit(ben, "Ann Lee")

    ben.act_on("Ben (you)", "Pin")

    expect(ben.tile("Ben (you)")).to_have_attribute("data-staged", "")
    expect(ben.tile("Ann Lee")).not_to_have_attribute("data-staged", "")
    ben.sees_mark("Ann Lee", "in the spotlight")


def test_the_spotlight_stays_over_a_reload_and_ends_when_the_person_leaves(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    ann.act_on("Ben", "Spotlight for everyone")
    is_lit(ann, "Ben")

    ben.page.reload()
    ben.is_inside()
    is_lit(ann, "Ben")
    is_lit(ben, "Ben (you)")

    ben.press("Leave")
    expect(ann.tile("Ben")).to_have_count(0)
    is_not_lit(ann, "Ann Lee (you)")
    assert ann.page.evaluate("window.meet.state.spotlight") is None


@pytest.mark.parametrize("look", LOOKS)
def test_the_spotlight_looks_well(
    new_person: NewPerson, ann: Person, room: Room, look: str
) -> None:
    host = ann
    use_look(host.page, look)
    host.arrive(room.code)
    host.join()
    for name in ("Ben", "Cid"):
        guest = new_person(name)
        guest.arrive(room.code)
        guest.join()
    media.sees(host.page, "Cid")
    host.act_on("Cid", "Spotlight for everyone")
    is_lit(host, "Cid")
    look_at(host, look, "meeting-spotlight", "Weekly planning")
    host.tile("Cid").get_by_role("button", name="Actions for Cid").click()
    expect(host.tile("Cid").get_by_role("menuitem", name="Remove spotlight")).to_be_visible()
    assert violations(host.page) == []
    look_at(host, look, "menu-spotlight", "Weekly planning")
