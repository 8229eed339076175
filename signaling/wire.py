"""Socket.IO packets in strict JSON.

An event's name is read here, the rest stays the bytes that came: dispatch decodes them once, into
the command they are. NaN, Infinity and binary attachments are malformed on this wire, since
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
_UNREADABLE = (ValueError, IndexError, RecursionError, msgspec.MsgspecError)


class Received(msgspec.Struct, frozen=True, gc=False):
    """A packet that came: an event has a name and a body, others have decoded `data`.

    The body is the JSON array of name and arguments, of which only the name has been looked at.
    """

    kind: int
    namespace: str
    ack_id: int | None = None
    name: str = ""
    body: bytes = b""
    data: Any = None

    def arguments(self) -> Arguments:
        """Return the arguments of an event, each as it came; raise MalformedPacket."""
        try:
            return _decode_event(self.body)[1:]
        except _UNREADABLE as error:
            raise MalformedPacket from error


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
            name = _decode_name(_decode_event(body)[0]) if name is None else name.decode()
            return Received(kind, namespace, ack_id, name, body)
        return Received(kind, namespace, ack_id, data=_decode_any(body) if body else None)
    except _UNREADABLE as error:
        raise MalformedPacket from error


def event_body(name: str, *arguments: Any) -> bytes:
    """Return the body of an event that did not come over a wire."""
    return _encode((name, *arguments))


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
