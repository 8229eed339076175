"""Names and addresses are cleaned alike by every page, call and form for accounts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db

FULL_WIDTH = "ＡＮＮ＠Example.org"
NEW = {"email": "new@example.org", "password": "a long and winding road"}


def sign_up(name: str, email: str = NEW["email"]) -> bool:
    form = {"display_name": name, "email": email, "password1": NEW["password"]}
    return Client().post("/accounts/signup/", form).status_code == 302


def register(name: str, email: str = NEW["email"]) -> bool:
    body = NEW | {"email": email, "displayName": name}
    return APIClient().post("/api/auth/register", body, format="json").status_code == 201


def rename_over_rest(name: str) -> bool:
    api = APIClient()
    api.force_authenticate(User.objects.create_user(**NEW))
    return api.patch("/api/users/me", {"displayName": name}, format="json").status_code == 200


def rename_on_the_page(name: str) -> bool:
    browser = Client()
    browser.force_login(User.objects.create_user(**NEW))
    form = {"display_name": name, "avatar_color": 1}
    return browser.post("/accounts/profile/", form).status_code == 302


def add_in_the_admin(name: str, email: str = NEW["email"]) -> bool:
    browser = Client()
    root, _ = User.objects.get_or_create(
        email="root@example.org", is_staff=True, is_superuser=True, display_name="Root"
    )
    browser.force_login(root)
    form = {
        "email": email,
        "display_name": name,
        "usable_password": "true",
        "password1": NEW["password"],
        "password2": NEW["password"],
    }
    return browser.post("/admin/accounts/user/add/", form).status_code == 302


INPUTS = [sign_up, register, rename_over_rest, rename_on_the_page, add_in_the_admin]


@pytest.mark.parametrize("take", INPUTS)
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("李", "李"),
        ("X", "X"),
        ("x" * 50, "x" * 50),
        ("𠮷" * 50, "𠮷" * 50),
        ("e\u0301" * 50, "é" * 50),
        ("\u200b" * 30 + "x" * 50 + "  ", "x" * 50),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
    ids=["one ideograph", "one", "fifty", "fifty astral", "decomposed", "hidden", "family"],
)
def test_a_name_of_one_to_fifty_characters_is_taken(
    take: Callable[[str], bool], typed: str, stored: str
) -> None:
    assert take(typed)
    assert User.objects.get(email=NEW["email"]).display_name == stored


@pytest.mark.parametrize("take", INPUTS)
@pytest.mark.parametrize(
    "typed", ["", " \u200b", "\u3164", "\u0301", "x" * 51, "𠮷" * 51], ids=ascii
)
def test_a_name_that_is_blank_or_too_long_is_refused(
    take: Callable[[str], bool], typed: str
) -> None:
    assert not take(typed)
    assert not User.objects.filter(display_name__in=(typed, "")).exists()


@pytest.mark.parametrize("take", [sign_up, register, add_in_the_admin])
def test_an_address_is_stored_in_one_form(take: Callable[..., bool]) -> None:
    assert take("Ann", FULL_WIDTH)
    assert User.objects.filter(email="ann@example.org").exists()
    assert not take("Ann again", "ann@example.ORG")


def on_the_page(email: str) -> bool:
    form = {"login": email, "password": PASSWORD}
    return Client().post("/accounts/login/", form).status_code == 302


def over_rest(email: str) -> bool:
    body: dict[str, Any] = {"email": email, "password": PASSWORD}
    return APIClient().post("/api/auth/login", body, format="json").status_code == 201


@pytest.mark.usefixtures("ann")
@pytest.mark.parametrize("sign_in", [on_the_page, over_rest])
@pytest.mark.parametrize("email", [FULL_WIDTH, " ann@example.org ", "ann@example．org"])
def test_an_address_signs_in_as_it_is_typed(sign_in: Callable[[str], bool], email: str) -> None:
    assert sign_in(email)


@pytest.mark.usefixtures("ann")
def test_a_password_is_reset_by_an_address_in_any_form() -> None:
    Client().post("/accounts/password/reset/", {"email": FULL_WIDTH})
    (sent,) = mail.outbox
    assert sent.to == ["ann@example.org"]
    assert "/password/reset/key/" in sent.body
