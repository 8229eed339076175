"""Who waits for a partner and who is with whom, right now.

Pairs know visitors, by the id of their socket and by who they are; they know no sockets, users or
rows. A visitor has at most one partner, who has it as partner too. Nobody is paired with themselves
in another window, with somebody they avoid, or while they are lost.

    come ──▶ idle ──seek──▶ waiting ──────paired──────▶ together
                               ▲                           │ the partner goes, asks for the next,
                               │                           ▼ or is lost for too long
                               └──seek, or by itself──── alone

Of those who wait, first two who both want video are paired, then two who both want text, then
one of each, always the oldest first. Whoever can be paired is paired at once, so those who go on
waiting can't be paired with each other. The partner just left is taken again only if nobody else
will do.
"""

from collections.abc import Sequence
from typing import Protocol

import msgspec
from msgspec import Raw

from signaling.pairing.commands import AnswerPartner, OfferToPartner, SendCandidate

Signal = OfferToPartner | AnswerPartner | SendCandidate


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """One socket, whose it is, and with whom they are not to be paired.

    `owner` identifies the person, `avoids` are owners. `email` is the account's, "" for a guest.
    A visitor whose partner left is queued after `queued_after_seconds`, or after
    PAIRING_ALONE_SECONDS if that is None.
    """

    peer_id: str
    owner: str
    email: str = ""
    avoids: frozenset[str] = frozenset()
    is_blocked: bool = False
    queued_after_seconds: float | None = None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A message between two partners; `sent_at` is ISO 8601."""

    sender_id: str
    text: str
    sent_at: str


class Queued(msgspec.Struct, frozen=True):
    """A visitor waits from now on."""

    peer_id: str


class Paired(msgspec.Struct, frozen=True):
    """Two visitors are together from now on."""

    first_id: str
    second_id: str
    with_video: bool


class Parted(msgspec.Struct, frozen=True):
    """A visitor is without its partner from now on, and is to hear so."""

    peer_id: str
    partner_id: str


Fact = Queued | Paired | Parted


class Together(msgspec.Struct, frozen=True):
    """The partner of a visitor, the one now or the last one, and what they wrote to each other."""

    visitor: Visitor
    partner: Visitor
    lines: Sequence[Line]


class Ready(msgspec.Struct, frozen=True):
    """What follows from a visitor being ready.

    `unanswered` are the partner's offer and candidates that may have been missed; `offerer_id` is
    who is to make an offer, if anybody.
    """

    partner_id: str
    unanswered: Sequence[Signal]
    offerer_id: str | None


class Pairs(Protocol):
    """The store; every method is one atomic step, and unknown ids are answered, not raised.

    The facts returned are in the order in which people are to hear of them.
    """

    async def come(self, visitor: Visitor) -> None: ...

    async def go(self, peer_id: str) -> Sequence[Fact]:
        """Forget a visitor; its partner is alone."""

    def visitor(self, peer_id: str) -> Visitor | None: ...

    def has_sought(self, peer_id: str) -> bool:
        """Tell whether a visitor has ever asked for a partner."""

    async def seek(self, peer_id: str, *, wants_video: bool | None) -> Sequence[Fact]:
        """Leave the partner there is, and wait; None is the wish from before, at first text.

        Who waits already keeps the place unless the wish is another. Raises WaitsElsewhere.
        """

    def together(self, peer_id: str) -> Together | None:
        """Return the partner of a visitor; None if there is none."""

    def last_together(self, peer_id: str) -> Together | None:
        """Return the partner of a visitor, or the last one as long as nobody came after."""

    async def write(self, peer_id: str, line: Line) -> str | None:
        """Note a message and return the partner's id; None if there is none."""

    async def ready(self, peer_id: str) -> Ready | None:
        """Note that a visitor listens to offers; None if it has no partner."""

    async def signal(self, peer_id: str, signal: Signal) -> str | None:
        """Note a signal and return the partner's id; None if there is none."""

    async def separate(self, one: Visitor, other: Visitor) -> Sequence[Fact]:
        """Keep two people apart, in all their windows, from now on."""

    async def block(self, owner: str) -> Sequence[Fact]:
        """Take a person out of every pair and queue; it is known as blocked from now on."""

    async def unblock(self, owner: str) -> None: ...

    async def lose(self, peer_id: str, *, went_away: bool) -> Sequence[Fact]:
        """Note that a visitor's transport is lost, but may come back under the same id.

        The pair is kept for a while, unless the visitor went away on purpose.
        """

    async def recover(self, peer_id: str) -> Sequence[Fact]:
        """Note that a lost visitor is back."""

    async def lapse(self) -> Sequence[Fact]:
        """Queue those who have been alone, and end the pairs of those who were lost, for long.

        Who is alone and lost is alone from its return on, when it hears of it.
        """

    async def online_if_changed(self) -> Sequence[str] | None:
        """Return who is online, by id, if that has changed since this was last asked."""


def body_of(signal: Signal) -> Raw:
    """Return what a signal carries, as it came."""
    match signal:
        case OfferToPartner(offer=body) | AnswerPartner(answer=body):
            return body
        case SendCandidate(candidate=body):
            return body
