"""Whole walks through the pages, as new people take them."""

import re

from playwright.sync_api import expect

from accounts.models import User
from tests.browser import media
from tests.browser.person import NewPerson, Person
from tests.browser.waiting import eventually
from tests.servers.meet import MeetServer

_CLIPBOARD = ["clipboard-read", "clipboard-write"]


def test_from_the_first_visit_to_a_call_by_a_copied_link(
    new_person: NewPerson, ben: Person
) -> None:
    ann = new_person("Ann Lee", permissions=_CLIPBOARD)
    ann.open("/")
    ann.page.get_by_role("link", name="Create account").click()
    ann.page.get_by_label("Your name").fill("Ann Lee")
    ann.page.get_by_label("Email").fill("ann.lee@example.org")
    ann.page.get_by_label("Password").fill("correct horse 9")
    ann.press("Create account")
    ann.press("New meeting")
    ann.join()
    ann.page.locator("meet-invite-card").get_by_role("button", name="Copy link").click()
    link = eventually(ann.page, lambda: ann.page.evaluate("navigator.clipboard.readText()"))

    ben.page.goto(link)
    ben.join()

    for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
        media.sees(person.page, other)
        media.hears(person.page, other)


def test_signing_in_by_email_and_out_again(ben: Person, account: User) -> None:
    ben.open("/")
    ben.page.get_by_role("banner").get_by_role("link", name="Sign in").click()
    sign_in(ben, "wrong horse 9")
    expect(ben.page.get_by_role("alert")).to_be_visible()
    sign_in(ben, "correct horse 9")
    expect(ben.button("New meeting")).to_be_visible()

    ben.press("Account")
    ben.press("Sign out")

    expect(ben.page.get_by_role("link", name="Create account")).to_be_visible()


def test_a_forgotten_password_is_reset_by_email(
    ben: Person, account: User, server: MeetServer
) -> None:
    begin = server.process.log_length()
    ben.open("/accounts/login/")
    ben.page.get_by_role("link", name="Forgot your password?").click()
    ben.page.get_by_label("Email").fill(account.email)
    ben.press("Send link")
    ben.is_told("Check your email")

    mail = eventually(
        ben.page,
        lambda: re.search(
            r"http://\S+/accounts/password/reset/key/\S+", server.process.log_since(begin)
        ),
    )
    ben.page.goto(mail[0])
    ben.is_told("Choose a new password")
    for field in ben.page.get_by_label("New Password").all():
        field.fill("battery staple 8")
    ben.press("Save password")
    ben.is_told("Your password was changed")

    ben.page.get_by_role("main").get_by_role("link", name="Sign in").click()
    sign_in(ben, "battery staple 8")
    expect(ben.button("New meeting")).to_be_visible()


def sign_in(person: Person, password: str) -> None:
    person.page.get_by_label("Email").fill("ann@example.org")
    person.page.get_by_label("Password").fill(password)
    person.press("Sign in")
