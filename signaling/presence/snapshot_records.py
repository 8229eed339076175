"""The stored form of a room in session.

A snapshot has the state that no database row contains: who sits where, hands, mutes, the waiting
room, denials, and the absence of the host. It contains no messages, tokens or session descriptions.
Times that depend on the clock of this run are stored as seconds that are left or have passed.
"""

import msgspec

from signaling.presence.media_records import StoredMedia
from signaling.presence.records import Knock, Role, Room, Seat

FORMAT = 1


class HostAbsence(msgspec.Struct, frozen=True):
    """The seconds until a missing host has consequences, and until the room ends, if it does."""

    consequences_seconds: float | None = None
    ends_seconds: float | None = None


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """The state of one room. `denials` has the number and the age in seconds by person."""

    format: int = FORMAT
    room: Room
    seats: list[Seat]
    knocks: list[Knock]
    denials: dict[str, tuple[int, float]]
    acting_host: tuple[str, Role] | None = None
    spotlight: str | None = None
    absence: HostAbsence | None = None
    media: StoredMedia | None = None


encode_snapshot = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Snapshot).decode


def read_snapshot(state: bytes) -> Snapshot | None:
    """Return a stored snapshot; None if it has another format."""
    try:
        snapshot = _decode(state)
    except msgspec.MsgspecError:
        return None
    return snapshot if snapshot.format == FORMAT else None
