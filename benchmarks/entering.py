"""`python -m benchmarks.entering [URL]`: the cost of entering a stored room, without a connection.

The database is a new SQLite file, or an empty one at the given URL.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_SETTINGS = {"ENVIRONMENT": "production", "DEBUG": "false", "ALLOWED_HOSTS": "127.0.0.1"}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="meet-benchmarks-") as directory:
        given = sys.argv[1:2]
        url = given[0] if given else f"sqlite:///{Path(directory) / 'rooms.sqlite3'}"
        subprocess.run(
            [sys.executable, "-m", "benchmarks.apps.entering"],
            check=True,
            cwd=_ROOT,
            env={**os.environ, **_SETTINGS, "DATABASE_URL": url},
        )


if __name__ == "__main__":
    main()
