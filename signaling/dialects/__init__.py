"""Dialects: the mapping between the wire protocol of a client and commands and events.

A dialect mainly consists of two tables. `hears` maps each wire name to a parser, which decodes a
command directly from the bytes. `says` maps each event to a function that returns the wire events
for it, or to `silent` if the protocol has no equivalent event. See `dialects/native.py` for an
example. Only the files of a dialect know its wire names.

    native.py, meetmates.py, rtcio.py, webrtc_demo.py   the dialects
    registry.py                                         all dialects, by namespace
    parsing.py                                          parsers, for the tables `hears`
    rtcio_arguments.py                                  the parsers that only rtc.io needs
    original_payloads.py                                payloads that are relayed unchanged
"""

from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

import msgspec

from rooms.refusals import Refusal
from signaling.dialects.parsing import Parser
from signaling.protocol.commands import Command
from signaling.protocol.commands.message_keys import with_key
from signaling.protocol.event_context import NO_CONTEXT, EventContext
from signaling.protocol.events import Event
from signaling.protocol.offsets import next_offset
from signaling.protocol.packets import Arguments, Received, event_encoder
from signaling.protocol.traits import NATIVE_TRAITS, Traits
from signaling.refusals import UnknownEvent

# A wire name, and the arguments of the event.
WireEvent = tuple[Any, ...]
# The arguments are the raw ones of the refused event.
Refuse = Callable[[Refusal, Arguments], Event]
Translate = Callable[[Any, EventContext], Sequence[WireEvent]]

NO_ARGUMENTS: Arguments = []
NO_REFUSALS: Mapping[type[Command], Refuse] = {}


def silent(_event: Event, _context: EventContext) -> Sequence[WireEvent]:
    """Send nothing: the protocol has no equivalent event."""
    return ()


def silence(*modules: ModuleType) -> dict[type[Event], Translate]:
    """Map every event of these modules to `silent`; a package stands for all its modules.

    Later entries of the table override that: `says={**silence(events), events.PeerJoined: …}`. A
    dialect silences the modules for which it has few or no events. It must mention every event of
    the other modules. Therefore a new event in one of these can't be forgotten.
    """
    names = [module.__name__ for module in modules]
    return {event: silent for event in Event.__subclasses__() if _is_in(event, names)}


def silence_except(*modules: ModuleType) -> dict[type[Event], Translate]:
    """Map every event to `silent` except those of these modules; see `silence`."""
    names = [module.__name__ for module in modules]
    return {event: silent for event in Event.__subclasses__() if not _is_in(event, names)}


def _is_in(event: type[Event], names: Sequence[str]) -> bool:
    return any(f"{event.__module__}.".startswith(f"{name}.") for name in names)


def say(name: str) -> Translate:
    """Send the event under this name, with its own fields as the payload."""
    return lambda event, _context: ((name, event),)


def say_without_payload(name: str) -> Translate:
    """Send the event under this name, without a payload."""
    return lambda _event, _context: ((name,),)


def all_fields(event: Event) -> dict[str, Any]:
    """Return the event's own fields for an acknowledgement."""
    fields: dict[str, Any] = msgspec.to_builtins(event, builtin_types=())
    return fields


def no_fields(_event: Event) -> dict[str, Any]:
    """Return no fields, for an acknowledgement with only `success`."""
    return {}


def refuse_silently(_refusal: Refusal) -> None:
    """Send no event for a refusal: it is only acknowledged."""


class Dialect:
    """One protocol on its own namespace.

    `acknowledges` maps an event to the fields that an acknowledgement has in addition to `success`.
    `refuses` maps a command to its own refusal event, in place of the protocol's general `refusal`.
    `on_connect` is a command that the server carries out for each new connection; if it is refused,
    the connection is refused. `traits` are the facts about its clients that the rooms need.
    The constructor raises TypeError if `says` lacks an event.
    """

    def __init__(
        self,
        *,
        name: str,
        namespace: str,
        hears: Mapping[str, Parser],
        says: Mapping[type[Event], Translate],
        acknowledges: Mapping[type[Event], Callable[[Any], dict[str, Any]]],
        refuses: Mapping[type[Command], Refuse] = NO_REFUSALS,
        refusal: Callable[[Refusal], Event | None] = refuse_silently,
        on_connect: Command | None = None,
        traits: Traits = NATIVE_TRAITS,
    ) -> None:
        if missing := set(Event.__subclasses__()) - set(says):
            names = sorted(event.__name__ for event in missing)
            raise TypeError(f"The dialect {name} neither says nor is silent about {names}")
        self.name = name
        self.namespace = namespace
        self.hears = hears
        self.says = says
        self.acknowledges = acknowledges
        self.on_connect = on_connect
        self.traits = traits
        self._encode_event = event_encoder(namespace)
        self._refuses = refuses
        self._refusal = refusal

    def parse(self, event: Received) -> Command:
        """Return the command of an event; raise MalformedPacket, UnknownEvent or InvalidInput."""
        parser = self.hears.get(event.name)
        if parser is None:
            event.arguments()
            raise UnknownEvent
        command = parser.parse(event)
        return command if event.message_key is None else with_key(command, event.message_key)

    def encode(self, event: Event, context: EventContext = NO_CONTEXT) -> Sequence[bytes]:
        """Return the packets for the event; none if the protocol has no equivalent event.

        Each packet ends with its own offset. Send the packets before another event is encoded, so
        that offsets ascend.
        """
        packets = []
        for wire_event in self.says[type(event)](event, context):
            packets.append(self._encode_event(*wire_event, next_offset()))  # noqa: PERF401 it is hot
        return packets

    def refusal_event(
        self, command: type[Command] | None, refusal: Refusal, arguments: Arguments = NO_ARGUMENTS
    ) -> Event | None:
        """Return the protocol's event for the refusal of a command, or None if it has none.

        `arguments` are the raw ones of the refused event.
        """
        if command is not None and (refuse := self._refuses.get(command)) is not None:
            return refuse(refusal, arguments)
        return self._refusal(refusal)

    def is_refused_by_event(self, command: type[Command] | None) -> bool:
        """Tell whether a refusal is also sent as an event if an acknowledgement was asked for."""
        return command in self._refuses
