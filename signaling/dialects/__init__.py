"""A dialect is two tables: what it hears and what it says.

`hears` gives for every wire name the command it is, decoded straight from the bytes. `says` gives
for every event the packets that say it, each a wire name with its arguments, or `silent` where the
protocol has no word for it. `dialects/native.py` shows one; nothing outside a dialect's file knows
a wire name.
"""

from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

import msgspec

from rooms.refusals import Refusal
from signaling.commands import Command
from signaling.dialects.hearing import HeardArguments
from signaling.events import Event
from signaling.recovery.offsets import next_offset
from signaling.refusals import UnknownEvent
from signaling.scene import NOWHERE, Scene
from signaling.traits import NATIVE_TRAITS, Traits
from signaling.wire import Arguments, Received, event_encoder

# A wire name and its arguments.
Said = tuple[Any, ...]
# Of what was refused, the arguments as they came.
Refuse = Callable[[Refusal, Arguments], Event]
Say = Callable[[Any, Scene], Sequence[Said]]

NO_ARGUMENTS: Arguments = []
NO_REFUSALS: Mapping[type[Command], Refuse] = {}


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


def all_fields(event: Event) -> dict[str, Any]:
    """Answer with the event's own fields."""
    fields: dict[str, Any] = msgspec.to_builtins(event, builtin_types=())
    return fields


def no_fields(_event: Event) -> dict[str, Any]:
    """Answer with success, and nothing else."""
    return {}


def refuse_silently(_refusal: Refusal) -> None:
    """Say nothing of a refusal: it is only ever acknowledged."""


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
        hears: Mapping[str, HeardArguments],
        says: Mapping[type[Event], Say],
        answers: Mapping[type[Event], Callable[[Any], dict[str, Any]]],
        refuses: Mapping[type[Command], Refuse] = NO_REFUSALS,
        refusal: Callable[[Refusal], Event | None] = refuse_silently,
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
        self._encode_event = event_encoder(namespace)
        self._refuses = refuses
        self._refusal = refusal

    def parse(self, event: Received) -> Command:
        """Return the command an event is; raise MalformedPacket, UnknownEvent or InvalidInput."""
        heard = self.hears.get(event.name)
        if heard is None:
            event.arguments()
            raise UnknownEvent
        return heard.parse(event)

    def encode(self, event: Event, scene: Scene = NOWHERE) -> Sequence[bytes]:
        """Return the packets that say the event; none if the protocol is silent about it.

        Each ends with an offset of its own, and is to be sent before another event is encoded.
        """
        packets = []
        for said in self.says[type(event)](event, scene):
            packets.append(self._encode_event(*said, next_offset()))  # noqa: PERF401 it is hot
        return packets

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
