"""The records of the random pairs: visitors, signals, chat messages, and what has changed.

Every record is immutable.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import Raw


class PairSignal(msgspec.Struct, frozen=True):
    """A session description or an ICE candidate for the partner; `body` is relayed unchanged."""

    kind: Literal["offer", "answer", "candidate"]
    body: Raw


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """One peer, its person, and the people it must not be paired with.

    `owner` identifies the person, and `avoids` has the owners of other people. `email` is the
    account's address, or "" for a guest. A visitor whose partner left is queued after
    `requeue_after_seconds`, or after PAIRING_ALONE_SECONDS if that is None.
    """

    peer_id: str
    owner: str
    email: str = ""
    avoids: frozenset[str] = frozenset()
    is_blocked: bool = False
    requeue_after_seconds: float | None = None


class ChatLine(msgspec.Struct, frozen=True, kw_only=True):
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


PairChange = Queued | Paired | Parted


class Pair(msgspec.Struct, frozen=True):
    """A visitor, its current or last partner, and the messages between them."""

    visitor: Visitor
    partner: Visitor
    lines: Sequence[ChatLine]


class Ready(msgspec.Struct, frozen=True):
    """The result of `Pairs.ready`.

    `unanswered` are the partner's offer and candidates that the visitor may have missed.
    `offerer_id` is the visitor that has to make an offer, if any.
    """

    partner_id: str
    unanswered: Sequence[PairSignal]
    offerer_id: str | None
