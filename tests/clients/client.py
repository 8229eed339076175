"""What a test holds of one connected client."""

import itertools
from typing import Any, Protocol

from tests.clients.inbox import Inbox


class Wire(Protocol):
    """One connection through some library, which reports to an inbox."""

    def send(self, name: str, arguments: tuple[Any, ...], ack_id: int | None) -> None: ...

    def disconnect(self) -> None:
        """Say goodbye and close."""

    def drop(self) -> None:
        """Cut the connection without a word, as a network does."""


class Client:
    """One connected client; `joined` is the answer to its join, where the test keeps it here."""

    joined: dict[str, Any]

    def __init__(self, wire: Wire, inbox: Inbox) -> None:
        self._wire = wire
        self._inbox = inbox
        self._ack_ids = itertools.count(1)
        self.peer_id = inbox.peer_id()

    @property
    def is_closed(self) -> bool:
        return self._inbox.is_closed

    def emit(self, name: str, *arguments: Any) -> None:
        self._wire.send(name, arguments, None)

    def ask(self, name: str, *arguments: Any) -> int:
        """Emit with an acknowledgement, and return what `answer` takes."""
        ack_id = next(self._ack_ids)
        self._wire.send(name, arguments, ack_id)
        return ack_id

    def answer(self, ack_id: int) -> Any:
        """Return the one value of an acknowledgement."""
        (value,) = self._inbox.answer(ack_id)
        return value

    def call(self, name: str, *arguments: Any) -> Any:
        """Emit, and return what is acknowledged."""
        return self.answer(self.ask(name, *arguments))

    def expect(self, name: str, **fields: Any) -> Any:
        """Wait for an event whose payload has these fields; return the payload."""

        def matches(payload: Any) -> bool:
            return not fields or fields.items() <= dict(payload).items()

        return self._inbox.take(name, matches).payload

    def heard(self, name: str) -> list[Any]:
        """Return the payloads of all events of a name that nobody has expected yet.

        The server sends in order, so whatever it had to say before this is here after one more
        round trip.
        """
        self.settle()
        return [event.payload for event in self._inbox.events() if event.name == name]

    def heard_names(self) -> list[str]:
        """Return the names of all events that nobody has expected yet; see `heard`."""
        self.settle()
        return [event.name for event in self._inbox.events()]

    def heard_all(self) -> list[tuple[str, Any]]:
        """Return names and payloads of all events that nobody has expected yet, and take them."""
        self.settle()
        return [(event.name, event.payload) for event in self._inbox.take_all()]

    def settle(self) -> None:
        """Let the server handle all that was sent, and hear all that it had to say."""
        self.call("get-ice-servers", {})

    def wait_closed(self) -> None:
        """Wait until the server has closed the connection."""
        self._inbox.wait_closed()

    def disconnect(self) -> None:
        self._wire.disconnect()

    def drop(self) -> None:
        self._wire.drop()
