"""The sign-in of the admin: only for staff, and on the sign-in page of all accounts."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.rooms.admin.conftest import NewStaff
from tests.rooms.signing_in import signed_in

PASSWORD = "correct horse battery"
SIGN_IN = reverse("account_login")
ADMIN = reverse("admin:index")


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def operator(db: None) -> User:
    return User.objects.create_superuser("root@example.org", PASSWORD, display_name="Root")


def sign_in(client: Client, password: str, email: str = "root@example.org") -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password, "next": ADMIN})


@pytest.mark.django_db
def test_a_stranger_is_led_to_the_sign_in_and_back(client: Client) -> None:
    response = client.get(ADMIN, follow=True)

    assert response.redirect_chain[-1][0] == f"{SIGN_IN}?next=%2Fadmin%2F"


def test_there_is_no_other_sign_in(client: Client, operator: User) -> None:
    credentials = {"username": operator.email, "password": PASSWORD}

    response = client.post(reverse("admin:login"), credentials)

    assert response["Location"].startswith(SIGN_IN)
    assert "_auth_user_id" not in client.session


def test_an_ordinary_account_is_turned_away(host: User) -> None:
    assert signed_in(host).get(ADMIN, follow=True).status_code == 403


def test_staff_without_rights_see_nothing(new_staff: NewStaff) -> None:
    page = new_staff().get(ADMIN)

    assert page.status_code == 200
    assert page.context["app_list"] == []
    assert "In session" not in page.text


def test_the_sign_in_leads_operators_to_the_admin(client: Client, operator: User) -> None:
    assert sign_in(client, PASSWORD)["Location"] == ADMIN
    assert client.get(ADMIN).status_code == 200


def test_nine_failures_still_let_the_right_password_in(client: Client, operator: User) -> None:
    for _ in range(9):
        sign_in(client, "wrong")

    assert sign_in(client, PASSWORD)["Location"] == ADMIN


def test_ten_failures_lock_the_sign_in_for_this_address_alone(
    client: Client, operator: User
) -> None:
    for _ in range(10):
        sign_in(client, "wrong")

    response = sign_in(client, PASSWORD)

    assert "Location" not in response
    assert "Too many wrong passwords. Try again in 5 minutes." in response.content.decode()
    assert "_auth_user_id" not in client.session
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), PASSWORD)["Location"] == ADMIN


def test_failures_from_many_addresses_do_not_lock_the_owner_out(
    client: Client, operator: User
) -> None:
    for number in range(40):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), "wrong")

    assert sign_in(client, PASSWORD)["Location"] == ADMIN


def test_ten_failures_lock_one_address_whatever_the_account(client: Client, operator: User) -> None:
    for number in range(10):
        sign_in(client, "wrong", f"somebody{number}@example.org")

    assert "Location" not in sign_in(client, PASSWORD)
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), PASSWORD)["Location"] == ADMIN


def test_the_password_is_changed_where_everybody_changes_it(root: Client) -> None:
    response = root.get(reverse("admin:password_change"))

    assert response["Location"] == reverse("account_change_password")
