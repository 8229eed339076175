from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.person import NewPerson, Person


def sign_out_in_another_tab(person: Person) -> None:
    tab = person.open_tab()
    tab.open("/accounts/logout/")
    tab.page.get_by_role("main").get_by_role("button", name="Sign out").click()


def sign_in_again(ann: Person, room: Room) -> None:
    ann.page.get_by_role("main").get_by_role("link", name="Sign in").click()
    ann.page.get_by_label("Email").fill("ann@example.org")
    ann.page.get_by_label("Password").fill("correct horse 9")
    ann.press("Sign in")
    ann.page.wait_for_url(f"**/{room.code}")


def test_signing_out_in_another_tab_leaves_the_meeting_until_the_next_sign_in(
    together: tuple[Person, Person], room: Room
) -> None:
    ann, ben = together

    sign_out_in_another_tab(ann)

    ann.is_told("You were signed out")
    expect(ben.tile("Ann Lee")).to_have_count(0)
    sign_in_again(ann, room)
    ann.join()
    expect(ben.tile("Ann Lee")).to_be_visible()


def test_signing_out_in_another_tab_ends_random_pairs(new_person: NewPerson, ann: Person) -> None:
    for person in (ann, new_person("Ben")):
        person.open("/pair/")
        person.page.get_by_label("Text only").check()
        person.press("Start")
    expect(ann.page.get_by_text("Say hello!")).to_be_visible()

    sign_out_in_another_tab(ann)

    expect(ann.page.get_by_text("You are no longer signed in.")).to_be_visible()


def end_sessions_in(seconds: float) -> None:
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=seconds))


def test_a_person_can_stay_signed_in_when_the_session_is_about_to_end(
    together: tuple[Person, Person],
) -> None:
    ann, ben = together
    end_sessions_in(100)
    warning = ann.page.get_by_text("You will be signed out in 2 minutes")
    expect(warning).to_be_visible()

    ann.press("Stay signed in")

    expect(warning).to_be_hidden()
    assert Session.objects.get().expire_date > timezone.now() + timedelta(hours=1)
    expect(ben.tile("Ann Lee")).to_be_visible()


def test_a_person_whose_session_expired_keeps_the_seat_after_signing_in(
    together: tuple[Person, Person], room: Room
) -> None:
    ann, ben = together

    end_sessions_in(0)

    ann.is_told("Your session has expired")
    expect(ben.tile("Ann Lee")).to_be_visible()
    sign_in_again(ann, room)
    ann.join()
    expect(ben.tile("Ann Lee")).to_have_count(1)
    expect(ben.page.get_by_text("Ann Lee left")).to_have_count(0)
