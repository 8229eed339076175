"""Actions of an operator in the admin reach the people in a meeting."""

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import Locator, expect

from accounts.models import User
from rooms.models import Room
from tests.browser.person import NewPerson, Person

PASSWORD = "correct horse 9"
# The board refreshes every five seconds, on a machine that does much else.
BOARD_MS = 30_000


@pytest.fixture
def staff(transactional_db: None) -> User:
    """Give staff who may see rooms and act on those in session."""
    staff = User.objects.create_user("sam@example.org", PASSWORD, display_name="Sam", is_staff=True)
    rights = Permission.objects.filter(codename__in=("view_room", "moderate_room"))
    staff.user_permissions.set(rights)
    return staff


@pytest.fixture
def sam(new_person: NewPerson, staff: User) -> Person:
    """Give the operator before the board."""
    sam = new_person("Sam", account=staff)
    sam.open("/admin/")
    sam.is_told("Administration")
    return sam


def board(operator: Person) -> Locator:
    return operator.page.get_by_role("region", name="In session")


def test_signing_in_leads_to_the_board(new_person: NewPerson, staff: User) -> None:
    sam = new_person("Sam")
    sam.open("/admin/")
    sam.page.get_by_label("Email").fill(staff.email)
    sam.page.get_by_label("Password").fill(PASSWORD)
    sam.press("Sign in")

    sam.is_told("Administration")
    expect(board(sam)).to_be_visible()
    sam.press("Sign out")
    sam.open("/admin/")
    expect(sam.page.get_by_label("Password")).to_be_visible()


def test_the_board_shows_people_who_join_and_leave(
    sam: Person, together: tuple[Person, Person], room: Room
) -> None:
    _, ben = together
    row = board(sam).get_by_role("row").filter(has_text=room.code)

    expect(row).to_contain_text("Ann Lee", timeout=BOARD_MS)
    expect(row).to_contain_text("Ben")
    lock = row.get_by_role("button", name="Lock Weekly planning")
    lock.focus()
    lock.evaluate("button => { button.isTheOneOfBefore = true; }")
    ben.press("Leave")

    expect(row).not_to_contain_text("Ben", timeout=BOARD_MS)
    expect(row).to_contain_text("Ann Lee")
    # A button that was replaced meanwhile would lose a press that has begun.
    assert lock.evaluate("button => button.isTheOneOfBefore")
    assert lock.evaluate("button => button === document.activeElement")


def test_a_lock_from_the_board_is_shown_in_the_meeting(
    sam: Person, together: tuple[Person, Person]
) -> None:
    ann, _ = together

    board(sam).get_by_role("button", name="Lock Weekly planning").click(timeout=BOARD_MS)

    ann.is_noticed("The room is locked")
    board(sam).get_by_role("button", name="Unlock Weekly planning").click()
    ann.is_noticed("The room is unlocked")


def test_an_operator_can_remove_a_person(sam: Person, together: tuple[Person, Person]) -> None:
    ann, ben = together

    board(sam).get_by_role("link", name="Remove Ben").click(timeout=BOARD_MS)
    sam.is_told("Remove from the meeting?")
    sam.press("Remove")

    ben.is_told("You were removed from the meeting")
    expect(ann.tile("Ben")).to_have_count(0)
    expect(sam.page.get_by_text("The person was removed.")).to_be_visible()
    expect(board(sam).get_by_role("link", name="Remove Ben")).to_have_count(0)


def test_a_message_and_the_end_of_the_meeting_reach_everyone(
    sam: Person, together: tuple[Person, Person], room: Room
) -> None:
    board(sam).get_by_role("link", name="Message to Weekly planning").click(timeout=BOARD_MS)
    sam.page.get_by_label("Message").fill("We restart at noon.")
    sam.press("Send")
    for person in together:
        person.reads("We restart at noon.")

    board(sam).get_by_role("link", name="End Weekly planning").click()
    sam.press("End meeting for all")
    for person in together:
        person.is_told("The meeting has ended")
    expect(board(sam)).not_to_contain_text(room.code)
