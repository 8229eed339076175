import time
import uuid
from collections.abc import Callable

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from accounts.guests import (
    COOKIE_NAME,
    guest_from_cookie,
    guest_from_token,
    guest_of,
    participant_token,
    remember_guest,
)

GUEST = uuid.UUID(int=7)


def cookie_of(guest_id: uuid.UUID) -> str:
    response = HttpResponse()
    remember_guest(response, guest_id)
    return response.cookies[COOKIE_NAME].value


def test_a_browser_is_the_same_guest_next_time() -> None:
    request = RequestFactory().get("/", headers={"cookie": f"{COOKIE_NAME}={cookie_of(GUEST)}"})
    assert guest_of(request) == GUEST


def test_a_browser_without_a_cookie_is_nobody_yet() -> None:
    assert guest_of(RequestFactory().get("/")) is None


def test_a_token_names_its_guest() -> None:
    assert guest_from_token(participant_token(GUEST)) == GUEST


@pytest.mark.parametrize(
    ("read", "genuine"), [(guest_from_cookie, cookie_of), (guest_from_token, participant_token)]
)
def test_what_was_not_signed_here_names_nobody(
    read: Callable[[str], uuid.UUID | None], genuine: Callable[[uuid.UUID], str]
) -> None:
    signed = genuine(GUEST)
    assert read(signed) == GUEST
    other_id = signed.replace(GUEST.hex, uuid.UUID(int=8).hex)
    no_id = signing.TimestampSigner(salt="meet.participant.cookie").sign("not an id")
    for forged in ("", ":", "x", GUEST.hex, other_id, signed[:-1], signed.upper(), no_id, "\x00"):
        assert read(forged) is None


def test_a_cookie_is_no_token_and_a_token_no_cookie() -> None:
    assert guest_from_token(cookie_of(GUEST)) is None
    assert guest_from_cookie(participant_token(GUEST)) is None


class SignerOfThen(signing.TimestampSigner):
    """A signer that uses an earlier time."""

    def __init__(self, salt: str, seconds_ago: int) -> None:
        super().__init__(salt=salt)
        self._seconds_ago = seconds_ago

    def timestamp(self) -> str:
        return signing.b62_encode(int(time.time()) - self._seconds_ago)


@pytest.mark.parametrize(
    ("salt", "read", "lifetime_seconds"),
    [
        ("meet.participant.cookie", guest_from_cookie, 365 * 24 * 3600),
        ("meet.participant.token", guest_from_token, 24 * 3600),
    ],
)
def test_what_has_expired_names_nobody(
    salt: str, read: Callable[[str], uuid.UUID | None], lifetime_seconds: int
) -> None:
    assert read(SignerOfThen(salt, lifetime_seconds - 60).sign(GUEST.hex)) == GUEST
    assert read(SignerOfThen(salt, lifetime_seconds + 60).sign(GUEST.hex)) is None


@pytest.mark.parametrize("https", [True, False])
def test_the_cookie_is_kept_from_scripts_and_other_sites(settings: Settings, https: bool) -> None:
    settings.HTTPS = https
    response = HttpResponse()
    remember_guest(response, GUEST)
    cookie = response.cookies[COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], bool(cookie["secure"])) == (True, "Lax", https)
