"""The application warns at its start if its server does not enforce limits."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.servers.meet import MeetServer

pytestmark = pytest.mark.served

WARNING = "This is not `manage.py serve`"


@pytest.mark.parametrize(
    ("before", "is_warned"), [("", True), ("import meet.server.serving; ", False)]
)
def test_another_server_is_warned_about_and_ours_is_not(before: str, is_warned: bool):
    started = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {before}import meet.asgi"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "meet.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert (WARNING in started.stderr) == is_warned


def test_manage_py_serve_is_our_server(server: MeetServer):
    assert WARNING not in server.process.log_since(0)
