"""What a visitor of the random pairs asks for; see `signaling.commands` for the rules."""

from typing import Annotated

from msgspec import Meta, Raw

from signaling.bodies import check_candidate, check_description
from signaling.commands import Command, PeerId


class GoOnline(Command, frozen=True, kw_only=True):
    """Be known and counted: what a connection asks for by coming."""


class FindPartner(Command, frozen=True, kw_only=True):
    """Wait for a partner, leaving the one there is.

    Clients claim an e-mail address, which is never believed. Without `with_video` the last wish
    of this connection stands, at first text.
    """

    email: Annotated[str, Meta(max_length=320)] | None = None
    with_video: bool | None = None


class FindNextPartner(Command, frozen=True, kw_only=True):
    """Leave the partner and wait for another."""


class WriteToPartner(Command, frozen=True, kw_only=True):
    text: Annotated[str, Meta(max_length=8000)]


class BecomeReady(Command, frozen=True, kw_only=True):
    """Say that offers are listened to from now on; some clients say so too early, and again."""


class OfferToPartner(Command, frozen=True, kw_only=True):
    offer: Raw

    def __post_init__(self) -> None:
        check_description(self.offer)


class AnswerPartner(Command, frozen=True, kw_only=True):
    answer: Raw

    def __post_init__(self) -> None:
        check_description(self.answer)


class SendCandidate(Command, frozen=True, kw_only=True):
    """`candidate` is null or empty at the end of candidates."""

    candidate: Raw

    def __post_init__(self) -> None:
        check_candidate(self.candidate)


class ReportPartner(Command, frozen=True, kw_only=True):
    """Report the partner there is, or the one who was there last, and be paired no more.

    A `partner_id` must be theirs, so that nobody is reported who has come meanwhile.
    """

    partner_id: PeerId | None = None
    reason: Annotated[str, Meta(max_length=1000)] = ""


class GetPairIceServers(Command, frozen=True, kw_only=True):
    """Ask for what a connection to the partner needs."""
