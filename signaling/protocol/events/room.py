"""Changes of the whole room."""

from signaling.presence.records import RoomRules
from signaling.protocol.events.event import Event


class LockChanged(Event, frozen=True, kw_only=True):
    locked: bool


class SettingsUpdated(Event, frozen=True, kw_only=True):
    settings: RoomRules


class RoomEnded(Event, frozen=True, kw_only=True):
    reason: str
