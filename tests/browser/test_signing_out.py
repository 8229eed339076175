from playwright.sync_api import expect

from rooms.models import Room
from tests.browser.person import NewPerson, Person


def sign_out_in_another_tab(person: Person) -> None:
    tab = person.page.context.new_page()
    tab.goto("/accounts/logout/")
    tab.get_by_role("main").get_by_role("button", name="Sign out").click()


def test_who_signs_out_in_another_tab_leaves_the_meeting_and_finds_the_way_back(
    together: tuple[Person, Person], room: Room
) -> None:
    ann, ben = together

    sign_out_in_another_tab(ann)

    ann.is_told("You were signed out")
    expect(ben.tile("Ann Lee")).to_have_count(0)
    ann.page.get_by_role("main").get_by_role("link", name="Sign in").click()
    ann.page.get_by_label("Email").fill("ann@example.org")
    ann.page.get_by_label("Password").fill("correct horse 9")
    ann.press("Sign in")
    ann.page.wait_for_url(f"**/{room.code}")
    ann.join()
    expect(ben.tile("Ann Lee")).to_be_visible()


def test_who_signs_out_in_another_tab_is_paired_no_more(new_person: NewPerson, ann: Person) -> None:
    for person in (ann, new_person("Ben")):
        person.open("/pair/")
        person.page.get_by_label("Text only").check()
        person.press("Start")
    expect(ann.page.get_by_text("Say hello.")).to_be_visible()

    sign_out_in_another_tab(ann)

    expect(ann.page.get_by_text("You are not signed in any more.")).to_be_visible()
