"""What happens to visitors of the random pairs; ids are those of sockets."""

from datetime import datetime

import msgspec
from msgspec import Raw

from signaling.events import Event


class OnlineCounted(Event, frozen=True, kw_only=True):
    """To every visitor: how many there are."""

    count: int


class PartnerSought(Event, frozen=True, kw_only=True):
    """To somebody who waits for a partner from now on."""


class PartnerFound(Event, frozen=True, kw_only=True):
    with_video: bool
    partner_id: str


class PartnerLost(Event, frozen=True, kw_only=True):
    """To somebody whose pair has ended otherwise than by their own wish for the next."""

    partner_id: str


class PairMessagePosted(Event, frozen=True, kw_only=True):
    """To both; `sender_email` is the account's, and "Anonymous" for a guest."""

    sender: str
    text: str
    sender_email: str
    timestamp: datetime


class OfferWanted(Event, frozen=True, kw_only=True):
    """To the one of two who are both ready that is to make the offer."""


class PartnerOffered(Event, frozen=True, kw_only=True):
    offer: Raw
    sender: str = msgspec.field(name="from")


class PartnerAnswered(Event, frozen=True, kw_only=True):
    answer: Raw
    sender: str = msgspec.field(name="from")


class PartnerCandidateCame(Event, frozen=True, kw_only=True):
    candidate: Raw
    sender: str = msgspec.field(name="from")
