"""A fresh clone without installed packages, caches and settings."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.servers.process import Process

Make = Callable[..., Process]

_SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin"
# The machine's configuration of package indexes is not tested, and is therefore kept.
_WAY_TO_PACKAGES = re.compile(
    r"(pip|uv|npm_config)_|.*_proxy$|ssl_cert|node_extra_ca", re.IGNORECASE
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.fresh_clone)
            item.add_marker(pytest.mark.timeout(900))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give an empty home directory with a fresh clone of the committed files in `meet/`."""
    subprocess.run(["git", "clone", "--quiet", settings.BASE_DIR, tmp_path / "meet"], check=True)
    return tmp_path


@pytest.fixture
def make(home: Path) -> Iterator[Make]:
    """Give a function that starts `make` in the clone; its processes end with the test."""
    started: list[Process] = []

    def make(*arguments: str, path: str = "") -> Process:
        command = ["env", "-i", *_environment(home, path or ordinary_path())]
        log = home / f"make-{len(started)}.log"
        process = Process([*command, "make", "-C", home / "meet", *arguments], log=log)
        started.append(process)
        return process

    yield make
    for process in started:
        process.stop()


def ordinary_path() -> str:
    return f"{sys.base_prefix}/bin:{_SYSTEM_PATH}"


def path_without(names: re.Pattern[str], directory: Path) -> str:
    """Link all programs except these into a directory; return its path for PATH."""
    directory.mkdir()
    for place in ordinary_path().split(":"):
        for program in Path(place).iterdir():
            link = directory / program.name
            if not names.fullmatch(program.name) and not link.is_symlink():
                link.symlink_to(program)
    return str(directory)


def path_with(name: str, script: str, directory: Path) -> str:
    """Return a PATH on which a script hides the program of that name."""
    directory.mkdir()
    program = directory / name
    program.write_text(f'#!/bin/sh\nreal="{shutil.which(name, path=ordinary_path())}"\n{script}\n')
    program.chmod(0o755)
    return f"{directory}:{ordinary_path()}"


def _environment(home: Path, path: str) -> list[str]:
    kept = {name: value for name, value in os.environ.items() if _WAY_TO_PACKAGES.match(name)}
    own = {
        "HOME": home,
        "PATH": path,
        "PIP_CACHE_DIR": home / "pip-cache",
        "UV_CACHE_DIR": home / "uv-cache",
        "npm_config_cache": home / "npm-cache",
    }
    return [f"{name}={value}" for name, value in {**kept, **own}.items()]
