import pytest
from playwright.sync_api import expect

from accounts.models import User
from rooms.models import Room
from tests.browser.person import NewPerson, Person


@pytest.fixture
def settings(new_person: NewPerson, account: User, room: Room) -> Person:
    """Give the host at the settings of the room, in a browser beside the meeting."""
    host = new_person("Ann Lee", account=account)
    host.open(f"/rooms/{room.code}/settings/")
    host.is_told("Weekly planning")
    return host


@pytest.fixture
def inside(ben: Person, room: Room) -> Person:
    ben.arrive(room.code)
    ben.join()
    return ben


def test_a_lock_from_the_settings_page_is_shown_in_the_meeting(
    settings: Person, inside: Person
) -> None:
    settings.press("Lock")
    expect(settings.button("Unlock")).to_be_visible()

    inside.is_noticed("The room is locked")
    expect(inside.page.get_by_role("img", name="Locked")).to_be_visible()
    settings.press("Unlock")
    inside.is_noticed("The room is unlocked")


def test_closing_the_room_ends_the_meeting_for_everyone(settings: Person, inside: Person) -> None:
    settings.press("Close room")
    settings.page.get_by_role("dialog").get_by_role("button", name="Close room").click()
    expect(settings.button("Reopen room")).to_be_visible()

    inside.is_told("The meeting has ended")
    inside.errors.expect("410")
    inside.page.reload()
    inside.is_told("This room is closed")


def test_turning_the_chat_off_hides_it_from_guests_at_once(
    settings: Person, inside: Person
) -> None:
    field = inside.panel("Chat").get_by_role("textbox", name="Message")
    expect(field).to_be_visible()

    settings.page.get_by_label("Send chat messages").uncheck()
    settings.press("Save")
    expect(settings.page.get_by_text("The settings are saved.")).to_be_visible()

    expect(field).to_be_hidden()
    expect(inside.page.get_by_text("Chat is turned off in this room.")).to_be_visible()


def test_a_new_room_name_is_shown_in_the_meeting(settings: Person, inside: Person) -> None:
    settings.page.get_by_label("Name", exact=True).fill("Board meeting")
    settings.press("Save")
    settings.is_told("Board meeting")

    inside.page.reload()
    inside.is_inside()
    expect(inside.page).to_have_title("Board meeting · Meet")
