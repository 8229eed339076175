"""The part of the Socket.IO server that an edge needs."""

from collections.abc import Callable
from typing import Protocol

from signaling.caller import Caller
from signaling.dialects import Dialect


class LocalConnection(Protocol):
    """A connection of this worker."""

    @property
    def dialect(self) -> Dialect: ...

    @property
    def caller(self) -> Caller: ...

    @property
    def session(self) -> object | None:
        """The session of the client; None while the connection is lost."""

    def send_event(self, packet: bytes) -> None: ...

    def send_volatile(self, packet: bytes) -> None: ...

    def send_acknowledgement(self, packet: bytes) -> None: ...


class LocalServer(Protocol):
    @property
    def find(self) -> Callable[[str], LocalConnection | None]:
        """Return a function from a peer id to the connection, or None if it is not here."""

    def close_connection(self, peer_id: str) -> None: ...

    def restart(self, peer_id: str) -> None:
        """End the session of a client, so that it connects and joins again."""

    def forget(self, peer_id: str) -> None: ...
