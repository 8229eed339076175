import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db: None) -> User:
    return User.objects.create_user("ann@example.org", "a long and winding road")


def test_a_forgotten_password_is_replaced_by_the_link_in_a_mail(client: Client, ann: User) -> None:
    client.post("/accounts/password/reset/", {"email": ann.email})
    link = link_in(mail.outbox[0].body)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = {"password1": "another long and winding road"}

    done = client.post(form, new | {"password2": new["password1"]}, follow=True)

    assert mail.outbox[0].subject == "Reset your Meet password"
    assert "Your password was changed" in done.content.decode()
    ann.refresh_from_db()
    assert ann.check_password(new["password1"])


def test_a_link_works_once(client: Client, ann: User) -> None:
    client.post("/accounts/password/reset/", {"email": ann.email})
    link = link_in(mail.outbox[0].body)
    ann.set_password("another long and winding road")
    ann.save()

    assert "This link no longer works" in client.get(link, follow=True).content.decode()


def test_an_address_without_account_is_answered_alike(client: Client, ann: User) -> None:
    known = client.post("/accounts/password/reset/", {"email": ann.email}, follow=True)
    unknown = client.post("/accounts/password/reset/", {"email": "x@example.org"}, follow=True)

    assert known.status_code == unknown.status_code == 200
    assert known.redirect_chain == unknown.redirect_chain
    assert "there is no account with this email address" in mail.outbox[1].body


def link_in(body: str) -> str:
    link = re.search(r"http://testserver(/\S+)", body)
    assert link is not None
    return link[1]
