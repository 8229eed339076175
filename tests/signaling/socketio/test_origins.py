"""Allowed hosts and origins, as functions of an ASGI scope."""

from typing import Any

import pytest
from pytest_django.fixtures import Settings

from signaling.socketio.origins import is_allowed_host, is_allowed_origin, is_own_page


def scope(host: str | None = "meet.example.org", **headers: str) -> dict[str, Any]:
    """Return a scope with these headers; an underscore stands for a dash."""
    named = {"host": host, **headers}
    return {
        "headers": [
            (name.replace("_", "-").encode(), value.encode("latin-1"))
            for name, value in named.items()
            if value is not None
        ]
    }


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["meet.example.org", "[::1]"]
    settings.ALLOWED_ORIGINS = ["https://partner.example.net", "capacitor://localhost"]


@pytest.mark.parametrize(
    "host",
    [None, "", "evil.example.org", "meet.example.org.evil.net", "meet.example.org/x", "[::1"],
)
def test_another_host_is_refused(host: str | None) -> None:
    assert not is_allowed_host(scope(host))


@pytest.mark.parametrize("host", ["meet.example.org", "MEET.example.org:8000", "[::1]:8000"])
def test_a_listed_host_is_allowed_on_any_port(host: str) -> None:
    assert is_allowed_host(scope(host))


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example.org",
        "https://meet.example.org.evil.net",
        "https://meet.example.org@evil.net",
        "https://meet.example.org:444",
        "//meet.example.org",
        "http://partner.example.net",
        "https://localhost",
        "null",
        "https://[broken",
    ],
)
def test_a_foreign_page_may_neither_connect_nor_use_cookies(origin: str) -> None:
    assert not is_allowed_origin(scope(origin=origin))
    assert not is_own_page(scope(origin=origin))


@pytest.mark.parametrize(
    "origin", ["https://meet.example.org", "https://partner.example.net", "capacitor://localhost"]
)
def test_own_and_listed_pages_may_connect_with_their_cookies(origin: str) -> None:
    assert is_allowed_origin(scope(origin=origin))
    assert is_own_page(scope(origin=origin))


def test_a_program_may_connect_but_its_cookies_do_not_count() -> None:
    assert is_allowed_origin(scope())
    assert not is_own_page(scope())


@pytest.mark.parametrize(
    ("site", "is_own"), [("same-origin", True), ("same-site", False), ("none", False)]
)
def test_cookies_count_without_an_origin_on_same_origin_requests(site: str, is_own: bool) -> None:
    assert is_own_page(scope(sec_fetch_site=site)) is is_own


def test_an_origin_takes_precedence_over_sec_fetch_site() -> None:
    foreign = scope(origin="https://evil.example.org", sec_fetch_site="same-origin")
    assert not is_own_page(foreign)


def test_any_origin_may_be_allowed_but_never_with_cookies(settings: Settings) -> None:
    settings.ALLOWED_ORIGINS = ["*"]
    foreign = scope(origin="https://evil.example.org")
    assert is_allowed_origin(foreign)
    assert not is_own_page(foreign)
