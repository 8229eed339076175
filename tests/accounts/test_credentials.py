"""Credentials end with the rows of their account, session or sign-in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client as Browser
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.credentials import (
    Credential,
    credential_of_page,
    credential_of_token,
    ended_credentials,
)
from accounts.models import User
from accounts.tokens import begin_session, end_session

Have = Callable[[User], Credential]


def token(account: User) -> Credential:
    return credential_of_token(begin_session(account).access_token, account)


def page(account: User) -> Credential:
    browser = Browser()
    browser.force_login(account)
    return credential_of_page(browser.session.session_key or "", account)


both_kinds = pytest.mark.parametrize("have", [token, page])


@pytest.fixture
def bob(db: None) -> User:
    return User.objects.create_user("bob@example.org", "another long one", display_name="Bob")


@both_kinds
def test_nothing_ends_by_itself_or_by_what_others_do(have: Have, ann: User, bob: User) -> None:
    held = have(ann)
    bob.set_password("a new long one")
    bob.save()
    User.objects.filter(pk=bob.pk).update(is_active=False)
    ann.display_name = "Anna"
    ann.save()
    assert ended_credentials([held]) == set()


@both_kinds
def test_another_password_ends_everything(have: Have, ann: User) -> None:
    held = have(ann)
    ann.set_password("a new long one")
    ann.save()
    assert ended_credentials([held]) == {held}


@both_kinds
def test_an_account_that_is_off_or_gone_has_nothing(have: Have, ann: User, bob: User) -> None:
    off, gone = have(ann), have(bob)
    User.objects.filter(pk=ann.pk).update(is_active=False)
    bob.delete()
    assert ended_credentials([off, gone]) == {off, gone}


def test_a_sign_out_by_token_ends_that_sign_in_only(ann: User) -> None:
    session = begin_session(ann)
    earlier, later = (credential_of_token(session.access_token, ann) for _ in range(2))
    others = {token(ann), page(ann)}
    end_session(session)
    assert ended_credentials([earlier, later, *others]) == {earlier, later}


def test_a_page_session_ends_when_it_is_gone_or_too_old(ann: User) -> None:
    signed_out, too_old, going_on = page(ann), page(ann), page(ann)
    Session.objects.get(pk=signed_out.session_id).delete()
    Session.objects.filter(pk=too_old.session_id).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    assert ended_credentials([signed_out, too_old, going_on]) == {signed_out, too_old}


def test_hundreds_are_asked_about_in_three_queries(
    ann: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    held = [token(ann) for _ in range(250)] + [page(ann)] * 250
    with django_assert_num_queries(3):
        assert ended_credentials(held) == set()


def test_of_thousands_none_is_forgotten(ann: User) -> None:
    held = [token(ann) for _ in range(1001)]
    User.objects.filter(pk=ann.pk).update(is_active=False)
    assert ended_credentials(held) == set(held)


def test_a_credential_shows_no_secret(ann: User) -> None:
    held = page(ann)
    assert held.session_id not in repr(held)
    assert held.password not in repr(held)
