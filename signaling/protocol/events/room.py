"""Changes of the whole room."""

from signaling.presence.records import RoomRules
from signaling.protocol.events.event import Event


class LockChanged(Event, frozen=True, kw_only=True):
    locked: bool


class SpotlightChanged(Event, frozen=True, kw_only=True):
    """To everybody: the participant whom a host has put into the spotlight, or None."""

    participant_id: str | None


class SettingsUpdated(Event, frozen=True, kw_only=True):
    settings: RoomRules


class RoomEnded(Event, frozen=True, kw_only=True):
    reason: str
