import re

import pytest
from playwright.sync_api import Locator, expect

from rooms.models import Room
from tests.browser.person import NewPerson, Person

_MAY_ASK_AGAIN = "Ask again"


@pytest.fixture
def room(room: Room) -> Room:
    """Give the room with somebody at its door."""
    room.settings.waiting_room = True
    room.settings.save()
    return room


@pytest.fixture
def hosts(ann: Person, cho: Person, room: Room) -> tuple[Person, Person]:
    """Give the host and a co-host, who need not knock, in the meeting."""
    for person in (ann, cho):
        person.arrive(room.code)
        person.join()
    return ann, cho


@pytest.fixture
def knocker(ben: Person, room: Room) -> Person:
    ben.arrive(room.code)
    ben.knock()
    return ben


def test_every_host_sees_a_knock_and_one_answer_removes_it(
    hosts: tuple[Person, Person], ben: Person, room: Room
) -> None:
    ann, cho = hosts
    ben.arrive(room.code)
    expect(ben.page.get_by_text("You can join when a host lets you in.")).to_be_visible()
    ben.press("Microphone")
    ben.press("Ask to join")
    ben.page.get_by_label("Your name").fill("Ben")
    ben.press("Ask to join")
    ben.is_waiting()
    expect(ben.page.get_by_text("A host will let you in soon.")).to_be_visible()

    expect(cho.button("People, 2, 1 waiting")).to_be_visible()
    expect(waiting(cho).get_by_text("Ben")).to_be_visible()
    ann.is_noticed("Ben wants to join")
    ann.notices.get_by_role("button", name="Admit").click()

    ben.is_inside()
    expect(ben.button("Microphone")).to_have_attribute("aria-pressed", "false")
    ann.sees_mark("Ben", "muted")
    expect(waiting(cho)).to_be_hidden()
    expect(cho.button("People, 3")).to_be_visible()
    ben.page.reload()
    ben.is_inside()


def test_a_denied_person_may_ask_again(hosts: tuple[Person, Person], knocker: Person) -> None:
    ann, cho = hosts

    waiting(ann).get_by_role("button", name="Deny Ben").click()
    knocker.is_told("The host did not let you in")
    expect(waiting(cho)).to_be_hidden()
    expect(knocker.page.get_by_role("button", name=re.compile("Ask again in"))).to_be_disabled()
    knocker.press(_MAY_ASK_AGAIN)
    knocker.is_waiting()

    expect(waiting(cho).get_by_text("denied before")).to_be_visible()
    waiting(cho).get_by_role("button", name="Deny Ben").click()
    expect(knocker.page.get_by_text("You can't ask again in this meeting.")).to_be_visible()
    expect(knocker.button(_MAY_ASK_AGAIN)).to_be_hidden()


def test_a_denied_and_blocked_person_cannot_enter(
    hosts: tuple[Person, Person], knocker: Person
) -> None:
    ann, _ = hosts

    choose_about(ann, "Ben", "Deny and block")

    knocker.is_told("The host did not let you in")
    expect(knocker.button(_MAY_ASK_AGAIN)).to_be_hidden()
    knocker.errors.expect("403")
    knocker.page.reload()
    knocker.is_told("You can't join this room")


def test_a_host_who_joins_later_can_admit_people(
    ann: Person, knocker: Person, new_person: NewPerson, room: Room
) -> None:
    expect(knocker.page.get_by_text("Ann Lee has not joined yet.")).to_be_visible()
    cid = new_person("Cid")
    cid.arrive(room.code)
    cid.knock()

    ann.arrive(room.code)
    ann.join()
    expect(knocker.page.get_by_text("A host will let you in soon.")).to_be_visible()
    choose_about(ann, "Ben", "Message")
    ann.page.get_by_role("textbox", name="Message").fill("Two minutes, please.")
    ann.answer("Message to Ben", "Send")
    expect(knocker.page.get_by_role("log")).to_have_text("Ann Lee: Two minutes, please.")
    expect(cid.page.get_by_text("Two minutes, please.")).to_have_count(0)

    waiting(ann).get_by_role("button", name="Admit all").click()
    knocker.is_inside()
    cid.is_inside()


def test_a_waiting_person_can_reload_and_can_cancel(
    hosts: tuple[Person, Person], knocker: Person
) -> None:
    ann, _ = hosts

    knocker.page.reload()
    knocker.is_waiting()
    expect(waiting(ann).get_by_role("listitem")).to_have_count(1)

    knocker.press("Cancel")
    expect(knocker.button("Ask to join")).to_be_visible()
    expect(waiting(ann)).to_be_hidden()


def test_turning_the_waiting_room_off_asks_about_the_waiting_people(
    hosts: tuple[Person, Person], knocker: Person
) -> None:
    ann, cho = hosts

    ann.choose("More", "Room settings")
    ann.page.get_by_role("switch", name="Waiting room").uncheck()
    cho.is_noticed("The waiting room is off, but people are still waiting")
    ann.answer("Admit the person who is waiting?", "Admit")

    knocker.is_inside()
    expect(ann.page.get_by_role("dialog")).to_have_count(0)


def test_waiting_people_are_told_that_the_meeting_has_ended(
    ann: Person, knocker: Person, room: Room
) -> None:
    ann.arrive(room.code)
    ann.join()
    expect(waiting(ann).get_by_text("Ben")).to_be_visible()

    ann.choose("Leave", "End meeting for all")

    knocker.is_told("The meeting has ended")


def waiting(host: Person) -> Locator:
    """Return the list of those who wait."""
    return host.panel("People").locator("meet-waiting-list")


def choose_about(host: Person, name: str, command: str) -> None:
    row = waiting(host).locator("meet-knocker", has_text=name)
    row.get_by_role("button", name=f"Actions for {name}").click()
    row.get_by_role("menuitem", name=command).click()
