"""Visitors who wait for a random partner, and the pairs of visitors.

Pairs know visitors by their peer id and by their owner (the person); they know no sockets, user
accounts or database rows. A visitor has at most one partner, and the relation is mutual. A visitor
is never paired with another window of the same person, with a person to avoid, or while its
transport is lost.

    come ──▶ idle ──seek──▶ waiting ──────paired──────▶ together
                               ▲                           │ the partner goes, asks for the next,
                               │                           ▼ or is lost for too long
                               └──seek, or by itself──── alone

A waiting visitor is paired with the oldest one that has the same wish (video or text), or else with
the oldest one that has the other wish. Visitors are paired as soon as possible, therefore no two
waiting visitors can be paired with each other. Two visitors who have just left each other are
paired again only if there is no other choice.
"""

from collections.abc import Sequence
from typing import Protocol

import msgspec
from msgspec import Raw

from signaling.protocol.pairs.commands import AnswerPartner, OfferToPartner, SendCandidate

Signal = OfferToPartner | AnswerPartner | SendCandidate


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """One peer, its person, and the people it must not be paired with.

    `owner` identifies the person, and `avoids` has the owners of other people. `email` is the
    account's address, or "" for a guest. A visitor whose partner left is queued after
    `queued_after_seconds`, or after PAIRING_ALONE_SECONDS if that is None.
    """

    peer_id: str
    owner: str
    email: str = ""
    avoids: frozenset[str] = frozenset()
    is_blocked: bool = False
    queued_after_seconds: float | None = None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A message between two partners; `sent_at` is a time in ISO 8601."""

    sender_id: str
    text: str
    sent_at: str


class Queued(msgspec.Struct, frozen=True):
    """A visitor now waits for a partner."""

    peer_id: str


class Paired(msgspec.Struct, frozen=True):
    """Two visitors are now partners."""

    first_id: str
    second_id: str
    with_video: bool


class Parted(msgspec.Struct, frozen=True):
    """A visitor has lost its partner, and must be told so."""

    peer_id: str
    partner_id: str


Fact = Queued | Paired | Parted


class Together(msgspec.Struct, frozen=True):
    """A visitor, its current or last partner, and the messages between them."""

    visitor: Visitor
    partner: Visitor
    lines: Sequence[Line]


class Ready(msgspec.Struct, frozen=True):
    """The result of `Pairs.ready`.

    `unanswered` are the partner's offer and candidates that the visitor may have missed.
    `offerer_id` is the visitor that has to make an offer, if any.
    """

    partner_id: str
    unanswered: Sequence[Signal]
    offerer_id: str | None


class Pairs(Protocol):
    """The store. Every method is one atomic step, and no method raises for an unknown id.

    Facts are returned in the order in which clients must be told of them.
    """

    async def come(self, visitor: Visitor) -> None: ...

    async def go(self, peer_id: str) -> Sequence[Fact]:
        """Remove a visitor; its partner becomes alone."""

    def visitor(self, peer_id: str) -> Visitor | None: ...

    def has_sought(self, peer_id: str) -> bool:
        """Tell whether a visitor has ever asked for a partner."""

    async def seek(self, peer_id: str, *, wants_video: bool | None) -> Sequence[Fact]:
        """Leave the current partner, if any, and wait for another one.

        If `wants_video` is None, the last wish applies; the first wish is text. A visitor that
        already waits keeps its place unless the wish changes. Raises WaitsElsewhere.
        """

    def together(self, peer_id: str) -> Together | None:
        """Return a visitor with its partner and their messages; None if it has no partner."""

    def last_together(self, peer_id: str) -> Together | None:
        """Return a visitor with its partner, or else with its last partner."""

    async def write(self, peer_id: str, line: Line) -> str | None:
        """Note a message and return the partner's id; None if there is no partner."""

    async def ready(self, peer_id: str) -> Ready | None:
        """Note that a visitor listens to offers; return None if it has no partner."""

    async def signal(self, peer_id: str, signal: Signal) -> str | None:
        """Note a signal and return the partner's id; None if there is no partner."""

    async def separate(self, one: Visitor, other: Visitor) -> Sequence[Fact]:
        """End the pairs of two people in all their windows, and never pair them again."""

    async def block(self, owner: str) -> Sequence[Fact]:
        """Remove a person's visitors from every pair and queue, and mark them as blocked."""

    async def unblock(self, owner: str) -> None: ...

    async def lose(self, peer_id: str, *, went_away: bool) -> Sequence[Fact]:
        """Note that a visitor's transport is lost; the visitor may come back with the same id.

        The pair is kept for PAIRING_HOLD_SECONDS, or ends at once if the visitor went away on
        purpose (`went_away`).
        """

    async def recover(self, peer_id: str) -> Sequence[Fact]:
        """Note that a lost visitor is back."""

    async def lapse(self) -> Sequence[Fact]:
        """Queue visitors who have been alone, and end pairs of lost visitors, if their time is up.

        The time alone of a lost visitor starts again when it comes back, because only then is it
        told that it is alone.
        """

    async def online_if_changed(self) -> Sequence[str] | None:
        """Return the ids of the visitors that are online, or None if they have not changed.

        The changes are those since the last call.
        """


def body_of(signal: Signal) -> Raw:
    """Return the body of a signal, unchanged."""
    match signal:
        case OfferToPartner(offer=body) | AnswerPartner(answer=body):
            return body
        case SendCandidate(candidate=body):
            return body
