"""A cable between a browser and a server, which a test can pull out and plug in again.

The cable carries bytes and knows nothing of what they mean. Its address stays the same whatever
server is at the other end, so that a server can be exchanged.
"""

import contextlib
import socket
import threading
from types import TracebackType

_BLOCK_BYTES = 65_536


class Cable:
    """Listens on a port of its own and passes everything on to `far_end` and back."""

    def __init__(self, far_end: tuple[str, int]) -> None:
        self.far_end = far_end
        self._is_plugged_in = True
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> "Cable":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._listening.close()
        self.pull_out()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def pull_out(self) -> None:
        """Cut every connection, and every new one at once."""
        with self._lock:
            self._is_plugged_in = False
            ends, self._ends = self._ends, set()
        for end in ends:
            _close(end)

    def plug_in(self) -> None:
        self._is_plugged_in = True

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(self.far_end)
        except OSError:
            return _close(near)
        with self._lock:
            if self._is_plugged_in:
                self._ends |= {near, far}
        if near not in self._ends:
            _close(near)
            return _close(far)
        threading.Thread(target=self._pass_on, args=(far, near), daemon=True).start()
        return self._pass_on(near, far)

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
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
