"""Events for people in the waiting room, and for hosts about them."""

from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from signaling.protocol.events.event import Event


class Waiting(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A person in the waiting room, as hosts see them; `verified` if they have an account."""

    participant_id: str
    display_name: str
    avatar_color: int
    user_id: str | UnsetType = UNSET
    verified: bool
    since: datetime
    away: bool
    denied_before: int


class KnockPlaced(Event, frozen=True, kw_only=True):
    """To the knocker: they are in the waiting room, and may be admitted at any moment."""

    participant_id: str
    participant_token: str | UnsetType = UNSET
    room_name: str
    host_name: str
    host_present: bool


class KnockEnded(Event, frozen=True, kw_only=True):
    """To the knocker: the knock ended without admission. An admitted knocker joins the room."""

    status: Literal["denied", "expired", "ended"]
    can_retry_after_seconds: int | UnsetType = UNSET


class KnockerAddressed(Event, frozen=True, kw_only=True):
    """To the knocker: a message from a host."""

    sender: str = msgspec.field(name="from")
    content: str


class WaitingChanged(Event, frozen=True, kw_only=True):
    """To every host and co-host: the complete list of people in the waiting room."""

    waiting: list[Waiting]


class AdmittedAll(Event, frozen=True, kw_only=True):
    """To the host who admitted several knockers: their ids, and the ids that found no free seat."""

    admitted: list[str]
    full_for: list[str]
