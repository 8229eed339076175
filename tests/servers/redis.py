"""A Redis server for tests, from Debian's package, which a test can stop, kill and start again."""

import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from redis import Redis as Client

from tests.servers.process import Process


class Redis:
    """A server on a socket in its own directory; it stores nothing on disk."""

    def __init__(self, directory: Path, log: Path) -> None:
        self._socket = directory / "redis.socket"
        self.url = f"unix://{quote(str(self._socket))}"
        self._log = log
        self._server: Process | None = None
        self._replica: Process | None = None

    @property
    def pid(self) -> int:
        assert self._server is not None
        return self._server.pid

    def start(self) -> None:
        """Start the server, without the data of an earlier run."""
        program = shutil.which("redis-server")
        if program is None:
            raise RuntimeError(
                "Redis is not installed here. Run: "
                "apt-get install --yes --no-install-recommends redis-server"
            )
        options = ["--port", "0", "--unixsocket", str(self._socket), "--save", ""]
        self._server = Process([program, *options], log=self._log)
        self._server.wait_for_line("ready to accept connections|Ready to accept connections")

    def fail_over(self) -> None:
        """Make the server a replica that keeps its clients, and start a new primary at its URL."""
        replica = self._socket.with_name("replica.socket")
        self._socket.rename(replica)
        self._replica = self._server
        self.start()
        with Client(unix_socket_path=str(replica)) as client:
            client.replicaof("127.0.0.1", 1)

    def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        """Stop the server; repeated calls do nothing."""
        server, self._server = self._server, None
        if server is not None:
            server.stop(by)

    def stop_replica(self) -> None:
        if self._replica is not None:
            self._replica.stop(signal.SIGKILL)

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the server, e.g. SIGSTOP to let it hang."""
        assert self._server is not None
        self._server.send(number)


@contextmanager
def redis(log: Path) -> Iterator[Redis]:
    """Run a server."""
    # The path of a socket is limited to 107 characters; pytest's directories have nearly as many.
    directory = Path(tempfile.mkdtemp(prefix="meet-redis-"))
    server = Redis(directory, log)
    try:
        server.start()
        yield server
    finally:
        server.stop(signal.SIGKILL)
        server.stop_replica()
        shutil.rmtree(directory)
