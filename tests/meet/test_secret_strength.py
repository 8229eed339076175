"""Weak secrets are distinguished from strong ones."""

import secrets
import string

import pytest
from django.core.management.utils import get_random_secret_key

from meet.secret_strength import weakness


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "short",
        "django-insecure-0vq7*zt!m2$k9y@c^x#r5w8b&n1h6j3e+u4s",
        "Django-Insecure-QUSChNZeOHcPA14pfLeyD2dD0E7G9UzNbSYhwLuUFFnip",
        "x" * 52,
        "ab" * 26,
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
        "secret" * 9,
        "changeme" * 5,
        "password1234" * 4,
        "1234567890" * 5,
        string.ascii_letters,
        string.printable[:60],
        "zyxwvutsrqponmlkjihgfedcba9876543210",
        "0101100111010010110101010011010101101",
        " " * 40,
    ],
)
def test_what_can_be_guessed_is_weak(secret: str):
    assert weakness(secret)


@pytest.mark.parametrize("number", range(50))
def test_what_was_drawn_at_random_is_not(number: int):
    assert weakness(secrets.token_hex(16)) is None
    assert weakness(secrets.token_urlsafe(24)) is None
    assert weakness(get_random_secret_key()) is None


@pytest.mark.parametrize(
    "secret",
    [
        "a-long-and-random-key-of-production-0123456789-abcdef",
        "correct horse battery staple and four more words",
    ],
)
def test_a_sentence_is_not(secret: str):
    assert weakness(secret) is None
