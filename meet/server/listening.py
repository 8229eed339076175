"""The sockets that a server listens on: new ones, or those that a worker inherits."""

import socket
from collections.abc import Iterable
from dataclasses import dataclass

BACKLOG = 2048
# The size of the system's receive buffer for each connection, which the system may double. Without
# a limit it grows to megabytes, and one turn of the event loop would handle all of it.
_RECEIVED_BYTES = 128 * 1024
# The size of the system's send buffer for each connection, which the system may double. Without a
# limit it grows to megabytes for each client that does not read. For a client at a distance of 100
# ms, this allows 1 MB a second.
_SENT_BYTES = 128 * 1024


class CannotListen(Exception):  # noqa: N818 it says what happened
    """An address can't be listened on; the text names it and the reason."""

    def __init__(self, host: str, port: int, error: OSError) -> None:
        super().__init__(f"Can't listen on {host}:{port}: {error}")


@dataclass(frozen=True)
class Addresses:
    """One address for all workers, and one for each worker unless `first_worker_port` is None."""

    host: str
    port: int
    first_worker_port: int | None = None

    def url(self, scheme: str, port: int) -> str:
        """Return the URL of the first address, with the port that was bound."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{port}/"

    def listen(self) -> list[socket.socket]:
        """Listen on the address of all workers. Raise CannotListen."""
        return _listen(self.host, self.port)

    def listen_for(self, slot: int) -> list[socket.socket]:
        """Listen on the own address of the worker in a slot, if there is one."""
        if self.first_worker_port is None:
            return []
        # Port 0 is any free port, for each worker.
        port = self.first_worker_port and self.first_worker_port + slot - 1
        return _listen(self.host, port)


def inherited(descriptors: Iterable[int]) -> list[socket.socket]:
    """Return the sockets that the parent listens on and has passed to this process."""
    return [socket.socket(fileno=descriptor) for descriptor in descriptors]


def port_of(sockets: list[socket.socket]) -> int:
    return int(sockets[0].getsockname()[1])


def _listen(host: str, port: int) -> list[socket.socket]:
    """Listen on each address of a host; port 0 is any free port."""
    opened: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, address in dict.fromkeys((one[0], one[4]) for one in found):
            opened.append(socket.create_server(address, family=family, backlog=BACKLOG))
    except OSError as error:
        _close(opened)
        raise CannotListen(host, port, error) from error
    for one in opened:
        # Accepted connections inherit these options.
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVED_BYTES)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENT_BYTES)
    return opened


def _close(sockets: Iterable[socket.socket]) -> None:
    for one in sockets:
        one.close()
