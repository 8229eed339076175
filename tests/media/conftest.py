"""A real Janus, Chromium, and rooms on the one whose people are pages of the other.

All of it runs on one event loop for the folder: Playwright's, and that of the media engine.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.browser.chromium import Devices, arguments, executable
from tests.media.meeting import Meeting
from tests.servers.janus import Janus, janus


@pytest.fixture(scope="package")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="package")
def chromium(runner: asyncio.Runner) -> Iterator[Browser]:
    playwright = runner.run(async_playwright().start())
    devices = Devices.ALLOWED
    yield runner.run(
        playwright.chromium.launch(executable_path=executable(devices), args=arguments(devices))
    )
    runner.run(playwright.stop())


@pytest.fixture(scope="package")
def shared_janus(logs: Path) -> Iterator[Janus]:
    with janus(logs / "janus.log") as running:
        yield running


@pytest.fixture
def own_janus(tmp_path: Path) -> Iterator[Janus]:
    """Give a Janus that the test may kill."""
    with janus(tmp_path / "janus.log") as running:
        yield running


@pytest.fixture
def meeting(
    request: pytest.FixtureRequest, runner: asyncio.Runner, chromium: Browser
) -> Iterator[Meeting]:
    """Give a room on a Janus: on the shared one, or on one of its own for `on_its_own_janus`."""
    running: Janus = request.getfixturevalue(getattr(request, "param", "shared_janus"))
    meeting = Meeting(runner, chromium, running)
    runner.run(meeting.begin())
    yield meeting
    runner.run(meeting.end())
