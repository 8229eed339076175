"""Media of a room over a media server: the two connections of a client with it, and reports.

The server answers each of these commands at once, and sends the results as events. Only these
commands may be larger than 64 KiB.
"""

from typing import Annotated, Literal

from msgspec import Meta

from signaling.presence.records import MediaWay, Source
from signaling.protocol.commands.command import Command, InRoom

SDP_CHARACTERS = 256 * 1024
# With each additional picture, a browser adds two lines to a description.
_MOST_SOURCES = 16
_MOST_RECEIVED = 400
_MOST_ROUND_TRIP_MS = 60_000
# More than any camera has.
_MOST_PIXELS = 16_384

# A client chooses the id of each of its connections; the pattern also excludes a final line break.
ConnectionId = Annotated[str, Meta(max_length=40, pattern=r"^[A-Za-z0-9_-]+(?!\n)$")]
OfferNumber = Annotated[int, Meta(ge=0, lt=2**31)]
Mid = Annotated[str, Meta(min_length=1, max_length=16)]
Sources = Annotated[dict[Mid, Source], Meta(max_length=_MOST_SOURCES)]
LossShare = Annotated[float, Meta(ge=0, le=1)]
RoundTripMs = Annotated[int, Meta(ge=0, le=_MOST_ROUND_TRIP_MS)]
Height = Annotated[int, Meta(ge=0, le=_MOST_PIXELS)]
Sdp = Annotated[str, Meta(min_length=1, max_length=SDP_CHARACTERS)]


class OfferedDescription(Command, frozen=True, kw_only=True):
    type: Literal["offer"]
    sdp: Sdp


class AnsweredDescription(Command, frozen=True, kw_only=True):
    type: Literal["answer"]
    sdp: Sdp


class IceCandidate(Command, frozen=True, kw_only=True):
    """The fields of a browser's `RTCIceCandidateInit`; an empty `candidate` is the last one."""

    candidate: Annotated[str, Meta(max_length=4096)] = ""
    sdp_mid: Annotated[str, Meta(max_length=16)] | None = None
    sdp_m_line_index: Annotated[int, Meta(ge=0, lt=2**16)] | None = None
    username_fragment: Annotated[str, Meta(max_length=256)] | None = None


class OnConnection(InRoom, frozen=True, kw_only=True):
    """A request about one connection of the caller with the media server."""

    connection_id: ConnectionId


class PublishMedia(OnConnection, frozen=True, kw_only=True):
    """Offer a publishing connection, or negotiate it again under the same connection id.

    `number` grows with each offer. `sources` names the source of each line that may send, by mid.
    """

    number: OfferNumber
    sdp: OfferedDescription
    sources: Sources


class SubscribeMedia(OnConnection, frozen=True, kw_only=True):
    """Open a subscribing connection, ask for its offer again, or restart its ICE."""

    restart: bool = False


class AnswerMedia(OnConnection, frozen=True, kw_only=True):
    """Answer the offer of a subscribing connection that has this number."""

    number: OfferNumber
    sdp: AnsweredDescription


class AddMediaCandidate(OnConnection, frozen=True, kw_only=True):
    """`candidate` is null or empty at the end of candidates."""

    candidate: IceCandidate | Literal[""] | None = None


class ReceivedSource(Command, frozen=True, kw_only=True):
    participant_id: Annotated[str, Meta(min_length=1, max_length=64)]
    source: Source


class ReportMedia(InRoom, frozen=True, kw_only=True):
    """The complete list of the sources that the caller plays from the media server now."""

    received: Annotated[list[ReceivedSource], Meta(max_length=_MOST_RECEIVED)]


class ReportMediaQuality(InRoom, frozen=True, kw_only=True):
    """The latest measurement of the caller's media, for the operators of this server.

    A loss is the share of the packets, and null if it is not known. A height is the shorter side of
    the largest picture that moves, in pixels; 0 without one.
    """

    over: MediaWay
    is_relayed: bool = False
    round_trip_ms: RoundTripMs | None = None
    received_loss: LossShare | None = None
    sent_loss: LossShare | None = None
    received_height: Height = 0
    sent_height: Height = 0
