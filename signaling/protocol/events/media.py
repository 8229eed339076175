"""Microphones, cameras, screens, hands, reactions and displays of participants."""

from signaling.presence.records import PictureSource
from signaling.protocol.events.event import Event


class AudioToggled(Event, frozen=True, kw_only=True):
    socket_id: str
    enabled: bool


class VideoToggled(Event, frozen=True, kw_only=True):
    socket_id: str
    enabled: bool


class ScreenShareStarted(Event, frozen=True, kw_only=True):
    socket_id: str


class ScreenShareStopped(Event, frozen=True, kw_only=True):
    socket_id: str


class HandRaised(Event, frozen=True, kw_only=True):
    socket_id: str
    display_name: str


class HandLowered(Event, frozen=True, kw_only=True):
    socket_id: str


class Reacted(Event, frozen=True, kw_only=True):
    socket_id: str
    emoji: str


class PictureRequested(Event, frozen=True, kw_only=True):
    """A peer displays a picture of the receiver at this size in pixels; 0 if it does not."""

    sender_id: str
    width: int
    height: int
    source: PictureSource = "camera"
