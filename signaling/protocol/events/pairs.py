"""The events for visitors of random pairs; all ids are socket ids."""

from datetime import datetime

import msgspec
from msgspec import Raw

from signaling.protocol.events.event import Event


class OnlineCounted(Event, frozen=True, kw_only=True):
    """To every visitor: the number of visitors online."""

    count: int


class PartnerSought(Event, frozen=True, kw_only=True):
    """To a visitor: they now wait for a partner."""


class PartnerFound(Event, frozen=True, kw_only=True):
    with_video: bool
    partner_id: str


class PartnerLost(Event, frozen=True, kw_only=True):
    """To a visitor: their pair has ended, but not because they asked for the next partner."""

    partner_id: str


class PairMessagePosted(Event, frozen=True, kw_only=True):
    """To both partners; `sender_email` is that of the account, or "Anonymous" for a guest."""

    sender: str
    text: str
    sender_email: str
    timestamp: datetime


class OfferWanted(Event, frozen=True, kw_only=True):
    """To one of the two partners, when both are ready: this client must send the offer."""


class PartnerOffered(Event, frozen=True, kw_only=True):
    offer: Raw
    sender: str = msgspec.field(name="from")


class PartnerAnswered(Event, frozen=True, kw_only=True):
    answer: Raw
    sender: str = msgspec.field(name="from")


class PartnerCandidateCame(Event, frozen=True, kw_only=True):
    candidate: Raw
    sender: str = msgspec.field(name="from")
