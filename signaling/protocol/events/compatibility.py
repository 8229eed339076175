"""Events for clients of other protocols; most have no equivalent in the native protocol."""

from msgspec import UNSET, UnsetType

from signaling.protocol.events.event import Event
from signaling.protocol.events.media import AudioToggled, VideoToggled


class OfferRequested(Event, frozen=True, kw_only=True):
    """To a peer: it must send an offer to the peer `socket_id`."""

    socket_id: str


class MediaToggled(Event, frozen=True, kw_only=True):
    """A participant switched the microphone and the camera, both at once."""

    audio: AudioToggled
    video: VideoToggled


class PassedOn(Event, frozen=True, kw_only=True):
    """A peer sent a message that only clients of its protocol understand."""

    sender_id: str


class RoomReentered(Event, frozen=True, kw_only=True):
    """To a peer: it asked to join the room that it is already in."""


class RoomChecked(Event, frozen=True, kw_only=True):
    room_id: str
    password_required: bool


class RoomRefused(Event, frozen=True, kw_only=True):
    """To a person who may not join; `reason` is one of the protocol's own values."""

    reason: str
    room_id: str | UnsetType = UNSET
