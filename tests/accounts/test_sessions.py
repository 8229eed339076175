"""A page's session lasts as long as it is used."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from accounts.sessions import SessionStore

AGE_SECONDS = 1000


@pytest.fixture
def browser(ann: User, settings: Settings) -> Client:
    settings.SESSION_COOKIE_AGE = AGE_SECONDS
    browser = Client()
    browser.force_login(ann)
    return browser


def seconds_left(browser: Client) -> float:
    row = Session.objects.get(pk=browser.cookies["sessionid"].value)
    return (row.expire_date - timezone.now()).total_seconds()


def pass_seconds(browser: Client, seconds: float) -> None:
    end = timezone.now() + timedelta(seconds=AGE_SECONDS - seconds)
    Session.objects.filter(pk=browser.cookies["sessionid"].value).update(expire_date=end)


@pytest.mark.parametrize("address", ["/", "/accounts/profile/", "/api/auth/me", "/nowhere/"])
def test_every_request_prolongs_the_session_and_its_cookie(browser: Client, address: str) -> None:
    pass_seconds(browser, 900)

    response = browser.get(address)

    assert seconds_left(browser) == pytest.approx(AGE_SECONDS, abs=10)
    cookie = response.cookies["sessionid"]
    assert cookie.value == browser.cookies["sessionid"].value
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (AGE_SECONDS, True, "Lax")
    assert "Cookie" in response["Vary"]


def test_many_requests_cost_one_write(
    browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pass_seconds(browser, 101)
    for prolongs in (True, False, False):
        # Two queries find the account (session, account), one stores the new end of the session.
        with django_assert_num_queries(2 + prolongs):
            assert ("sessionid" in browser.get("/accounts/profile/").cookies) is prolongs
    pass_seconds(browser, 99)
    assert "sessionid" not in browser.get("/accounts/profile/").cookies


def test_a_session_for_this_browser_window_stays_one(browser: Client) -> None:
    session = browser.session
    session.set_expiry(0)
    session.save()
    pass_seconds(browser, 900)

    cookie = browser.get("/").cookies["sessionid"]

    assert cookie["max-age"] == ""
    assert seconds_left(browser) == pytest.approx(AGE_SECONDS, abs=10)


def sign_out(browser: Client) -> None:
    Session.objects.all().delete()


def run_out(browser: Client) -> None:
    pass_seconds(browser, AGE_SECONDS + 1)


@pytest.mark.parametrize("end", [sign_out, run_out])
def test_nothing_brings_a_session_back_that_has_ended(
    browser: Client, end: Callable[[Client], None]
) -> None:
    key = browser.cookies["sessionid"].value
    end(browser)

    assert browser.get("/accounts/session/").status_code == 401
    browser.get("/")

    assert not Session.objects.filter(pk=key, expire_date__gt=timezone.now()).exists()


def test_a_page_that_stays_open_prolongs_the_session_at_once(browser: Client) -> None:
    browser.get("/")
    end = timezone.now() + timedelta(seconds=30)
    Session.objects.update(expire_date=end)

    response = browser.get("/accounts/session/")

    assert response.json() == {"endsInSeconds": AGE_SECONDS}
    assert "no-store" in response["Cache-Control"]
    assert response.cookies["sessionid"]["max-age"] == AGE_SECONDS
    assert seconds_left(browser) == pytest.approx(AGE_SECONDS, abs=10)
    assert Client().get("/accounts/session/").status_code == 401


@pytest.mark.parametrize("key", ["\0" * 32, "a" * 31 + "\0", "é" * 32, "short", ""])
def test_a_key_that_django_never_makes_is_no_session(key: str) -> None:
    assert SessionStore(key).session_key is None
    assert SessionStore("a" * 32).session_key == "a" * 32


def test_a_page_with_an_impossible_session_cookie_is_that_of_a_stranger(
    browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser.cookies["sessionid"] = r"\000" * 32
    with django_assert_num_queries(0):
        assert browser.get("/api/auth/me").status_code == 401
