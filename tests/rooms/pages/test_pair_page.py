"""The page of random pairs, and the link to it."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.guests import COOKIE_NAME
from accounts.models import User

LINK = "Or meet someone new at random"


def test_a_stranger_may_look_and_is_remembered_as_a_guest(client: Client, db: None) -> None:
    response = client.get("/pair/")
    assert response.status_code == 200
    assert "Meet someone new" in response.content.decode()
    assert COOKIE_NAME in response.cookies


def test_an_account_gets_no_cookie_of_a_guest(client: Client, host: User) -> None:
    client.force_login(host)
    response = client.get("/pair/")
    assert response.status_code == 200
    assert COOKIE_NAME not in response.cookies


def test_a_stranger_is_asked_to_sign_in_where_that_is_required(
    client: Client, host: User, settings: LazySettings
) -> None:
    settings.PAIRING_SIGN_IN_REQUIRED = True
    response = client.get("/pair/")
    assert response.status_code == 403
    assert "/accounts/login/?next=/pair/" in response.content.decode()
    client.force_login(host)
    assert client.get("/pair/").status_code == 200


def test_other_addresses_are_told_so(client: Client, host: User, settings: LazySettings) -> None:
    settings.PAIRING_EMAIL_DOMAINS = ["elsewhere.example"]
    client.force_login(host)
    response = client.get("/pair/")
    assert response.status_code == 403
    assert host.email in response.content.decode()


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_the_front_page_leads_there_where_it_is_switched_on(
    client: Client, host: User, settings: LazySettings, is_signed_in: bool
) -> None:
    if is_signed_in:
        client.force_login(host)
    assert LINK in client.get("/").content.decode()
    settings.PAIRING_ENABLED = False
    assert LINK not in client.get("/").content.decode()
    assert client.get("/pair/").status_code == 404


def test_it_costs_few_queries(client: Client, host: User, django_assert_num_queries: Any) -> None:
    client.force_login(host)
    with django_assert_num_queries(5):  # session, account, and three for the pairing rules
        client.get("/pair/")
