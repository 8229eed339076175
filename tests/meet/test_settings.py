"""Whether Meet starts, asked of `manage.py` with an environment of one's own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
    assert manage("check", **urls, TURN_SECRET="x" * 40).returncode == 0


def test_the_migrations_are_complete() -> None:
    made = manage("makemigrations", "--check", "--dry-run")
    assert (made.returncode, made.stdout.strip()) == (0, "No changes detected")
