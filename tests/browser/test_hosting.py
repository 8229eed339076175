from playwright.sync_api import expect

from rooms.models import Room
from tests.browser import media
from tests.browser.person import NewPerson, Person
from tests.browser.waiting import eventually

_IS_SENDING_SOUND = """
() => [...window.meet.mesh.links.values()].some(({ connection }) =>
  connection.getSenders().some(({ track }) => track?.kind === "audio" && track.enabled))
"""


def test_whom_the_host_mutes_is_heard_no_more(together: tuple[Person, Person]) -> None:
    ann, ben = together
    media.hears(ann.page, "Ben")

    ann.act_on("Ben", "Mute")

    ben.is_noticed("A host muted you")
    expect(ben.button("Microphone")).to_have_attribute("aria-pressed", "false")
    ann.sees_mark("Ben", "muted")
    eventually(ben.page, lambda: not ben.page.evaluate(_IS_SENDING_SOUND))
    media.hears_nothing(ann.page, "Ben")


def test_whom_the_host_muted_may_unmute(together: tuple[Person, Person]) -> None:
    ann, ben = together
    ann.act_on("Ben", "Mute")
    ann.sees_mark("Ben", "muted")
    expect(ben.button("Microphone")).to_have_attribute("aria-pressed", "false")

    ben.press("Microphone")

    ann.sees_no_mark("Ben", "muted")
    media.hears(ann.page, "Ben")


def test_a_guest_is_offered_no_deeds_of_a_host(together: tuple[Person, Person]) -> None:
    _, ben = together

    expect(ben.button("Actions for Ann Lee")).to_have_count(0)
    expect(ben.panel("People").get_by_role("switch", name="Lock the room")).to_be_hidden()


def test_whom_the_host_removes_cannot_come_back(together: tuple[Person, Person]) -> None:
    ann, ben = together

    ann.act_on("Ben", "Remove")
    ann.page.get_by_role("dialog").get_by_role("button", name="Remove").click()

    ben.is_told("You were removed from the meeting")
    expect(ann.tile("Ben")).to_have_count(0)
    ben.trouble.expect("403")
    ben.page.reload()
    ben.is_told("You were removed from this meeting")


def test_removing_can_be_thought_better_of(together: tuple[Person, Person]) -> None:
    ann, ben = together

    ann.act_on("Ben", "Remove")
    ann.page.get_by_role("dialog").get_by_role("button", name="Cancel").click()

    expect(ann.page.get_by_role("dialog")).to_have_count(0)
    expect(ann.tile("Ben")).to_be_visible()
    ben.is_inside()


def test_a_locked_room_lets_in_nobody_until_it_is_unlocked(
    ann: Person, new_person: NewPerson, room: Room
) -> None:
    ann.arrive(room.code)
    ann.join()
    cid = new_person("Cid")
    cid.arrive(room.code)

    ann.choose("More", "Lock the room")
    ann.is_noticed("The room is locked")
    cid.ask_to_join()
    cid.is_told("The room is locked")

    ann.choose("More", "Unlock the room")
    ann.is_noticed("The room is open again")
    cid.press("Try again")
    cid.join()
    expect(ann.tile("Cid")).to_be_visible()
