"""A Janus for tests, from Debian's package and with the configuration in `deploy/janus`."""

import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from signaling.media.janus.addresses import Address
from tests.deploy.files import free_port, program, replaced
from tests.servers.process import Process

SECRET = "a secret that only Meet and Janus know"
_PLACEHOLDER = "the secret of this server in MEDIA_SERVERS"
_FOLDER = "/etc/meet/janus"
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Janus:
    """A server on a free port of the loopback address, which a test can stop, kill and start."""

    def __init__(self, directory: Path, log: Path, changes: Mapping[str, str]) -> None:
        self.port = free_port()
        self._changes = changes
        self._directory = directory
        self._log = log
        self._process: Process | None = None

    @property
    def address(self) -> Address:
        name = f"127.0.0.1:{self.port}"
        return Address(name, f"ws://{name}", SECRET)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        self._write_configuration()
        command = [program("janus", "janus"), f"--configs-folder={self._directory}"]
        self._process = Process([*command, "--disable-colors"], log=self._log)
        self._process.wait_for_line("WebSockets thread started")

    def send(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send(number)

    def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        """Stop the server; repeated calls do nothing."""
        process, self._process = self._process, None
        if process is not None:
            process.stop(by)

    def _write_configuration(self) -> None:
        changes: dict[str, Mapping[str, str]] = {
            "janus.jcfg": {
                _PLACEHOLDER: SECRET,
                _FOLDER: f"{self._directory}",
                "20000-20999": "30000-30999",
                **self._changes,
            },
            "janus.plugin.videoroom.jcfg": {_PLACEHOLDER: SECRET},
            "janus.transport.websockets.jcfg": {"8188": f"{self.port}"},
        }
        for name, changed in changes.items():
            (self._directory / name).write_text(replaced(f"janus/{name}", changed))


@contextmanager
def janus(log: Path, changes: Mapping[str, str] = _NOTHING) -> Iterator[Janus]:
    """Run a server with changes of `janus.jcfg`."""
    directory = Path(tempfile.mkdtemp(prefix="meet-janus-"))
    server = Janus(directory, log, changes)
    try:
        server.start()
        yield server
    finally:
        server.stop(signal.SIGKILL)
        shutil.rmtree(directory)
