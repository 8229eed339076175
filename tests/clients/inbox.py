"""The events and acknowledgements that one client has received, in order.

The threads of a connection add them, and the test takes them. A wait has a deadline; its error
lists the received events.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

DEADLINE_SECONDS = 10

T = TypeVar("T")


class ConnectionRefused(Exception):  # noqa: N818 the server's answer
    """The server refused the connection; `reason` is its error, as the library returns it."""

    def __init__(self, reason: Any) -> None:
        super().__init__(str(reason))
        self.reason = reason


class ConnectionClosed(AssertionError):  # noqa: N818 what happened
    """The connection ended before the expected packet."""


@dataclass(frozen=True)
class ReceivedEvent:
    name: str
    arguments: tuple[Any, ...]

    @property
    def payload(self) -> Any:
        return self.arguments[0] if self.arguments else None


class Inbox:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._events: list[ReceivedEvent] = []
        self._answers: dict[int, Any] = {}
        self._peer_id: str | None = None
        self._refusal: ConnectionRefused | None = None
        self._is_closed = False

    def connected(self, peer_id: str) -> None:
        self._report(lambda: setattr(self, "_peer_id", peer_id))

    def refused(self, reason: Any) -> None:
        """Report the reason of a refusal; only the first reason counts."""
        if self._refusal is None:
            self._report(lambda: setattr(self, "_refusal", ConnectionRefused(reason)))

    def closed(self) -> None:
        self._report(lambda: setattr(self, "_is_closed", True))

    def received(self, name: str, arguments: tuple[Any, ...]) -> None:
        self._report(lambda: self._events.append(ReceivedEvent(name, arguments)))

    def answered(self, ack_id: int, arguments: tuple[Any, ...]) -> None:
        self._report(lambda: self._answers.update({ack_id: arguments}))

    @property
    def is_closed(self) -> bool:
        return self._is_closed

    def peer_id(self) -> str:
        """Wait for the connection; raise ConnectionRefused if the server refuses it."""
        self._wait(lambda: self._peer_id or self._refusal, "a connection")
        if self._refusal is not None:
            raise self._refusal
        assert self._peer_id is not None
        return self._peer_id

    def answer(self, ack_id: int) -> tuple[Any, ...]:
        """Wait for an acknowledgement; return its arguments."""
        self._wait(lambda: ack_id in self._answers or self._is_closed, "an acknowledgement")
        if ack_id not in self._answers:
            raise ConnectionClosed("before the acknowledgement came")
        return self._answers.pop(ack_id)

    def take(self, name: str, matches: Callable[[Any], bool]) -> ReceivedEvent:
        """Wait for an event, and remove it."""
        event = self._wait(lambda: self._first(name, matches), f"{name!r}")
        with self._changed:
            self._events.remove(event)
        return event

    def take_all(self) -> list[ReceivedEvent]:
        with self._changed:
            events, self._events = self._events, []
            return events

    def events(self) -> list[ReceivedEvent]:
        with self._changed:
            return list(self._events)

    def wait_closed(self) -> None:
        self._wait(lambda: self._is_closed, "the end of the connection")

    def _first(self, name: str, matches: Callable[[Any], bool]) -> ReceivedEvent | None:
        named = (event for event in self._events if event.name == name)
        return next((event for event in named if matches(event.payload)), None)

    def _report(self, change: Callable[[], None]) -> None:
        with self._changed:
            change()
            self._changed.notify_all()

    def _wait(self, ready: Callable[[], T | None], wanted: str) -> T:
        with self._changed:
            value = self._changed.wait_for(ready, DEADLINE_SECONDS)
            if not value:
                state = "closed" if self._is_closed else "open"
                raise AssertionError(f"waited for {wanted}, {state}, received {self._events}")
            return value
