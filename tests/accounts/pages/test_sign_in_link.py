"""The link "Sign in" at the top of each page leads back to the page after the sign-in."""

import re
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from rooms import actions

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"
PASSWORD = "a long and winding road"


def link_on(page: HttpResponse) -> str:
    (header,) = re.findall(r'<header class="site-header">.*?</header>', page.text, re.DOTALL)
    (link,) = re.findall(rf'href="({SIGN_IN}[^"]*)"', header)
    return link


def test_a_person_who_signs_in_on_the_page_of_a_room_returns_to_it(client: Client) -> None:
    room = actions.create_room(User.objects.create_user("ann@example.org", PASSWORD), "Weekly")
    address = f"/{room.code}?from=mail"

    link = link_on(client.get(address))
    signed_in = client.post(link, {"login": "ann@example.org", "password": PASSWORD})

    assert link == f"{SIGN_IN}?next=/{room.code}{quote('?from=mail')}"
    assert signed_in.headers["Location"] == address


@pytest.mark.parametrize("page", ["login", "signup", "password/reset"])
def test_account_pages_keep_the_address_of_the_page_before(client: Client, page: str) -> None:
    assert link_on(client.get(f"/accounts/{page}/?next=/pair/")) == f"{SIGN_IN}?next=/pair/"
    assert link_on(client.get(f"/accounts/{page}/")) == SIGN_IN


def test_a_refused_form_keeps_it_too(client: Client) -> None:
    form = {"login": "ann@example.org", "password": "wrong", "next": "/pair/"}
    assert link_on(client.post(SIGN_IN, form)) == f"{SIGN_IN}?next=/pair/"


def test_the_start_page_needs_no_address(client: Client) -> None:
    assert link_on(client.get("/")) == SIGN_IN


def test_nobody_returns_to_the_address_of_a_form() -> None:
    refused = Client(enforce_csrf_checks=True).post("/rooms/new/")
    assert (refused.status_code, link_on(refused)) == (403, SIGN_IN)


def test_no_address_leads_to_another_site(client: Client) -> None:
    User.objects.create_user("ann@example.org", PASSWORD)
    link = link_on(client.get("/", PATH_INFO="//evil.example/"))
    signed_in = client.post(link, {"login": "ann@example.org", "password": PASSWORD})
    assert signed_in.headers["Location"] == "/"
