import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.guests import COOKIE_NAME, guest_from_cookie
from accounts.models import User
from rooms.models import Block, Room
from tests.browser.person import NewPerson, Person


def test_an_unknown_code_shows_that_there_is_no_room(ben: Person, room: Room) -> None:
    unknown = "222222" if room.code != "222222" else "333333"
    ben.errors.expect("404")

    assert ben.open(f"/{unknown}").status == 404

    ben.is_told("Room not found, or you need to sign in")
    expect(ben.page.get_by_text(unknown)).to_be_visible()
    ben.page.get_by_label("Room code or link").fill(room.code)
    ben.press("Join")
    ben.page.wait_for_url(f"**/{room.code}")


def test_a_closed_room_says_so(ben: Person, room: Room) -> None:
    room.ended_at = timezone.now()
    room.save()
    ben.errors.expect("410")

    assert ben.open(f"/{room.code}").status == 410

    ben.is_told("This room is closed")


def test_a_blocked_guest_cannot_enter(ben: Person, room: Room) -> None:
    ben.arrive(room.code)
    block_guest(ben, room)
    ben.errors.expect("403")

    assert ben.open(f"/{room.code}").status == 403

    ben.is_told("You can't join this room")


def test_a_guest_blocked_during_the_preview_cannot_enter(ben: Person, room: Room) -> None:
    ben.arrive(room.code)
    block_guest(ben, room)

    ben.ask_to_join()

    ben.is_told("You can't join this room")


def test_a_room_for_accounts_sends_guests_to_sign_in_and_back(ben: Person, room: Room) -> None:
    limit(room, Room.Access.SIGNED_IN)
    User.objects.create_user("ben@example.org", "correct horse 9", display_name="Ben")
    ben.errors.expect("404")

    assert ben.open(f"/{room.code}").status == 404
    ben.is_told("Room not found, or you need to sign in")
    ben.page.get_by_role("main").get_by_role("link", name="Sign in").click()
    ben.page.get_by_label("Email").fill("ben@example.org")
    ben.page.get_by_label("Password").fill("correct horse 9")
    ben.press("Sign in")

    ben.page.wait_for_url(f"**/{room.code}")
    expect(ben.page.get_by_text("You will join as Ben.")).to_be_visible()
    ben.join()


def test_a_room_for_invited_people_says_whom_to_ask(new_person: NewPerson, room: Room) -> None:
    limit(room, Room.Access.INVITED)
    cid = new_person("Cid", account=User.objects.create_user("cid@example.org", display_name="Cid"))
    cid.errors.expect("403")

    assert cid.open(f"/{room.code}").status == 403

    cid.is_told("This room is for invited people only")
    expect(cid.page.get_by_text("You are signed in as cid@example.org.")).to_be_visible()


@pytest.fixture
def room_for_two(room: Room) -> Room:
    room.settings.max_participants = 2
    room.settings.save()
    return room


def test_a_full_room_admits_the_next_person_after_someone_leaves(
    room_for_two: Room, together: tuple[Person, Person], new_person: NewPerson
) -> None:
    _, ben = together
    cid = new_person("Cid")
    cid.arrive(room_for_two.code)

    cid.ask_to_join()
    cid.is_told("The room is full")

    ben.press("Leave")
    ben.is_told("You left the meeting")
    cid.press("Try again")
    cid.join()


def limit(room: Room, access: str) -> None:
    room.access = access
    room.save()


def block_guest(person: Person, room: Room) -> None:
    cookies = {cookie["name"]: cookie["value"] for cookie in person.page.context.cookies()}
    guest_id = guest_from_cookie(cookies[COOKIE_NAME])
    Block.objects.create(room=room, guest_id=guest_id, display_name=person.name)
