"""A server as a process on its own core: its output, and the resources it has used."""

import os
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import cores

_START_SECONDS = 60
_STOP_SECONDS = 15
_LOOK_SECONDS = 0.02


class Measured:
    """A running process, and the resources that it has used."""

    def __init__(self, pid: int) -> None:
        # The id of a process's clock, as clock_getcpuclockid(3) makes it on Linux.
        self._cpu_clock = (~pid << 3) | 2
        self._status = Path(f"/proc/{pid}/status")

    def cpu_seconds(self) -> float:
        """Return user and system time of all threads, also of those that have ended."""
        return time.clock_gettime(self._cpu_clock)

    def rss_bytes(self) -> int:
        status = self._status.read_text()
        found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
        if found is None:
            raise RuntimeError(f"{self._status.parent.name} is over")
        return int(found[1]) * 1024


class Together(Measured):
    """Several processes, measured as one."""

    def __init__(self, *parts: Measured) -> None:
        self._parts = parts

    def cpu_seconds(self) -> float:
        return sum(part.cpu_seconds() for part in self._parts)

    def rss_bytes(self) -> int:
        return sum(part.rss_bytes() for part in self._parts)


class ServerProcess(Measured):
    """A running server on loopback; `port` is read from its output when it is ready."""

    def __init__(
        self, command: Sequence[str | Path], ready: str, log: Path, environment: Mapping[str, str]
    ) -> None:
        self._log = log
        with log.open("wb") as output, cores.of_the_server():
            self._popen = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **environment},
            )
        super().__init__(self._popen.pid)
        self.port = self._wait_until_ready(ready)

    def stop(self) -> None:
        self._popen.terminate()
        try:
            self._popen.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the process at once, without waiting for an orderly stop."""
        self._popen.kill()
        self._popen.wait()

    def _wait_until_ready(self, pattern: str) -> int:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._popen.poll() is None:
            if (found := re.search(pattern, self._log.read_text())) is not None:
                return int(found[1])
            time.sleep(_LOOK_SECONDS)
        self.kill()
        raise RuntimeError(f"A server did not start:\n{self._log.read_text()}")
