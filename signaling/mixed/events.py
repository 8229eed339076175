"""What happened, for clients of other protocols; the native protocol mostly has no word for it."""

from msgspec import UNSET, UnsetType

from signaling.events import AudioToggled, Event, VideoToggled


class OfferRequested(Event, frozen=True, kw_only=True):
    """To a peer that is to offer a connection to another one."""

    socket_id: str


class MediaToggled(Event, frozen=True, kw_only=True):
    """Somebody switched microphone and camera, both at once."""

    audio: AudioToggled
    video: VideoToggled


class PassedOn(Event, frozen=True, kw_only=True):
    """A peer said something that only clients of its protocol understand."""

    sender_id: str


class RoomReentered(Event, frozen=True, kw_only=True):
    """To a peer that asked to join the room it is in."""


class RoomChecked(Event, frozen=True, kw_only=True):
    room_id: str
    password_required: bool


class RoomRefused(Event, frozen=True, kw_only=True):
    """To somebody who may not join; the reason is a word of the protocol."""

    reason: str
    room_id: str | UnsetType = UNSET
