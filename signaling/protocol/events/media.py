"""Microphones, cameras, screens, hands and reactions of participants."""

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
