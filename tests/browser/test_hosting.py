import re

from playwright.sync_api import expect

from rooms.models import Room
from tests.browser import media
from tests.browser.person import NewPerson, Person
from tests.browser.waiting import eventually

# As an altered page would: the microphone stays on the line whatever the page is told.
_DISOBEY = """
() => setInterval(() => {
  for (const { connection } of window.meet.mesh.links.values())
    for (const { track } of connection.getSenders()) if (track) track.enabled = true;
}, 50)
"""
_IS_SENDING_SOUND = """
() => [...window.meet.mesh.links.values()].some(({ connection }) =>
  connection.getSenders().some(({ track }) => track?.kind === "audio" && track.enabled))
"""


def test_a_person_muted_by_the_host_is_not_heard(together: tuple[Person, Person]) -> None:
    ann, ben = together
    media.hears(ann.page, "Ben")

    ann.act_on("Ben", "Mute")

    ben.is_noticed("A host muted you")
    expect(ben.button("Microphone")).to_have_attribute("aria-pressed", "false")
    ann.sees_mark("Ben", "muted")
    eventually(ben.page, lambda: not ben.page.evaluate(_IS_SENDING_SOUND))
    media.hears_nothing(ann.page, "Ben")


def test_a_person_muted_by_the_host_may_unmute(together: tuple[Person, Person]) -> None:
    ann, ben = together
    ann.act_on("Ben", "Mute")
    ann.sees_mark("Ben", "muted")
    expect(ben.button("Microphone")).to_have_attribute("aria-pressed", "false")

    ben.press("Microphone")

    ann.sees_no_mark("Ben", "muted")
    media.hears(ann.page, "Ben")


def test_a_guest_has_no_host_actions(together: tuple[Person, Person]) -> None:
    _, ben = together

    assert ben.actions_on("Ann Lee") == ["Pin", "Statistics"]
    expect(ben.panel("People").get_by_role("switch", name="Lock room")).to_be_hidden()


def test_a_muted_page_that_keeps_sending_is_not_heard(together: tuple[Person, Person]) -> None:
    ann, ben = together
    media.hears(ann.page, "Ben")
    ben.page.evaluate(_DISOBEY)

    ann.act_on("Ben", "Mute")

    ann.sees_mark("Ben", "muted")
    eventually(ben.page, lambda: ben.page.evaluate(_IS_SENDING_SOUND))
    media.hears_nothing(ann.page, "Ben")


def test_a_person_who_is_asked_to_unmute_needs_one_click(together: tuple[Person, Person]) -> None:
    ann, ben = together
    ben.press("Microphone")
    ann.sees_mark("Ben", "muted")

    ann.act_on("Ben", "Ask to unmute")
    ben.is_noticed("Ann Lee asked you to unmute")
    ben.press("Unmute")

    ann.sees_no_mark("Ben", "muted")


def test_a_removed_person_must_knock_and_a_blocked_person_cannot_enter(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together

    ann.act_on("Ben", "Remove")
    ann.answer("Remove Ben from the meeting?", "Remove")
    ben.is_told("You were removed from the meeting")
    expect(ann.tile("Ben")).to_have_count(0)
    ben.press("Ask to rejoin")
    ben.knock()
    ann.is_noticed("Ben wants to join")
    ann.press("Admit")
    ben.is_inside()

    ann.act_on("Ben", "Remove and block")
    ann.answer("Remove and block Ben?", "Remove and block")
    ben.is_told("You were removed from the meeting")
    ben.errors.expect("403")
    ben.page.reload()
    ben.is_told("You can't join this room")


def test_a_cohost_has_host_actions_until_the_role_is_removed(
    together: tuple[Person, Person], new_person: NewPerson, room: Room
) -> None:
    ann, ben = together
    cid = new_person("Cid")
    cid.arrive(room.code)
    cid.join()

    ann.act_on("Ben", "Make co-host")
    ben.is_noticed("You are now a co-host")
    cid.sees_mark("Ben", "co-host")
    assert ben.actions_on("Ann Lee") == ["Pin", "Statistics", "Spotlight for everyone"]
    ben.act_on("Cid", "Mute")
    cid.is_noticed("A host muted you")

    ann.act_on("Ben", "Remove as co-host")
    ben.is_noticed("You are no longer a host")
    assert ben.actions_on("Cid") == ["Pin", "Statistics"]


def test_hands_are_lowered_by_hosts_one_by_one_or_all(together: tuple[Person, Person]) -> None:
    ann, ben = together
    ben.press("Raise hand")
    ann.sees_mark("Ben", "hand raised")

    ann.act_on("Ben", "Lower hand")
    ben.is_noticed("A host lowered your hand")
    ann.sees_no_mark("Ben", "hand raised")

    ben.press("Raise hand")
    ann.panel("People").get_by_role("button", name="Lower all hands").click()
    ben.sees_no_mark("Ben (you)", "hand raised")
    expect(ben.button("Raise hand")).to_have_attribute("aria-pressed", "false")


def test_ending_for_all_closes_the_meeting_until_the_host_starts_it_again(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together

    ann.choose("Leave", "End meeting for all")

    for person in (ann, ben):
        person.is_told("The meeting has ended")
    expect(ben.button("Start again")).to_have_count(0)
    ben.press("Rejoin")
    ben.is_told("This room is closed")
    expect(ann.page.get_by_role("link", name="View meeting details")).to_have_attribute(
        "href", re.compile(r"/rooms/\w+/meetings/[\w-]+/$")
    )
    ann.press("Start again")
    ann.join()


def test_removing_a_person_can_be_cancelled(together: tuple[Person, Person]) -> None:
    ann, ben = together

    ann.act_on("Ben", "Remove")
    ann.answer("Remove Ben from the meeting?", "Cancel")

    expect(ann.page.get_by_role("dialog")).to_have_count(0)
    expect(ann.tile("Ben")).to_be_visible()
    ben.is_inside()


def test_a_locked_room_admits_no_one_until_it_is_unlocked(
    ann: Person, new_person: NewPerson, room: Room
) -> None:
    ann.arrive(room.code)
    ann.join()
    cid = new_person("Cid")
    cid.arrive(room.code)

    ann.choose("More", "Lock room")
    ann.is_noticed("The room is locked")
    cid.ask_to_join()
    cid.is_told("The room is locked")

    ann.choose("More", "Unlock room")
    ann.is_noticed("The room is unlocked")
    cid.press("Try again")
    cid.join()
    expect(ann.tile("Cid")).to_be_visible()
