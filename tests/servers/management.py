"""Commands of `manage.py` on a database, each as a process."""

import os
import subprocess
import sys

from django.conf import settings

from tests.servers.meet import SETTINGS


def manage(database_url: str, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", *command],
        env={**os.environ, **SETTINGS, "DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=False,
    )
