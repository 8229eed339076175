"""Media of a room over a media server: descriptions of its connections, and changes of the path."""

from typing import Literal

import msgspec

from signaling.presence.records import MediaPath, Source
from signaling.protocol.events.event import Event


class RoomMedia(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The path of a room's media; another generation needs other connections."""

    over: MediaPath
    generation: int


class RoomMediaChanged(Event, frozen=True, kw_only=True):
    """To clients that can use a media server: the path of the room's media has changed.

    The same generation again means that the server may have missed events: restart ICE.
    """

    over: MediaPath
    generation: int


class AnsweringDescription(msgspec.Struct, frozen=True, kw_only=True):
    type: Literal["answer"] = "answer"
    sdp: str


class OfferingDescription(msgspec.Struct, frozen=True, kw_only=True):
    type: Literal["offer"] = "offer"
    sdp: str


class MediaStream(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A source of a participant."""

    participant_id: str
    source: Source


class MediaAnswered(Event, frozen=True, kw_only=True):
    """The answer to the offer of a publishing connection that had this number."""

    connection_id: str
    number: int
    sdp: AnsweringDescription


class MediaOffered(Event, frozen=True, kw_only=True):
    """An offer to a subscribing connection; `streams` has its active lines by mid."""

    connection_id: str
    number: int
    sdp: OfferingDescription
    streams: dict[str, MediaStream]


class MediaRefused(Event, frozen=True, kw_only=True):
    """A connection can't be made, or can't be continued."""

    connection_id: str
    code: Literal["MEDIA_SERVER_FULL", "MEDIA_UNAVAILABLE"]
    message: str


class DirectLinksReplaced(Event, frozen=True, kw_only=True):
    """The receiver and these participants receive each other through the media server."""

    participant_ids: list[str]
