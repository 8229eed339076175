"""Whether `manage.py` starts with an environment of the test."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.served

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "ENVIRONMENT": "production",
    "DEBUG": "false",
    "SECRET_KEY": "a-long-and-random-key-of-production-0123456789-abcdef",
    "JWT_SIGNING_KEY": "another-long-and-random-key-of-production-9876543210",
    "ALLOWED_HOSTS": "meet.example.org",
    "ALLOWED_ORIGINS": "",
    "HTTPS": "true",
}


def manage(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {"PATH": os.environ["PATH"]} | PRODUCTION | environment
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=known,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_production_as_documented_has_nothing_to_complain_about() -> None:
    checked = manage("check", "--deploy", "--fail-level", "WARNING")
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("JWT_SIGNING_KEY", "short"),
        ("JWT_SIGNING_KEY", PRODUCTION["SECRET_KEY"]),
        ("DEBUG", "true"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_ORIGINS", "*"),
    ],
)
def test_production_refuses_to_start_on_what_is_fit_for_development_only(
    name: str, value: str
) -> None:
    checked = manage("check", **{name: value})
    assert checked.returncode == 1
    assert name in checked.stderr
    assert "Traceback" not in checked.stderr


def test_turn_needs_a_long_secret_of_its_own() -> None:
    urls = {"TURN_URLS": "turn:turn.example.org"}
    assert "TURN_SECRET" in manage("check", **urls).stderr
    assert "TURN_SECRET" in manage("check", **urls, TURN_SECRET="x" * 52).stderr
    secret = "a long and random secret that coturn knows as well"
    assert manage("check", **urls, TURN_SECRET=secret).returncode == 0


def test_redis_needs_postgresql() -> None:
    redis = {"REDIS_URL": "redis://localhost"}
    refused = manage("check", **redis)
    assert refused.returncode == 1
    assert "REDIS_URL needs PostgreSQL: several workers write at the same time" in refused.stderr
    assert manage("check", **redis, DATABASE_URL="postgresql://localhost/meet").returncode == 0


def test_a_worker_has_a_new_name_at_every_start_unless_its_parent_named_it() -> None:
    ask = (
        "shell",
        "--no-imports",
        "-c",
        "from django.conf import settings as s; print(s.WORKER_ID)",
    )
    names = {manage(*ask).stdout.strip() for _ in range(2)}
    assert len(names) == 2
    assert all(re.fullmatch(r"w0-[0-9a-f]{8}", name) for name in names)
    assert manage(*ask, WORKER_ID="w1-9f3ac1d2").stdout.strip() == "w1-9f3ac1d2"
    assert "WORKER_ID must be like w1-9f3ac1d2" in manage("check", WORKER_ID="w1").stderr


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "starttls"),
        ({"EMAIL_PORT": "465"}, "tls"),
        ({"EMAIL_PORT": "465", "EMAIL_USE_TLS": "false"}, "plain"),
    ],
)
def test_mail_is_encrypted_as_the_port_requires(environment: dict[str, str], expected: str) -> None:
    source = (
        "from django.conf import settings as s;"
        "print({(True, False): 'starttls', (False, True): 'tls', (False, False): 'plain'}"
        "[s.EMAIL_USE_TLS, s.EMAIL_USE_SSL])"
    )
    assert manage("shell", "--no-imports", "-c", source, **environment).stdout.strip() == expected


def test_metrics_need_a_strong_token_or_to_be_open_on_purpose() -> None:
    assert "METRICS_TOKEN" in manage("check", METRICS_TOKEN="short").stderr
    assert "METRICS_TOKEN" in manage("check", METRICS_TOKEN=PRODUCTION["SECRET_KEY"]).stderr
    token = "a-long-and-random-token-for-the-metrics-0123456789"
    assert manage("check", METRICS_TOKEN=token).returncode == 0
    assert manage("check", METRICS_OPEN="true").returncode == 0
    both = manage("check", METRICS_OPEN="true", METRICS_TOKEN=token)
    assert both.returncode == 1
    assert "METRICS_OPEN must be off if METRICS_TOKEN is set" in both.stderr


NOT_UNDERSTOOD = {
    "ALLOWED_HOSTS": "https://meet.example.org",
    "ALLOWED_ORIGINS": "friend.example",
    "TRUSTED_PROXIES": "proxy",
    "FORWARDED_HEADER": "X-Real-IP",
    "HTTPS": "perhaps",
    "DATABASE_THREADS": "0",
    "ICE_URLS": "stun.example.org:3478",
    "TURN_URLS": "turn:turn.example.org?transport=sctp",
    "TURN_TTL_SECONDS": "86400",
    "CREDENTIALS_RATE": "twenty a minute",
    "HOLD_SECONDS": "-1",
    "DEFAULT_FROM_EMAIL": "Meet",
    "EMAIL_PORT": "99999",
    "PAIRING_EMAIL_DOMAINS": "ann@example.org",
    "SINGLE_SIGN_ON_APPS": "no.such.application",
    "LOG_LEVEL": "LOUD",
    "DATABASE_URL": "mysql://meet:hunter2@db/meet",
}


@pytest.mark.parametrize(
    ("environment", "command"),
    [("production", ["serve", "--port", "0"]), ("development", ["check"])],
)
def test_nothing_starts_with_settings_that_are_not_understood(
    environment: str, command: list[str]
) -> None:
    started = manage(*command, **NOT_UNDERSTOOD, ENVIRONMENT=environment)
    assert started.returncode == 1
    for name in NOT_UNDERSTOOD:
        (line,) = [line for line in started.stderr.splitlines() if f") {name} must be" in line]
        assert len(line) < 250
    assert "Traceback" not in started.stderr
    assert "hunter2" not in started.stderr


def test_spaces_in_lists_do_not_count() -> None:
    asked = "from django.conf import settings as s; print(s.ALLOWED_HOSTS, s.ICE_URLS)"
    lists = {
        "ALLOWED_HOSTS": "meet.example.org, other.example.org ,",
        "ICE_URLS": " stun:a.example.org,  stun:b.example.org ",
    }
    assert manage("shell", "--no-imports", "-c", asked, **lists).stdout.splitlines()[-1] == (
        "['meet.example.org', 'other.example.org'] ['stun:a.example.org', 'stun:b.example.org']"
    )


def test_other_servers_refuse_them_too() -> None:
    imported = subprocess.run(
        [sys.executable, "-c", "import meet.asgi"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | PRODUCTION | {"ICE_URLS": "stun.example.org"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert imported.returncode == 1
    assert "ICE_URLS must be STUN URLs like stun:stun.example.org:3478" in imported.stderr


def test_the_migrations_are_complete() -> None:
    made = manage("makemigrations", "--check", "--dry-run")
    assert (made.returncode, made.stdout.strip()) == (0, "No changes detected")
