"""One connected client, as tests use it."""

import itertools
from typing import Any, Protocol

from tests.clients.inbox import Inbox


class Connection(Protocol):
    """One connection of a client library, which reports to an inbox."""

    def send(self, name: str, arguments: tuple[Any, ...], ack_id: int | None) -> None: ...

    def disconnect(self) -> None:
        """Disconnect from the namespace and close."""

    def drop(self) -> None:
        """Cut the connection without a packet, as a network does."""


class Client:
    """One connected client. A test may store the answer to its join in `joined`."""

    joined: dict[str, Any]

    def __init__(self, connection: Connection, inbox: Inbox) -> None:
        self._connection = connection
        self._inbox = inbox
        self._ack_ids = itertools.count(1)
        self.peer_id = inbox.peer_id()

    @property
    def is_closed(self) -> bool:
        return self._inbox.is_closed

    def emit(self, name: str, *arguments: Any) -> None:
        self._connection.send(name, arguments, None)

    def ask(self, name: str, *arguments: Any) -> int:
        """Emit with an acknowledgement id; return the id, for `answer`."""
        ack_id = next(self._ack_ids)
        self._connection.send(name, arguments, ack_id)
        return ack_id

    def answer(self, ack_id: int) -> Any:
        """Return the one value of an acknowledgement."""
        (value,) = self._inbox.answer(ack_id)
        return value

    def call(self, name: str, *arguments: Any) -> Any:
        """Emit, and return the acknowledgement."""
        return self.answer(self.ask(name, *arguments))

    def expect(self, name: str, **fields: Any) -> Any:
        """Wait for an event whose payload has these fields; return the payload."""

        def matches(payload: Any) -> bool:
            return not fields or fields.items() <= dict(payload).items()

        return self._inbox.take(name, matches).payload

    def received(self, name: str) -> list[Any]:
        """Return the payloads of all events of a name that `expect` has not taken.

        The server sends in order. Therefore all earlier events are here after one round trip.
        """
        self.settle()
        return [event.payload for event in self._inbox.events() if event.name == name]

    def received_names(self) -> list[str]:
        """Return the names of all events that `expect` has not taken; see `received`."""
        self.settle()
        return [event.name for event in self._inbox.events()]

    def take_received(self) -> list[tuple[str, Any]]:
        """Take all events that `expect` has not taken; return their names and payloads."""
        self.settle()
        return [(event.name, event.payload) for event in self._inbox.take_all()]

    def settle(self) -> None:
        """Wait until the server has handled all sent events and its answers are here."""
        self.call("get-ice-servers", {})

    def wait_closed(self) -> None:
        """Wait until the server has closed the connection."""
        self._inbox.wait_closed()

    def disconnect(self) -> None:
        self._connection.disconnect()

    def drop(self) -> None:
        self._connection.drop()
