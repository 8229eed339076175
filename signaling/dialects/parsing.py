"""Parsers: each decodes events with one wire name to commands, directly from the bytes.

The classes differ in where the fields of the command are in the arguments of the event.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from rooms.refusals import InvalidInput
from signaling.protocol.commands import Command
from signaling.protocol.packets import Arguments, Received

_decode_fields = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_encode_fields = msgspec.json.Encoder().encode
_DECODING_ERRORS = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class Parser:
    """Parses events to one type of command, by default from one object; see the subclasses."""

    __slots__ = ("_decode", "command")

    def __init__(self, command: type[Command]) -> None:
        self.command: Final = command
        self._decode = msgspec.json.Decoder(command).decode

    def parse(self, event: Received) -> Command:
        """Return the command of an event; raise MalformedPacket or InvalidInput."""
        return self.build(event.arguments())

    def build(self, arguments: Arguments) -> Command:
        """Return the command built from these arguments; raise InvalidInput."""
        if len(arguments) > 1:
            raise InvalidInput("This event takes one argument")
        try:
            return self._decode(arguments[0] if arguments else b"{}")
        except _DECODING_ERRORS as error:
            raise InvalidInput from error


class ObjectParser(Parser):
    """Takes the command's own fields from one object, which may be left out if empty."""

    __slots__ = ("_decode_event",)

    def __init__(self, command: type[Command]) -> None:
        super().__init__(command)
        self._decode_event = msgspec.json.Decoder(tuple[str, command]).decode  # type: ignore[valid-type]

    def parse(self, event: Received) -> Command:
        """Decode the whole event in one step; if that fails, parse its arguments separately.

        The second way accepts an omitted object, and finds the cause of an error.
        """
        try:
            return self._decode_event(event.body)[1]
        except _DECODING_ERRORS:
            return super().parse(event)


class FieldsParser(Parser):
    """Takes only some fields from one object, under other names.

    `fields` maps the names of the protocol to those of the command.
    """

    __slots__ = ("_fields",)

    def __init__(self, command: type[Command], fields: Mapping[str, str]) -> None:
        super().__init__(command)
        self._fields = fields

    def build(self, arguments: Arguments) -> Command:
        if len(arguments) != 1:
            raise InvalidInput("This event takes one argument")
        return super().build([msgspec.Raw(_encode_fields(self._fields_of(arguments[0])))])

    def _fields_of(self, payload: msgspec.Raw) -> dict[str, msgspec.Raw]:
        sent = fields_of(payload)
        return {own_name: sent[name] for name, own_name in self._fields.items() if name in sent}


class ArgumentsParser(Parser):
    """Takes the fields from the arguments, in the order of `names`."""

    __slots__ = ("_names",)

    def __init__(self, command: type[Command], names: Sequence[str] = ()) -> None:
        super().__init__(command)
        self._names = names

    def build(self, arguments: Arguments) -> Command:
        if len(arguments) > len(self._names):
            raise InvalidInput(f"This event takes {len(self._names)} arguments")
        fields = dict(zip(self._names, arguments, strict=False))
        return super().build([msgspec.Raw(_encode_fields(fields))])


def fields_of(payload: msgspec.Raw) -> dict[str, msgspec.Raw]:
    """Return the raw fields of a payload; raise InvalidInput."""
    try:
        return _decode_fields(payload)
    except _DECODING_ERRORS as error:
        raise InvalidInput from error
