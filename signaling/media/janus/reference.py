"""The reference of a room on Janus: everything that its next home needs, as bytes.

It contains ids, mids and sources, and no secret and no description.
"""

import msgspec

from signaling.media.engine import MediaServerLost
from signaling.media.janus.participants import Control
from signaling.presence.records import Source

FORMAT = 1


class PublishingReference(msgspec.Struct, frozen=True, array_like=True):
    seat_id: str
    connection_id: str
    handle: int
    feed: int
    sources: dict[str, Source]


class SubscribingReference(msgspec.Struct, frozen=True, array_like=True):
    """`lines` maps each mid to the number of a publishing reference, and the mid there."""

    seat_id: str
    connection_id: str
    handle: int | None
    lines: dict[str, tuple[int, str]]


class RoomReference(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    format: int = FORMAT
    session: int
    control: Control
    publishing: tuple[PublishingReference, ...]
    subscribing: tuple[SubscribingReference, ...]


_decoder = msgspec.msgpack.Decoder(RoomReference)
encode = msgspec.msgpack.Encoder().encode


def decode(data: bytes) -> RoomReference:
    """Return a stored reference; raise `MediaServerLost` if it has another format."""
    try:
        reference = _decoder.decode(data)
    except msgspec.MsgspecError:
        raise MediaServerLost("The reference of the room can't be read.") from None
    if reference.format != FORMAT:
        raise MediaServerLost("The reference of the room has another format.")
    return reference
