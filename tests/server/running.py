"""Run `manage.py serve`, or another program, with flags and settings of a test."""

import resource
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from django.conf import settings

from tests.servers.meet import SETTINGS
from tests.servers.process import Process

SERVE: Sequence[str | Path] = (settings.BASE_DIR / "manage.py", "serve")
NOTHING: Mapping[str, str] = MappingProxyType({})

_END_SECONDS = 20


class Program(Process):
    """A process that may exit by itself."""

    def exit_code(self) -> int:
        """Wait until the process exits; return its exit code."""
        code = self._popen.wait(_END_SECONDS)
        self._reader.join()
        return code


def start(
    database_url: str,
    log: Path,
    *flags: str | Path,
    command: Sequence[str | Path] = SERVE,
    changed: Mapping[str, str] = NOTHING,
) -> Program:
    """Start the program; the caller must stop it."""
    environment = {
        **SETTINGS,
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(settings.BASE_DIR),
        "DATABASE_URL": database_url,
        **changed,
    }
    return Program([sys.executable, *command, *flags], log=log, environment=environment)


@contextmanager
def served(
    database_url: str,
    log: Path,
    *flags: str | Path,
    **how: Mapping[str, str] | Sequence[str | Path],
) -> Iterator[tuple[Program, int]]:
    """Run a server; give it and its port. It must exit in order."""
    process = start(database_url, log, "--port", "0", *flags, **how)
    try:
        ready = process.wait_for_line(r"Meet is ready at \S+:(\d+)/")
        yield process, int(ready[1])
    finally:
        process.stop()


def resident_bytes(pid: int) -> int:
    """Return the resident memory of a process."""
    pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()
