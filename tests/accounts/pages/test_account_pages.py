"""Every page of django-allauth has Meet's design, and no inline styles or scripts."""

import re

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db

FOR_ANYBODY = (
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-wrong/",
    "/accounts/password/reset/key/done/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/wrong/",
    "/accounts/inactive/",
    "/accounts/3rdparty/login/cancelled/",
    "/accounts/3rdparty/login/error/",
)
FOR_MEMBERS = (
    "/accounts/email/",
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/profile/",
    "/accounts/reauthenticate/",
    "/accounts/3rdparty/",
)


@pytest.mark.parametrize("path", FOR_ANYBODY)
def test_a_page_for_anybody_wears_the_design(path: str, client: Client) -> None:
    wears_the_design(client.get(path).content.decode())


@pytest.mark.parametrize("path", FOR_MEMBERS)
def test_a_page_for_members_sends_strangers_away(path: str, client: Client) -> None:
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("path", FOR_MEMBERS)
def test_a_page_for_members_wears_the_design(path: str, client: Client) -> None:
    client.force_login(User.objects.create_user("ann@example.org", "a long and winding road"))

    wears_the_design(client.get(path).content.decode())


def test_an_account_without_password_is_asked_to_set_one(client: Client) -> None:
    client.force_login(User.objects.create_user("ann@example.org"))

    page = client.get("/accounts/password/change/", follow=True).content.decode()

    assert "Set password" in page
    wears_the_design(page)


def test_a_member_signs_out_with_one_button_on_every_page(client: Client) -> None:
    client.force_login(User.objects.create_user("ann@example.org"))
    assert 'action="/accounts/logout/"' in client.get("/").content.decode()

    response = client.post("/accounts/logout/", follow=True)

    assert not response.context["user"].is_authenticated


def test_wrong_credentials_are_answered_without_saying_which(client: Client) -> None:
    User.objects.create_user("ann@example.org", "a long and winding road")

    wrong = [
        client.post("/accounts/login/", {"login": login, "password": "wrong"}).content.decode()
        for login in ("ann@example.org", "nobody@example.org")
    ]

    assert all("are not correct" in page for page in wrong)


def wears_the_design(page: str) -> None:
    assert 'class="site-header"' in page
    assert "css/tokens" in page
    assert " style=" not in page
    assert re.findall(r"<title>\s*\S+", page)
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page)
    assert all("importmap" in script for script in inline)
