"""Events for participants about whom a host decided."""

from msgspec import UNSET, UnsetType

from signaling.protocol.events.event import Event


class Muted(Event, frozen=True, kw_only=True):
    """To the target of a host's mute."""


class UnmuteRequested(Event, frozen=True, kw_only=True):
    """To a participant: a host asks them to switch the microphone on."""

    by: str


class Removed(Event, frozen=True, kw_only=True):
    """To a person who may not stay, before the server closes the socket.

    If the credential has ended, `code` says how.
    """

    reason: str
    code: str | UnsetType = UNSET
