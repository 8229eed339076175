"""Parse and encode Socket.IO packets in strict JSON.

Only the name of an event is decoded here. The rest stays bytes, which dispatch decodes once, into a
command. NaN, Infinity and binary attachments are malformed, because any of them would disconnect
every JavaScript client that it is relayed to. Valid JSON that cannot be used is refused as invalid
input instead. Lone surrogates are replaced: see `signaling.protocol.surrogates`. Encoded packets
begin with the Engine.IO packet type and are ready to be sent.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec
from socketio import packet

from signaling.protocol.surrogates import without_lone_surrogates
from signaling.refusals import InvalidInput, MalformedPacket

CONNECT = packet.CONNECT
DISCONNECT = packet.DISCONNECT
EVENT = packet.EVENT
ACK = packet.ACK
CONNECT_ERROR = packet.CONNECT_ERROR

Arguments = list[msgspec.Raw]

# The packet type, the namespace (its query is ignored), the acknowledgement id, and the name of an
# event, unless the name contains escapes.
_HEAD = re.compile(
    rb"([0-4])(?:(/[^,?]*)(?:\?[^,]*)?(?:,|\Z))?([0-9]{1,15}(?=\[))?"
    rb"(?=\[\"([ !#-\[\]-~]*)\")?"
)

_decode_event = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_name = msgspec.json.Decoder(str).decode
_decode_any = msgspec.json.Decoder().decode
_check_syntax = msgspec.json.Decoder(msgspec.Raw).decode
_encode = msgspec.json.Encoder().encode
_UNREADABLE = (ValueError, IndexError, msgspec.MsgspecError)
_TOO_DEEP = "The JSON is nested too deeply"


class Received(msgspec.Struct, frozen=True, gc=False):
    """A received packet.

    The body of an event is the JSON array of its name and its arguments; only the name has been
    decoded. The body of other packets is any JSON, or empty. `message_key` is the key that this
    server has given to a chat message without one.
    """

    kind: int
    namespace: str
    ack_id: int | None = None
    name: str = ""
    body: bytes = b""
    message_key: str | None = None

    def arguments(self) -> Arguments:
        """Return the raw arguments of an event; raise MalformedPacket or InvalidInput."""
        try:
            return _decode_event(self.body)[1:]
        except RecursionError as error:
            raise InvalidInput(_TOO_DEEP) from error
        except _UNREADABLE as error:
            raise MalformedPacket from error

    def payload(self) -> Any:
        """Return the data of a packet other than an event, or None; raise InvalidInput."""
        try:
            return _decode_any(self.body) if self.body else None
        except (*_UNREADABLE, RecursionError) as error:
            raise InvalidInput from error


def parse(message: bytes) -> Received:
    """Parse a packet; raise MalformedPacket, or InvalidInput if it is too deep to read its name."""
    message = without_lone_surrogates(message)
    head = _HEAD.match(message)
    if head is None:
        raise MalformedPacket
    _, namespace, ack_id, name = head.groups()
    kind = message[0] - 48
    body = message[head.end() :]
    try:
        return Received(
            kind,
            "/" if namespace is None else namespace.decode(),
            None if ack_id is None else int(ack_id),
            _name_of(name, body) if kind == EVENT else "",
            body if kind == EVENT else _checked(body),
        )
    except RecursionError as error:
        raise InvalidInput(_TOO_DEEP) from error
    except _UNREADABLE as error:
        raise MalformedPacket from error


def _name_of(plain: bytes | None, body: bytes) -> str:
    """Return an event's name: the plain one, or else the name decoded from the body."""
    if plain is not None:
        return plain.decode()
    name: str = _decode_name(_decode_event(body)[0])
    return name


def _checked(body: bytes) -> bytes:
    """Return the body if it is valid JSON or empty; raise a decoding error otherwise.

    The depth is not checked: code that decodes the body must handle RecursionError.
    """
    with suppress(RecursionError):
        if body:
            _check_syntax(body)
    return body


def event_body(name: str, *arguments: Any) -> bytes:
    """Encode the body of an event that no client sent."""
    return _encode((name, *arguments))


def event_encoder(namespace: str) -> Callable[..., bytes]:
    """Return a function that encodes an event of the namespace from its name and arguments."""
    begin = b"42" + _prefix(namespace)
    return lambda *said: begin + _encode(said)


def encode_ack(namespace: str, ack_id: int, payload: Any) -> bytes:
    return b"43%b%d%b" % (_prefix(namespace), ack_id, _encode((payload,)))


def encode_connect(namespace: str, payload: Any) -> bytes:
    return b"40%b%b" % (_prefix(namespace), _encode(payload))


def encode_disconnect(namespace: str) -> bytes:
    return b"41%b" % _prefix(namespace)


def encode_connect_error(namespace: str, payload: Any) -> bytes:
    return b"44%b%b" % (_prefix(namespace), _encode(payload))


def _prefix(namespace: str) -> bytes:
    return b"" if namespace == "/" else b"%b," % namespace.encode()
