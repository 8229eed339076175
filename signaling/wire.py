"""Socket.IO packets in strict JSON.

An event's name is decoded here, its arguments stay the bytes that came: dispatch decodes them once,
into the command they are. NaN, Infinity and binary attachments are malformed on this wire, since
one of them disconnects every JavaScript client it is relayed to.
"""

from typing import Any

import msgspec
from socketio import packet

CONNECT = packet.CONNECT
DISCONNECT = packet.DISCONNECT
EVENT = packet.EVENT
ACK = packet.ACK
CONNECT_ERROR = packet.CONNECT_ERROR

Arguments = list[msgspec.Raw]

_decode_event = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_name = msgspec.json.Decoder(str).decode
_decode_any = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder().encode


class Malformed(Exception):  # noqa: N818 it says what the packet is
    """These bytes are no packet of this protocol."""


class _Text:
    """Stands in for a JSON module where the packet's text is wanted as it is."""

    loads = staticmethod(str)

    @staticmethod
    def dumps(data: Any, **_: Any) -> str:
        return _encode(data).decode()


class Packet(packet.Packet):
    """A packet whose `data` is, for an event, its name followed by raw arguments."""

    uses_binary_events = False
    json = _Text

    def decode(self, encoded_packet: str) -> int:
        """Decode a received packet; raise Malformed."""
        self.data: Any
        try:
            attachments = super().decode(encoded_packet)
            if attachments or self.packet_type > CONNECT_ERROR:
                raise Malformed("binary")
            self.data = self._decoded(self.data)
        except (ValueError, RecursionError, msgspec.MsgspecError) as error:
            raise Malformed from error
        return 0

    def _decoded(self, text: str | None) -> Any:
        if self.packet_type == EVENT:
            arguments = _decode_event(text or "")
            if not arguments:
                raise Malformed("an event without a name")
            return [_decode_name(arguments[0]), *arguments[1:]]
        return None if text is None else _decode_any(text)


def encode_event(namespace: str, name: str, payload: Any) -> str:
    """Encode an event with one argument, for any number of receivers."""
    return f"{EVENT}{_prefix(namespace)}{_encode((name, payload)).decode()}"


def encode_ack(namespace: str, ack_id: int, payload: Any) -> str:
    return f"{ACK}{_prefix(namespace)}{ack_id}{_encode((payload,)).decode()}"


def encode_disconnect(namespace: str) -> str:
    return f"{DISCONNECT}{_prefix(namespace)}"


def _prefix(namespace: str) -> str:
    return "" if namespace == "/" else f"{namespace},"
