"""The files, variables and addresses in the compose file and the Dockerfile are consistent.

The tests do not need Docker: they copy the image's files to a folder, and start Meet there.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from tests.deploy.files import DEPLOY, environment_of
from tests.deploy.test_systemd import SECRETS
from tests.settings_source import SETTINGS_SOURCE

COMPOSE = DEPLOY / "compose"
TEXT = (COMPOSE / "compose.yaml").read_text()
FILE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = FILE["services"]
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
FILLED_IN = {
    **environment_of("compose/example.env"),
    **SECRETS,
    "POSTGRES_PASSWORD": "secret",
    "REDIS_PASSWORD": "secret",
    "MEDIA_SECRET": "the-long-and-random-secret-that-janus-has-too-86420",
}

# This page is generated from a document.
ASKED = (
    "from django.test import Client; "
    "print(Client(HTTP_HOST='meet.example.org').get('/api/docs/events/').status_code)"
)


def interpolated(text: str) -> str:
    """Replace variables as compose does; a variable with `:?` must not be empty."""

    def value(found: re.Match[str]) -> str:
        given = FILLED_IN[found["name"]]
        assert given or found["rule"] == ":-", found["name"]
        return given

    return re.sub(r"\$\{(?P<name>\w+)(?P<rule>:[?-])\}", value, text)


def fixed_settings() -> dict[str, str]:
    return {name: interpolated(value) for name, value in SERVICES["meet"]["environment"].items()}


def settings_of_meet() -> dict[str, str]:
    return {**FILLED_IN, **fixed_settings()}


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """Copy the files of the Dockerfile to a folder, with the packages that it installs."""
    copied = re.findall(r"^COPY (?!--from)(.+) (\S+)$", DOCKERFILE, re.MULTILINE)
    assert copied
    for sources, target in copied:
        for source in sources.split():
            place = (
                tmp_path / target / Path(source).name if target.endswith("/") else tmp_path / target
            )
            if (settings.BASE_DIR / source).is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(settings.BASE_DIR / source, place, ignore=ignored)
            else:
                place.parent.mkdir(exist_ok=True, parents=True)
                shutil.copy(settings.BASE_DIR / source, place)
    (tmp_path / "node_modules").symlink_to(settings.BASE_DIR / "node_modules")
    return tmp_path


def manage(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_image_has_all_files_that_meet_needs(image: Path):
    # The Dockerfile has no settings either.
    compiled = manage(image, "compile_translations")
    assert (compiled.returncode, compiled.stderr) == (0, "")
    collected = manage(image, "collectstatic", "--no-input", "--verbosity", "0")
    assert (collected.returncode, collected.stderr) == (0, "")
    environment = {
        **settings_of_meet(),
        "DATABASE_URL": f"sqlite:///{image / 'meet.sqlite3'}",
        "REDIS_URL": "",  # it needs PostgreSQL
    }
    for command in (["prepare"], ["check", "--deploy", "--fail-level", "WARNING"]):
        done = manage(image, *command, **environment)
        assert (done.returncode, done.stderr) == (0, "")
    page = manage(image, "shell", "--no-imports", "-c", ASKED, **environment)
    assert (page.stdout.strip(), page.stderr) == ("200", "")


def test_the_image_is_built_from_the_lock_files():
    assert DOCKERFILE.count("--require-hashes") == 2
    assert "npm ci" in DOCKERFILE


def test_the_images_name_their_users_by_numbers():
    """Kubernetes cannot tell whether a user with a name is root."""
    for dockerfile in (DOCKERFILE, (DEPLOY / "janus" / "Dockerfile").read_text()):
        (user,) = re.findall(r"^USER (.+)$", dockerfile, re.MULTILINE)
        assert f"--uid {user} " in dockerfile


def test_nothing_else_reaches_the_image():
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    rules = [line for line in ignored if line and not line.startswith("#")]
    assert rules[0] == "*"
    allowed = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    copied = {
        source.partition("/")[0]
        for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
        for source in sources.split()
    }
    assert allowed == copied


def test_every_variable_is_a_setting():
    assert [name for name in fixed_settings() if f'"{name}"' not in SETTINGS_SOURCE] == []


def test_the_example_has_the_variables_that_are_used_and_settings():
    used = set(re.findall(r"\$\{(\w+)", TEXT))
    example = set(environment_of("compose/example.env"))
    assert used <= example
    assert [name for name in example - used if f'"{name}"' not in SETTINGS_SOURCE] == []


def test_meet_gets_all_settings_of_the_env_file():
    assert [SERVICES[name]["env_file"] for name in ("prepare", "meet")] == [[".env"]] * 2
    # The account at a mail server is among them: no fixed value replaces it.
    assert {"EMAIL_HOST", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD"} <= set(FILLED_IN)
    assert [name for name in fixed_settings() if name.startswith("EMAIL")] == []


def test_the_database_is_healthy_only_once_other_containers_reach_it():
    test = SERVICES["postgres"]["healthcheck"]["test"]
    assert test[:3] == ["CMD", "pg_isready", "--host=127.0.0.1"]


def test_every_file_that_is_mounted_exists():
    mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", ())]
    places = [mount.split(":")[0] for mount in mounts if mount.startswith(".")]
    assert len(places) == 5
    # The operator makes the folder of the certificate.
    assert [one for one in places if not (COMPOSE / one).exists()] == ["./tls"] * 2


def test_meet_trusts_exactly_the_proxy_and_the_proxy_asks_meet():
    addresses = {
        name: service["networks"]["inside"]["ipv4_address"]
        for name, service in SERVICES.items()
        if isinstance(service.get("networks"), dict)
    }
    assert settings_of_meet()["TRUSTED_PROXIES"] == addresses["nginx"]
    servers = re.findall(r"server (\S+);", (COMPOSE / "meet-upstream.conf").read_text())
    assert set(servers) == {f"{addresses['meet']}:{port}" for port in (8000, 8001, 8002)}


def test_the_proxy_of_the_containers_routes_as_the_other_one():
    shipped = (
        (DEPLOY / "nginx" / "meet-upstream.conf").read_text().replace("127.0.0.1", "172.30.84.3")
    )
    assert directives(shipped) == directives((COMPOSE / "meet-upstream.conf").read_text())


def directives(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_no_log_fills_the_disk():
    assert {name: one["logging"]["driver"] for name, one in SERVICES.items()} == dict.fromkeys(
        SERVICES, "local"
    )


def test_services_wait_for_services_that_there_are():
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= set(SERVICES)
