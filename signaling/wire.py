"""Socket.IO packets in strict JSON.

An event's name is decoded here, its arguments stay the bytes that came: dispatch decodes them once,
into the command they are. NaN, Infinity and binary attachments are malformed on this wire, since
one of them disconnects every JavaScript client it is relayed to. Encoded packets carry the engine's
type in front, ready to be sent.
"""

import re
from collections.abc import Callable
from typing import Any

import msgspec
from socketio import packet

from signaling.refusals import MalformedPacket

CONNECT = packet.CONNECT
DISCONNECT = packet.DISCONNECT
EVENT = packet.EVENT
ACK = packet.ACK
CONNECT_ERROR = packet.CONNECT_ERROR

Arguments = list[msgspec.Raw]

# type, namespace (its query is of no use to anybody), acknowledgement id; the name of an event,
# unless it is written with escapes
_HEAD = re.compile(
    rb"([0-4])(?:(/[^,?]*)(?:\?[^,]*)?(?:,|\Z))?([0-9]{1,15}(?=\[))?"
    rb"(?=\[\"([ !#-\[\]-~]*)\")?"
)

_decode_event = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_name = msgspec.json.Decoder(str).decode
_decode_any = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder().encode


class Received(msgspec.Struct, frozen=True, gc=False):
    """A packet that came: an event has a name and raw arguments, others have decoded `data`."""

    kind: int
    namespace: str
    ack_id: int | None = None
    name: str = ""
    arguments: Arguments = []
    data: Any = None


def parse(message: bytes) -> Received:
    """Parse a packet; raise MalformedPacket."""
    head = _HEAD.match(message)
    if head is None:
        raise MalformedPacket
    _, namespace, ack_id, name = head.groups()
    kind = message[0] - 48
    body = message[head.end() :]
    try:
        namespace = "/" if namespace is None else namespace.decode()
        ack_id = None if ack_id is None else int(ack_id)
        if kind == EVENT:
            arguments = _decode_event(body)
            first = arguments.pop(0)
            name = _decode_name(first) if name is None else name.decode()
            return Received(kind, namespace, ack_id, name, arguments)
        return Received(kind, namespace, ack_id, data=_decode_any(body) if body else None)
    except (ValueError, IndexError, RecursionError, msgspec.MsgspecError) as error:
        raise MalformedPacket from error


def event_encoder(namespace: str) -> Callable[..., bytes]:
    """Return what encodes events of a namespace, each from its name and its arguments."""
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
