"""How a wire name becomes a command, decoded straight from the bytes in which it comes."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from rooms.refusals import InvalidInput
from signaling.commands import Command
from signaling.wire import Arguments

_decode_fields = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_encode_fields = msgspec.json.Encoder().encode


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


def fields_of(payload: msgspec.Raw) -> dict[str, msgspec.Raw]:
    """Return the fields of a payload, each as it came; raise InvalidInput."""
    try:
        return _decode_fields(payload)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidInput from error
