"""A program that tests start, and stop by its process id."""

import os
import re
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

_START_SECONDS = 60
_STOP_SECONDS = 15


class Process:
    """A running program in its own process group; its output is kept in a log file."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        log: Path,
        environment: Mapping[str, str] | None = None,
        user: str | None = None,
        pass_fds: Sequence[int] = (),
    ) -> None:
        self._log = log
        self._lines: list[str] = []
        self._has_ended = False
        self._changed = threading.Condition()
        self._popen = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env={**os.environ, **(environment or {})},
            user=user,
            group=user,
            extra_groups=None if user is None else [],
            pass_fds=pass_fds,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._popen.pid

    def log_length(self) -> int:
        return len(self._lines)

    def log_since(self, line: int) -> str:
        return "".join(self._lines[line:])

    def send(self, number: signal.Signals) -> None:
        self._popen.send_signal(number)

    def wait_for_line(
        self, pattern: str, seconds: float = _START_SECONDS, *, since: int = 0
    ) -> re.Match[str]:
        """Return the match of the first matching line; raise an error if the program ends first.

        Lines before `since`, a `log_length`, are ignored.
        """

        def found() -> re.Match[str] | None:
            lines = self._lines[since:]
            return next(filter(None, (re.search(pattern, line) for line in lines)), None)

        with self._changed:
            self._changed.wait_for(lambda: found() or self._has_ended, seconds)
            match = found()
        if match is None:
            raise RuntimeError(f"{self._log.name} never said {pattern!r}:\n{self.log_since(0)}")
        return match

    def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        """End the program and wait; kill it if it does not end."""
        self._popen.send_signal(by)
        try:
            self._popen.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
            raise
        finally:
            self._reader.join()

    def _read(self) -> None:
        output = self._popen.stdout
        assert output is not None
        with output, self._log.open("w", encoding="utf-8") as log:
            for line in output:
                log.write(line)
                log.flush()
                with self._changed:
                    self._lines.append(line)
                    self._changed.notify_all()
        with self._changed:
            self._has_ended = True
            self._changed.notify_all()
