"""A TCP proxy between a browser and a server, which a test can cut and restore.

The proxy forwards bytes and does not interpret them. Its own address does not change, so that a
test can replace the server behind it.
"""

import contextlib
import socket
import threading
from types import TracebackType

_BLOCK_BYTES = 65_536


class TcpProxy:
    """Listens on its own port, and forwards connections to `server_address`."""

    def __init__(self, server_address: tuple[str, int]) -> None:
        self.server_address = server_address
        self._is_open = True
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> "TcpProxy":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._listening.close()
        self.cut()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def cut(self) -> None:
        """Close every connection, and every new one at once."""
        with self._lock:
            self._is_open = False
            ends, self._ends = self._ends, set()
        for end in ends:
            _close(end)

    def restore(self) -> None:
        self._is_open = True

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                threading.Thread(target=self._forward_connection, args=(near,), daemon=True).start()

    def _forward_connection(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(self.server_address)
        except OSError:
            return _close(near)
        with self._lock:
            if self._is_open:
                self._ends |= {near, far}
        if near not in self._ends:
            _close(near)
            return _close(far)
        threading.Thread(target=self._forward, args=(far, near), daemon=True).start()
        return self._forward(near, far)

    def _forward(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while block := source.recv(_BLOCK_BYTES):
                target.sendall(block)
        for end in (source, target):
            _close(end)
        with self._lock:
            self._ends -= {source, target}


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
