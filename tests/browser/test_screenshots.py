"""A look at every page, as it is by day, by night and on a phone: var/screenshots/."""

from functools import partial

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Audit, Meeting, Room, Seat
from tests.browser import media
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, look_at
from tests.rooms import stories


@pytest.fixture
def visitor(new_person: NewPerson, look: str) -> Person:
    return new_person("Ben", **LOOKS[look])


@pytest.fixture
def host(new_person: NewPerson, account: User, look: str) -> Person:
    return new_person("Ann Lee", account=account, **LOOKS[look])


def test_pages_of_a_visitor(visitor: Person, look: str) -> None:
    for path, name, heading in (
        ("/", "welcome", "Video meetings on your own server"),
        ("/accounts/signup/", "sign-up", "Create account"),
        ("/accounts/login/", "sign-in", "Sign in"),
        ("/accounts/password/reset/", "reset", "Reset your password"),
        ("/api/docs/events/", "events", "Events of a meeting"),
    ):
        assert visitor.open(path).status == 200
        look_at(visitor, look, name, heading)

    visitor.open("/accounts/signup/")
    visitor.press("Create account")
    look_at(visitor, look, "sign-up-with-errors", "Create account")


def test_pages_of_a_person_with_an_account(
    host: Person, account: User, room: Room, look: str
) -> None:
    closed = create_room(account, "Summer school")
    closed.ended_at = timezone.now()
    closed.save()
    create_room(account, "A room whose name is as long as the field for it allows one to write it")
    met = past_meeting(room)
    for path, name, heading in (
        ("/", "home", "Your meetings"),
        ("/accounts/profile/", "profile", "Profile"),
        ("/accounts/email/", "email", "Email"),
        ("/accounts/password/change/", "password", "Password"),
        (f"/rooms/{room.code}/settings/", "room-settings", "Weekly planning"),
        (f"/rooms/{room.code}/delete/", "room-delete", "Delete “Weekly planning”?"),
        (f"/rooms/{closed.code}/settings/", "room-settings-closed", "Summer school"),
        (f"/rooms/{closed.code}/meetings/", "meetings-none", "Meetings"),
        (f"/rooms/{room.code}/meetings/", "meetings", "Meetings"),
        (f"/rooms/{room.code}/meetings/{met.pk}/", "meeting-after", "Weekly planning"),
    ):
        assert host.open(path).status == 200
        look_at(host, look, name, heading)

    host.open(f"/rooms/{room.code}/settings/")
    host.page.get_by_label("Name", exact=True).fill(" ")
    host.page.get_by_label("Maximum number of people").fill("1000")
    host.press("Save")
    look_at(host, look, "room-settings-with-errors", "Weekly planning")


def test_pages_of_errors_and_refusals(visitor: Person, room: Room, look: str) -> None:
    visitor.errors.expect("40[34]|410")
    signed_in_only = create_room(room.host, "Board", allow_chat=False)
    Room.objects.filter(pk=signed_in_only.pk).update(access=Room.Access.SIGNED_IN)
    Room.objects.filter(pk=room.pk).update(ended_at=timezone.now())
    unknown = "222222" if room.code != "222222" else "333333"
    for path, status, name, heading in (
        ("/nowhere/", 404, "404", "Page not found"),
        (f"/{unknown}", 404, "not-found", "Room not found, or you need to sign in"),
        (f"/{room.code}", 410, "closed", "This room is closed"),
        (
            f"/{signed_in_only.code}",
            404,
            "forbidden",
            "Room not found, or you need to sign in",
        ),
    ):
        assert visitor.open(path).status == status
        look_at(visitor, look, name, heading)


def test_a_meeting_from_the_preview_to_the_end(
    host: Person, visitor: Person, new_person: NewPerson, room: Room, look: str
) -> None:
    look_at_host = partial(look_at, host, look, heading="Weekly planning")
    host.arrive(room.code)
    look_at_host("preview")
    host.join()
    expect(host.page.get_by_text("You're the only one here")).to_be_visible()
    look_at_host("meeting-1")

    visitor.arrive(room.code)
    look_at(visitor, look, "preview-of-a-guest", "Weekly planning")
    visitor.join()
    media.sees(host.page, "Ben")
    look_at_host("meeting-2")

    cid = new_person("Cid", **LOOKS[look])
    cid.arrive(room.code)
    cid.press("Camera")
    cid.join()
    host.sees_initials("Cid")
    look_at_host("meeting-3")

    share(visitor)
    host.sees_mark("Ben", "sharing a screen")
    media.sees_screen(host.page, "Ben")
    look_at_host("meeting-sharing")
    look_at(visitor, look, "meeting-presenting", "Weekly planning")
    share(cid)
    for person, name in ((host, "Cid"), (visitor, "Cid"), (cid, "Ben")):
        media.sees_screen(person.page, name)
    look_at_host("meeting-two-screens")
    look_at(visitor, look, "meeting-presenting-two-screens", "Weekly planning")

    cid.say("Good morning! The notes are at https://example.org/notes")
    host.reads("Good morning!")
    host.say("Thank you, I have them here.")
    look_at_host("chat")
    host.press("Close chat")
    host.panel("People")
    look_at_host("people")
    host.press("Close people")

    host.choose("More", "Lock room")
    host.is_noticed("The room is locked")
    look_at_host("meeting-locked")
    latecomer = new_person("Dora", **LOOKS[look])
    latecomer.arrive(room.code)
    latecomer.ask_to_join()
    look_at(latecomer, look, "locked", "The room is locked")

    host.act_on("Cid", "Remove")
    look_at_host("remove-question")
    host.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    look_at(cid, look, "removed", "You were removed from the meeting")
    visitor.press("Leave")
    look_at(visitor, look, "left", "You left the meeting")


def past_meeting(room: Room) -> Meeting:
    """Store an hour with a host and two guests, one of whom was removed."""
    met = stories.meeting(room)
    ann = stories.stay(met, room.host, role=Seat.Role.HOST)
    ben = stories.stay(met, "Ben", 3, 20)
    stories.stay(met, ben.guest_id, 31, 60, display_name="Benjamin of the very long surname")
    stories.stay(met, "Mallory", 5, 12, is_removed=True)
    stories.message(ann, "Good morning! The notes are at https://example.org/notes", 4)
    stories.message(ben, "Thank you.\nI have read them twice:\n- once on paper", 5)
    stories.audit_entry(room, Audit.Action.MUTE, 11, "Mallory")
    stories.audit_entry(room, Audit.Action.REMOVE, 12, "Mallory")
    return met


def test_a_room_with_a_waiting_room_and_its_hosts(
    host: Person, visitor: Person, new_person: NewPerson, room: Room, look: str
) -> None:
    room.settings.waiting_room = True
    room.settings.save()
    look_at_host = partial(look_at, host, look, heading="Weekly planning")
    visitor.arrive(room.code)
    visitor.knock()
    look_at(visitor, look, "waiting", "Weekly planning")
    host.arrive(room.code)
    host.join()
    cid = new_person("Cid", **LOOKS[look])
    cid.arrive(room.code)
    cid.knock()
    host.is_noticed("Cid")
    look_at_host("knock")
    waiting = host.panel("People").locator("meet-waiting-list")
    look_at_host("people-waiting")
    waiting.get_by_role("button", name="Deny Cid").click()
    look_at(cid, look, "denied", "The host did not let you in")
    waiting.get_by_role("button", name="Admit Ben").click()
    visitor.is_inside()
    look_at_host("people-of-a-host")
    host.press("Close people")

    visitor.press("React")
    visitor.page.get_by_role("menuitem", name="🎉").click()
    host.sees_reaction("🎉")
    look_at_host("reaction")
    host.choose("More", "Room settings")
    look_at_host("settings-inside")
    host.page.get_by_role("switch", name="Share their screen").uncheck()
    host.answer("Room settings", "Done")
    visitor.is_noticed("A host turned off screen sharing")
    look_at(visitor, look, "forbidden", "Weekly planning")
    host.press("Leave")
    look_at_host("leave-or-end")
    host.page.get_by_role("menuitem", name="End meeting for all").click()
    look_at(host, look, "ended-for-the-host", "The meeting has ended")
    look_at(visitor, look, "ended", "The meeting has ended")


def share(person: Person) -> None:
    """Share the screen, from the menu where there is no room for the button."""
    if person.button("Share screen").is_visible():
        person.press("Share screen")
    else:
        person.choose("More", "Share screen")
