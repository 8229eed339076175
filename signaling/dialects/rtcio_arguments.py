"""Parse the arguments of the events that clients of rtc.io send."""

from typing import Any

import msgspec
from msgspec import UNSET, Raw

from accounts.names import clean_name
from rooms.refusals import InvalidInput
from signaling.dialects.original_payloads import checked_payload
from signaling.dialects.parsing import FieldsParser, Parser, fields_of
from signaling.protocol import commands
from signaling.protocol.commands import Command
from signaling.protocol.packets import Arguments

# The fields in which clients send the text of a chat message. A message from a client of another
# protocol is sent in the first one.
TEXT_FIELDS = ("text", "message", "content")
# Cleaning takes time for each character, and a name keeps at most 50 characters.
_NAME_READ_CHARACTERS = 500


class MessageParser(Parser):
    """A message `{source, target, data}`; the fields of `data` determine the command."""

    def build(self, arguments: Arguments) -> Command:
        if len(arguments) != 1:
            raise InvalidInput("This event takes one argument")
        message = fields_of(checked_payload(arguments[0]))
        data = fields_of(message.get("data", Raw(b"")))
        target = message.get("target", Raw(b"null"))
        return commands.CommandWithOriginal(command=_signal(target, data), payload=arguments[0])


def _signal(target: Raw, data: dict[str, Raw]) -> Command:
    if "description" in data:
        kind = _decode(data["description"], _Description).type
        if kind in ("offer", "answer"):
            command = commands.Offer if kind == "offer" else commands.Answer
            return _build(command, targetId=target, sdp=data["description"])
    elif "candidate" in data:
        return _build(commands.Candidate, targetId=target, candidate=data["candidate"])
    elif "mid" not in data:
        raise InvalidInput("The data is not a description, a candidate or a message of rtc.io")
    return _build(commands.PassOn, targetId=target)


class _Description(msgspec.Struct):
    type: str


def _build(command: type[Command], **fields: Raw) -> Command:
    built: Command = _decode(Raw(msgspec.json.encode(fields)), command)
    return built


def _decode(raw: Raw, kind: Any) -> Any:
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidInput from error


class ChatParser(Parser):
    """A chat message, with its text in one of `TEXT_FIELDS`."""

    def build(self, arguments: Arguments) -> Command:
        if len(arguments) != 1:
            raise InvalidInput("This event takes one argument")
        sent = fields_of(checked_payload(arguments[0]))
        named = {
            "content": next((key for key in TEXT_FIELDS if key in sent), ""),
            "roomId": "roomId",
        }
        fields = {known: sent[name] for known, name in named.items() if name in sent}
        command = _build(commands.PostMessage, **fields)
        return commands.CommandWithOriginal(command=command, payload=arguments[0])


class JoinParser(FieldsParser):
    """A join that accepts any display name, like this protocol's own server.

    A name that is too long is cut. A name that is empty or not a string counts as missing.
    """

    def _fields_of(self, payload: msgspec.Raw) -> dict[str, msgspec.Raw]:
        fields = super()._fields_of(payload)
        text = _text(fields.pop("displayName", Raw(b"null")))
        name = clean_name(text[:_NAME_READ_CHARACTERS])
        return {**fields, "displayName": Raw(msgspec.json.encode(name))} if name else fields


def _text(raw: Raw) -> str:
    """Return a string; "" for any other value."""
    try:
        text: str = _decode(raw, str)
    except InvalidInput:
        return ""
    return text


def named_room(arguments: Arguments) -> Any:
    """Return the name of the room in the raw arguments, or UNSET."""
    try:
        return _decode(fields_of(arguments[0])["roomId"], str)
    except (InvalidInput, LookupError):
        return UNSET
