"""The settings with which production refuses to start."""

from typing import Any

import pytest
from django.test import override_settings

from meet.checks import check_production, check_settings

FIT: dict[str, Any] = {
    "ENVIRONMENT": "production",
    "DEBUG": False,
    "SEVERAL_SERVERS": False,
    "SECRET_KEY": "a-long-and-random-key-of-production-0123456789-abcdef",
    "JWT_SIGNING_KEY": "another-long-and-random-key-of-production-9876543210",
    "TURN_URLS": ["turn:turn.example.org"],
    "TURN_SECRET": "a long and random secret that coturn knows as well",
    "MEDIA_SERVERS": [
        "ws://:the-long-and-random-secret-of-two-janus-13579@10.0.0.5:8188",
        "ws://:the-long-and-random-secret-of-two-janus-13579@10.0.0.6:8188",
    ],
    "ALLOWED_HOSTS": ["meet.example.org"],
    "ALLOWED_ORIGINS": [],
    "TRUSTED_PROXIES": ["127.0.0.1/32", "10.0.0.0/8", "fc00::/7", "2001:db8::/32"],
    "SETTING_PROBLEMS": {},
}
UNFIT: list[tuple[str, Any]] = [
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "django-insecure-0vq7*zt!m2$k9y@c^x#r5w8b&n1h6j3e+u4s"),
    ("SECRET_KEY", FIT["TURN_SECRET"]),
    ("JWT_SIGNING_KEY", "x" * 52),
    ("JWT_SIGNING_KEY", FIT["SECRET_KEY"]),
    ("TURN_SECRET", ""),
    ("TURN_SECRET", "0123456789" * 5),
    ("MEDIA_SERVERS", ["ws://:janus@10.0.0.5:8188"]),
    ("MEDIA_SERVERS", [f"ws://:{FIT['SECRET_KEY']}@10.0.0.5:8188"]),
    ("DEBUG", True),
    ("SEVERAL_SERVERS", True),
    ("ALLOWED_HOSTS", ["meet.example.org", "*"]),
    ("ALLOWED_ORIGINS", ["*"]),
    ("TRUSTED_PROXIES", ["127.0.0.1/32", "0.0.0.0/0"]),
    ("TRUSTED_PROXIES", ["::/0"]),
    ("TRUSTED_PROXIES", ["0.0.0.0/1", "128.0.0.0/1"]),
    ("TRUSTED_PROXIES", ["2000::/3"]),
]


@pytest.mark.parametrize(("name", "value"), UNFIT, ids=str)
def test_production_refuses_what_is_unfit_by_its_name(name: str, value: Any) -> None:
    with override_settings(**FIT):
        assert check_production() == []
    with override_settings(**FIT | {name: value}):
        problems = check_production()
    assert problems
    assert all(name in problem.msg and problem.hint for problem in problems)


@pytest.mark.parametrize(("name", "value"), UNFIT, ids=str)
def test_development_lets_it_pass(name: str, value: Any) -> None:
    with override_settings(**FIT | {name: value, "ENVIRONMENT": "development"}):
        assert check_production() == []


def test_without_turn_its_secret_does_not_count() -> None:
    with override_settings(**FIT | {"TURN_URLS": [], "TURN_SECRET": ""}):
        assert check_production() == []


def test_a_secret_that_is_missing_is_one_problem() -> None:
    missing = {"SECRET_KEY": "missing", "SETTING_PROBLEMS": {"SECRET_KEY": "is missing"}}
    with override_settings(**FIT | missing):
        assert [problem.msg for problem in check_settings()] == ["SECRET_KEY is missing"]
        assert check_production() == []
