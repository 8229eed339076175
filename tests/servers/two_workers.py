"""Run `manage.py serve --workers 2`: one parent, and two workers that act as one Meet."""

import os
import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.server.running import NOTHING, Program, start

SLOTS = (1, 2)
_PROCESS = r"Worker (w{}-[0-9a-f]{{8}}) is process (\d+)"


class TwoWorkers:
    """A parent with two workers, and what they have written."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.port = int(program.wait_for_line(r"Meet is ready at http://127\.0\.0\.1:(\d+)/")[1])

    def own_port(self, slot: int) -> int:
        return int(self.program.wait_for_line(rf"Worker {slot} also listens on port (\d+)")[1])

    def url(self, slot: int) -> str:
        return f"http://127.0.0.1:{self.own_port(slot)}"

    def worker(self, slot: int) -> tuple[str, int]:
        """Return id and process of the newest worker of a slot."""
        pattern = _PROCESS.format(slot)
        self.program.wait_for_line(pattern)
        name, process = re.findall(pattern, self.program.log_since(0))[-1]
        return name, int(process)

    def next_worker(self, slot: int, *, since: int) -> tuple[str, int]:
        """Return id and process of the first worker of a slot that started after a line."""
        found = self.program.wait_for_line(_PROCESS.format(slot), since=since)
        return found[1], int(found[2])

    def end(self, slot: int, by: signal.Signals) -> None:
        """Send a signal to the worker of a slot, and wait until another one was started."""
        seen = self.program.log_length()
        os.kill(self.worker(slot)[1], by)
        self.next_worker(slot, since=seen)


def start_two_workers(
    database_url: str,
    redis_url: str,
    log: Path,
    *flags: str,
    changed: Mapping[str, str] = NOTHING,
) -> Program:
    """Start the parent on free ports; the caller must stop it."""
    settings = {"REDIS_URL": redis_url, "SEVERAL_SERVERS": "false", **changed}
    every = ("--port", "0", "--worker-ports", "0", "--workers", "2", *flags)
    return start(database_url, log, *every, changed=settings)


@contextmanager
def two_workers(
    database_url: str, redis_url: str, log: Path, *, changed: Mapping[str, str] = NOTHING
) -> Iterator[TwoWorkers]:
    """Run the parent until the block ends; it must not have logged a traceback."""
    program = start_two_workers(database_url, redis_url, log, changed=changed)
    try:
        yield TwoWorkers(program)
    finally:
        program.stop()
    assert "Traceback" not in program.log_since(0)
