"""Wrong passwords count for an account and an address, on pages and over REST."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client, RequestFactory
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.login_attempts import LoginAttempt, TooManyAttempts, sign_in
from accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.at_once import at_once

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"
ANN = "ann@example.org"


def by_rest(password: str, address: str = HERE, email: str = ANN) -> Any:
    credentials = {"email": email, "password": password}
    return APIClient(REMOTE_ADDR=address).post("/api/auth/login", credentials, format="json")


def by_page(password: str, address: str = HERE) -> bool:
    """Sign in on the page; tell whether it succeeded."""
    fields = {"login": ANN, "password": password}
    return Client(REMOTE_ADDR=address).post("/accounts/login/", fields).status_code == 302


def try_by_code(password: str | None = None, address: str = HERE, email: str = ANN) -> str:
    request = RequestFactory(REMOTE_ADDR=address).post("/")
    try:
        return "wrong" if sign_in(request, email, password or "wrong") is None else "in"
    except TooManyAttempts as refusal:
        return f"after {refusal.retry_after_seconds}"


def test_ten_failures_lock_the_right_password_out_over_rest(ann: User) -> None:
    assert [by_rest("wrong").status_code for _ in range(10)] == [401] * 10
    refused = by_rest(PASSWORD)
    assert (refused.status_code, refused.json()) == (
        429,
        {
            "statusCode": 429,
            "code": "TOO_MANY_ATTEMPTS",
            "message": "Too many wrong passwords. Try again later.",
            "retryAfterSeconds": 300,
        },
    )
    assert refused["Retry-After"] == "300"
    assert by_rest(PASSWORD, ELSEWHERE).status_code == 201


def test_both_doors_count_together(ann: User) -> None:
    for _ in range(5):
        assert by_rest("wrong").status_code == 401
        assert not by_page("wrong")
    assert by_rest(PASSWORD).status_code == 429
    assert not by_page(PASSWORD)
    assert by_page(PASSWORD, ELSEWHERE)


@pytest.mark.parametrize("succeed", [by_rest, by_page])
def test_a_success_lets_the_count_begin_anew(ann: User, succeed: Any, settings: Settings) -> None:
    settings.SIGN_IN_ATTEMPTS = 3
    for _ in range(3):
        assert [try_by_code(), try_by_code()] == ["wrong", "wrong"]
        assert succeed(PASSWORD)
    assert [try_by_code() for _ in range(3)] == ["wrong"] * 3
    assert try_by_code(PASSWORD).startswith("after")


def test_every_address_of_an_account_counts_as_the_account(ann: User) -> None:
    EmailAddress.objects.create(user=ann, email="ann@work.example.org")
    for _ in range(5):
        assert try_by_code() == "wrong"
        assert try_by_code(email="ANN@Work.example.org") == "wrong"
    assert try_by_code(PASSWORD).startswith("after")


def test_an_unknown_address_is_locked_as_an_account_is(ann: User) -> None:
    for email in (ANN, "nobody@example.org"):
        address = f"2001:db8:{len(email)}::1"
        answers = [try_by_code(email=email, address=address) for _ in range(11)]
        assert answers == ["wrong"] * 10 + ["after 300"]


def test_refused_attempts_do_not_make_it_last_longer(ann: User, settings: Settings) -> None:
    settings.SIGN_IN_ATTEMPTS_SECONDS = 0
    assert {try_by_code() for _ in range(5)} == {"wrong"}


def test_failures_elsewhere_make_an_address_wait_after_its_own(ann: User) -> None:
    for number in range(10):
        assert try_by_code(address=f"198.51.100.{number}") == "wrong"
    waits = []
    for number in range(10, 18):
        address = f"198.51.100.{number}"
        assert try_by_code(address=address) == "wrong"
        waits.append(try_by_code(PASSWORD, address))
    assert waits == [f"after {seconds}" for seconds in (2, 4, 8, 16, 30, 30, 30, 30)]
    assert try_by_code(PASSWORD, ELSEWHERE) == "in"


def test_ten_failures_of_an_address_lock_its_sign_in_for_a_minute(ann: User) -> None:
    for number in range(10):
        assert try_by_code(email=f"somebody{number}@example.org") == "wrong"
    assert try_by_code(PASSWORD) == "after 60"
    assert try_by_code(PASSWORD, ELSEWHERE) == "in"


def test_a_new_password_by_mail_lets_the_owner_in(ann: User) -> None:
    for _ in range(9):
        LoginAttempt(ANN, "2001:db8::1").begin()
    LoginAttempt(ANN, "2001:db8::1").forget()
    assert try_by_code(PASSWORD, "2001:db8::1") == "in"


@pytest.mark.django_db(transaction=True)
def test_of_many_attempts_at_once_no_more_are_checked(ann: User) -> None:
    def begins(_: int) -> bool:
        try:
            LoginAttempt(ANN, HERE).begin()
        except TooManyAttempts:
            return False
        return True

    assert sum(at_once(begins, range(100), threads=16)) == 10
