"""Socket.IO packets in strict JSON.

An event's name is decoded here, its arguments stay the bytes that came: dispatch decodes them once,
into the command they are. NaN, Infinity and binary attachments are malformed on this wire, since
one of them disconnects every JavaScript client it is relayed to. Encoded packets carry the engine's
type in front, ready to be sent.
"""

import re
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

# type, namespace (its query is of no use to anybody), acknowledgement id
_HEAD = re.compile(rb"([0-4])(?:(/[^,?]*)(?:\?[^,]*)?(?:,|\Z))?([0-9]{1,15}(?=\[))?")

_decode_event = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_name = msgspec.json.Decoder(str).decode
_decode_any = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder().encode


class Received(msgspec.Struct, frozen=True):
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
    kind = message[0] - 48
    body = message[head.end() :]
    try:
        namespace = "/" if head[2] is None else head[2].decode()
        ack_id = None if head[3] is None else int(head[3])
        if kind == EVENT:
            name, *arguments = _decode_event(body)
            return Received(kind, namespace, ack_id, _decode_name(name), arguments)
        return Received(kind, namespace, ack_id, data=_decode_any(body) if body else None)
    except (ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise MalformedPacket from error


def encode_event(namespace: str, name: str, *arguments: Any) -> bytes:
    """Encode an event for any number of receivers."""
    return b"42%b%b" % (_prefix(namespace), _encode((name, *arguments)))


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
