"""TURN credentials, checked as coturn's `use-auth-secret` does."""

import base64
import hashlib
import hmac
import time

import pytest
from pytest_django.fixtures import Settings

from rooms.ice import ice_servers, public_ice_urls

SECRET = "a secret shared with the TURN server"
PARTICIPANT = "b7a4a6f4-0000-4000-8000-000000000001"


@pytest.fixture
def turn(settings: Settings) -> None:
    settings.ICE_URLS = ["stun:stun.example.org:3478"]
    settings.TURN_URLS = ["turn:turn.example.org:3478"]
    settings.TURN_SECRET = SECRET
    settings.TURN_TTL_SECONDS = 600


def test_nothing_configured_gives_no_servers(settings: Settings) -> None:
    settings.ICE_URLS, settings.TURN_URLS, settings.TURN_SECRET = [], [], ""
    assert ice_servers(PARTICIPANT) == []


@pytest.mark.usefixtures("turn")
def test_stun_is_given_as_configured() -> None:
    assert ice_servers(PARTICIPANT)[0] == {"urls": ["stun:stun.example.org:3478"]}


@pytest.mark.usefixtures("turn")
def test_turn_comes_with_a_credential_that_coturn_accepts() -> None:
    server = ice_servers(PARTICIPANT)[1]
    expected = hmac.digest(SECRET.encode(), server["username"].encode(), hashlib.sha1)
    assert base64.b64decode(server["credential"]) == expected


@pytest.mark.usefixtures("turn")
def test_the_credential_is_the_participants_and_runs_out() -> None:
    asked_at = int(time.time())
    expires_at, _, participant = ice_servers(PARTICIPANT)[1]["username"].partition(":")
    assert participant == PARTICIPANT
    assert asked_at + 600 <= int(expires_at) <= time.time() + 600


@pytest.mark.usefixtures("turn")
def test_without_a_secret_no_turn_server_is_given(settings: Settings) -> None:
    settings.TURN_SECRET = ""
    assert [server["urls"] for server in ice_servers(PARTICIPANT)] == [settings.ICE_URLS]


@pytest.mark.usefixtures("turn")
def test_everybody_may_know_the_addresses_and_nothing_else(settings: Settings) -> None:
    assert public_ice_urls() == {"stun": settings.ICE_URLS, "turn": settings.TURN_URLS}
    settings.TURN_SECRET = ""
    assert public_ice_urls() == {"stun": settings.ICE_URLS, "turn": []}
