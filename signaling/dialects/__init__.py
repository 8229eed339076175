"""A dialect is two tables: what it hears and what it says.

`hears` gives for every wire name the command it is, decoded straight from the bytes. `says` gives
for every event the wire name and the payload, or `silent` where the protocol has no word for it.
`dialects/native.py` shows one; nothing outside a dialect's file knows a wire name.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from rooms.refusals import InvalidInput, Refusal
from signaling.commands import Command
from signaling.events import Event
from signaling.refusals import UnknownEvent
from signaling.wire import Arguments, encode_event

Said = tuple[str, Any]
Say = Callable[[Any], Said]


def silent(_event: Event) -> None:
    """Say nothing: the protocol has no word for this event."""


def say(name: str) -> Say:
    """Say the event under this name, with its own fields as the payload."""
    return lambda event: (name, event)


class Heard:
    """One wire name: a command that comes as one JSON object, which may be left out if empty."""

    __slots__ = ("_decode", "command")

    def __init__(self, command: type[Command]) -> None:
        self.command: Final = command
        self._decode = msgspec.json.Decoder(command).decode

    def parse(self, arguments: Arguments) -> Command:
        """Return the command; raise InvalidInput."""
        if len(arguments) > 1:
            raise InvalidInput("This event takes one argument")
        try:
            return self._decode(arguments[0] if arguments else b"{}")
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise InvalidInput from error


class Dialect:
    """One protocol on its own namespace.

    `answers` gives what an acknowledgement carries for an event beside `success`; `refuses` gives
    the event that refuses a command, where that is not the protocol's general `refusal`.
    Building one raises TypeError if it does not say, or keep silent about, every event.
    """

    def __init__(
        self,
        *,
        name: str,
        namespace: str,
        hears: Mapping[str, Heard],
        says: Mapping[type[Event], Callable[[Any], Said | None]],
        answers: Mapping[type[Event], Callable[[Any], dict[str, Any]]],
        refuses: Mapping[type[Command], Callable[[Refusal], Event]],
        refusal: Callable[[Refusal], Event | None],
    ) -> None:
        if missing := set(Event.__subclasses__()) - set(says):
            names = sorted(event.__name__ for event in missing)
            raise TypeError(f"The dialect {name} neither says nor is silent about {names}")
        self.name = name
        self.namespace = namespace
        self.hears = hears
        self.says = says
        self.answers = answers
        self._refuses = refuses
        self._refusal = refusal

    def parse(self, name: str, arguments: Arguments) -> Command:
        """Return the command an event is; raise UnknownEvent or InvalidInput."""
        heard = self.hears.get(name)
        if heard is None:
            raise UnknownEvent
        return heard.parse(arguments)

    def encode(self, event: Event) -> bytes | None:
        """Return the packet that says the event; None if the protocol is silent about it."""
        said = self.says[type(event)](event)
        return None if said is None else encode_event(self.namespace, *said)

    def refusal_event(self, command: type[Command] | None, refusal: Refusal) -> Event | None:
        """Return the event that refuses a command in the protocol's own words."""
        if command is not None and (refuse := self._refuses.get(command)) is not None:
            return refuse(refusal)
        return self._refusal(refusal)

    def is_refused_by_event(self, command: type[Command] | None) -> bool:
        """Tell whether the refusal is an event even where an acknowledgement was asked for."""
        return command in self._refuses
