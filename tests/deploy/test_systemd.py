"""The systemd unit, read by systemd, and its settings, read by Meet."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import load_command_class

from tests.deploy.files import environment_of, program, replaced
from tests.settings_source import SETTINGS_SOURCE

UNIT = "systemd/meet.service"
UNITS = (UNIT, "janus/meet-janus.service")
SETTINGS = "systemd/meet.env"
# systemd's exposure score: 96 without any restriction, 0 if the service may do nothing.
MOST_EXPOSED = 20
SECRETS = {
    "SECRET_KEY": "a-long-and-random-key-of-production-0123456789-abcdef",
    "JWT_SIGNING_KEY": "another-long-and-random-key-of-production-9876543210",
    "TURN_SECRET": "the-long-and-random-secret-that-coturn-has-too-13579",
    "METRICS_TOKEN": "the-long-and-random-token-that-prometheus-has-02468",
}


@pytest.fixture(params=UNITS)
def unit(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Write each unit with the paths of this repository."""
    path = tmp_path / Path(request.param).name
    path.write_text(replaced(request.param, {"/opt/meet": f"{settings.BASE_DIR}"}))
    return path


def analyzed(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program("systemd-analyze", "systemd"), *command],
        capture_output=True,
        text=True,
        check=False,
    )


def check(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_systemd_accepts_the_unit(unit: Path):
    verified = analyzed("verify", "--man=no", unit)
    assert (verified.returncode, verified.stderr) == (0, "")


def test_the_command_of_the_unit_has_only_known_flags():
    (command,) = re.findall(r"^ExecStart=\S+ manage\.py (.+)$", replaced(UNIT, {}), re.MULTILINE)
    name, *flags = command.split()
    parser = load_command_class("meet", name).create_parser("manage.py", name)
    options = parser.parse_args(flags)
    assert (options.port, options.worker_ports, options.workers) == (8000, 8001, 2)


def test_a_long_migration_is_not_killed():
    assert "TimeoutStartSec=infinity" in replaced(UNIT, {}).splitlines()


def test_a_mistake_in_the_unit_would_be_found(unit: Path):
    unit.write_text(unit.read_text().replace("ProtectHome=true", "ProtectHome=perhaps"))
    assert "Failed to parse" in analyzed("verify", "--man=no", unit).stderr


def test_the_service_may_do_little(unit: Path):
    rated = analyzed("security", "--offline=true", f"--threshold={MOST_EXPOSED}", unit)
    assert rated.returncode == 0, rated.stdout


def test_the_settings_are_accepted_once_they_are_filled_in():
    redis = {"REDIS_URL": "redis://:password@127.0.0.1:6379/0"}
    checked = check(**{**environment_of(SETTINGS), **SECRETS, **redis})
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_settings_have_to_be_filled_in():
    checked = check(**environment_of(SETTINGS))
    assert checked.returncode == 1
    assert {"SECRET_KEY", "JWT_SIGNING_KEY", "TURN_SECRET"} <= set(
        re.findall(r"\) (\w+) ", checked.stderr)
    )


def test_every_variable_is_a_setting():
    assert [name for name in environment_of(SETTINGS) if f'"{name}"' not in SETTINGS_SOURCE] == []
