"""Headless Chromium with the cameras, microphones and screens that a test needs.

This module sets the fake devices and the permissions of a browser; it does not know any page. The
browser sends nothing to other machines.
"""

from enum import Enum
from pathlib import Path

from playwright.sync_api import Browser, Playwright

# The headless shell creates no windows and needs a quarter less processor time.
_SHELL = Path("/usr/bin/chromium-headless-shell")
# Only this one has permission prompts. It counts an unanswered prompt as a refusal.
_WITH_WINDOWS = Path("/usr/bin/chromium")
_OWN_MACHINE_ONLY = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.local"
_ALWAYS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--host-resolver-rules={_OWN_MACHINE_ONLY}",
)
# A rolling ball, and a beep each second. A low frame rate saves processor time.
_FAKE_DEVICES = "--use-fake-device-for-media-stream=fps=5"
_ALLOW_ALL = "--use-fake-ui-for-media-stream"


class Devices(Enum):
    """The camera and microphone of a browser."""

    ALLOWED = (_FAKE_DEVICES, _ALLOW_ALL)
    FORBIDDEN = (_FAKE_DEVICES,)
    MISSING = (_ALLOW_ALL,)


def executable(devices: Devices) -> Path:
    """Return the Chromium that these devices need."""
    path = _WITH_WINDOWS if devices is Devices.FORBIDDEN else _SHELL
    if not path.exists():
        raise RuntimeError(
            "Chromium is not installed here. Run: "
            f"apt-get install --yes --no-install-recommends {path.name}"
        )
    return path


def arguments(devices: Devices) -> list[str]:
    return [*_ALWAYS, *devices.value]


def launch(playwright: Playwright, devices: Devices) -> Browser:
    return playwright.chromium.launch(executable_path=executable(devices), args=arguments(devices))
