"""WebRTC negotiation with another peer of the room."""

from msgspec import UNSET, Raw, UnsetType

from rooms.ice import IceServer
from signaling.presence.records import Source
from signaling.protocol.events.event import Event


class OfferRelayed(Event, frozen=True, kw_only=True):
    sender_id: str
    user_id: str | UnsetType = UNSET
    display_name: str
    sdp: Raw
    sources: dict[str, Source] | UnsetType = UNSET


class AnswerRelayed(Event, frozen=True, kw_only=True):
    sender_id: str
    sdp: Raw
    sources: dict[str, Source] | UnsetType = UNSET


class CandidateRelayed(Event, frozen=True, kw_only=True):
    sender_id: str
    candidate: Raw


class IceServersGiven(Event, frozen=True, kw_only=True):
    ice_servers: list[IceServer]
    ttl_seconds: int
