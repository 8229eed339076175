"""A dialect is two tables: what it hears and what it says.

`hears` gives for every wire name the command it is, decoded straight from the bytes. `says` gives
for every event the packets that say it, each a wire name with its arguments, or `silent` where the
protocol has no word for it. `dialects/native.py` shows one; nothing outside a dialect's file knows
a wire name.
"""

from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any, Final

import msgspec

from rooms.refusals import InvalidInput, Refusal
from signaling.commands import Command
from signaling.events import Event
from signaling.recovery.offsets import next_offset
from signaling.refusals import UnknownEvent
from signaling.scene import NOWHERE, Scene
from signaling.traits import NATIVE_TRAITS, Traits
from signaling.wire import Arguments, encode_event

# A wire name and its arguments.
Said = tuple[Any, ...]
# Of what was refused, the arguments as they came.
Refuse = Callable[[Refusal, Arguments], Event]
Say = Callable[[Any, Scene], Sequence[Said]]

NO_ARGUMENTS: Arguments = []

_decode_fields = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_encode_fields = msgspec.json.Encoder().encode


def silent(_event: Event, _scene: Scene) -> Sequence[Said]:
    """Say nothing: the protocol has no word for this event."""
    return ()


def silence(*families: ModuleType) -> dict[type[Event], Say]:
    """Be silent about every event of these modules, except what is said of them after this.

    A dialect names the families it has no words for, e.g. `says={**silence(events), …}`.
    """
    names = {family.__name__ for family in families}
    return {event: silent for event in Event.__subclasses__() if event.__module__ in names}


def say(name: str) -> Say:
    """Say the event under this name, with its own fields as the payload."""
    return lambda event, _scene: ((name, event),)


def word(name: str) -> Say:
    """Say the event under this name, without a payload."""
    return lambda _event, _scene: ((name,),)


def fields_of(payload: msgspec.Raw) -> dict[str, msgspec.Raw]:
    """Return the fields of a payload, each as it came; raise InvalidInput."""
    try:
        return _decode_fields(payload)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidInput from error


class Heard:
    """One wire name: a command that comes as one JSON object, which may be left out if empty.

    `fields` gives the command's wire name of a field where this protocol calls it otherwise; fields
    that the command has and `fields` does not name are read as well.
    """

    __slots__ = ("_decode", "_fields", "command")

    def __init__(self, command: type[Command], *, fields: Mapping[str, str] | None = None) -> None:
        self.command: Final = command
        self._decode = msgspec.json.Decoder(command).decode
        self._fields = fields

    def parse(self, arguments: Arguments) -> Command:
        """Return the command; raise InvalidInput."""
        if len(arguments) > 1:
            raise InvalidInput("This event takes one argument")
        try:
            return self._decode(self._payload(arguments))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise InvalidInput from error

    def _payload(self, arguments: Arguments) -> msgspec.Raw | bytes:
        if not arguments:
            return b"{}"
        if self._fields is None:
            return arguments[0]
        sent = _decode_fields(arguments[0])
        return _encode_fields({self._fields.get(name, name): sent[name] for name in sent})


class HeardAs(Heard):
    """One wire name: a command of which a client gives only the fields that are named."""

    __slots__ = ("_named",)

    def __init__(self, command: type[Command], fields: Mapping[str, str]) -> None:
        super().__init__(command)
        self._named = fields

    def parse(self, arguments: Arguments) -> Command:
        if len(arguments) != 1:
            raise InvalidInput("This event takes one argument")
        return super().parse([msgspec.Raw(_encode_fields(self._fields_of(arguments[0])))])

    def _fields_of(self, payload: msgspec.Raw) -> dict[str, msgspec.Raw]:
        sent = fields_of(payload)
        return {known: sent[name] for name, known in self._named.items() if name in sent}


class HeardInOrder(Heard):
    """One wire name: a command whose fields come as arguments, in the order of `names`."""

    __slots__ = ("_names",)

    def __init__(self, command: type[Command], names: Sequence[str] = ()) -> None:
        super().__init__(command)
        self._names = names

    def parse(self, arguments: Arguments) -> Command:
        if len(arguments) > len(self._names):
            raise InvalidInput(f"This event takes {len(self._names)} arguments")
        fields = dict(zip(self._names, arguments, strict=False))
        return super().parse([msgspec.Raw(_encode_fields(fields))])


class Dialect:
    """One protocol on its own namespace.

    `answers` gives what an acknowledgement carries for an event beside `success`; `refuses` gives
    the event that refuses a command, where that is not the protocol's general `refusal`.
    `arrival` is what a connection asks for by coming; if that is refused, so is the connection.
    `traits` are what the rooms must know of its clients.
    Building one raises TypeError if it does not say, or keep silent about, every event.
    """

    def __init__(
        self,
        *,
        name: str,
        namespace: str,
        hears: Mapping[str, Heard],
        says: Mapping[type[Event], Say],
        answers: Mapping[type[Event], Callable[[Any], dict[str, Any]]],
        refuses: Mapping[type[Command], Refuse],
        refusal: Callable[[Refusal], Event | None],
        arrival: Command | None = None,
        traits: Traits = NATIVE_TRAITS,
    ) -> None:
        if missing := set(Event.__subclasses__()) - set(says):
            names = sorted(event.__name__ for event in missing)
            raise TypeError(f"The dialect {name} neither says nor is silent about {names}")
        self.name = name
        self.namespace = namespace
        self.hears = hears
        self.says = says
        self.answers = answers
        self.arrival = arrival
        self.traits = traits
        self._refuses = refuses
        self._refusal = refusal

    def parse(self, name: str, arguments: Arguments) -> Command:
        """Return the command an event is; raise UnknownEvent or InvalidInput."""
        heard = self.hears.get(name)
        if heard is None:
            raise UnknownEvent
        return heard.parse(arguments)

    def encode(self, event: Event, scene: Scene = NOWHERE) -> Sequence[bytes]:
        """Return the packets that say the event; none if the protocol is silent about it.

        Each ends with an offset of its own, and is to be sent before another event is encoded.
        """
        says = self.says[type(event)]
        return [encode_event(self.namespace, *said, next_offset()) for said in says(event, scene)]

    def refusal_event(
        self, command: type[Command] | None, refusal: Refusal, arguments: Arguments = NO_ARGUMENTS
    ) -> Event | None:
        """Return the event that refuses a command, as it came, in the protocol's own words."""
        if command is not None and (refuse := self._refuses.get(command)) is not None:
            return refuse(refusal, arguments)
        return self._refusal(refusal)

    def is_refused_by_event(self, command: type[Command] | None) -> bool:
        """Tell whether the refusal is an event even where an acknowledgement was asked for."""
        return command in self._refuses
