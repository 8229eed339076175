"""Pages of listed sites can call the API with tokens."""

import pytest
from django.test import Client
from pytest_django import Settings

SITE = "https://friend.example"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_friend(settings: Settings) -> None:
    settings.ALLOWED_ORIGINS = [SITE]


def asked(client: Client, origin: str, **more: str) -> dict[str, str]:
    response = client.options(
        "/api/rooms",
        headers={"origin": origin, "access-control-request-method": "POST"} | more,
    )
    return dict(response.headers)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", f"{SITE}.evil.example"])
def test_pages_of_a_site_that_is_not_listed_read_nothing(client: Client, origin: str) -> None:
    assert "Access-Control-Allow-Origin" not in asked(client, origin)
    answer = client.get("/api/auth/me", headers={"origin": origin})
    assert "Access-Control-Allow-Origin" not in answer
    assert "Origin" in answer["Vary"]


def test_a_listed_sites_page_may_call_with_a_token(client: Client) -> None:
    allowed = asked(client, SITE)
    assert allowed["Access-Control-Allow-Origin"] == SITE
    assert "Authorization" in allowed["Access-Control-Allow-Headers"]
    assert {"GET", "POST", "PATCH", "DELETE"} <= set(
        allowed["Access-Control-Allow-Methods"].split(", ")
    )


def test_its_visitors_cookies_are_never_asked_for(client: Client) -> None:
    assert "Access-Control-Allow-Credentials" not in asked(client, SITE)


def test_it_reads_errors_too(client: Client) -> None:
    response = client.get("/api/auth/me", headers={"origin": SITE})
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (401, SITE)
    assert "Origin" in response["Vary"]


def test_any_site_may_call_where_that_is_allowed(client: Client, settings: Settings) -> None:
    settings.ALLOWED_ORIGINS = ["*"]
    site = "http://localhost:5173"
    assert asked(client, site)["Access-Control-Allow-Origin"] == site


def test_pages_of_meet_are_not_opened_to_other_sites(client: Client) -> None:
    response = client.get("/", headers={"origin": SITE})
    assert "Access-Control-Allow-Origin" not in response
