"""The commands of visitors of random pairs: the server connects two who don't know each other.

Pairs have no room, no host and no history. `presence.pairs` knows the waiting visitors and the
pairs, and `actions.pairs` has the actions. The last lines of chat are kept only for as long as a
report may need them.
"""

from typing import Annotated

from msgspec import Meta, Raw

from signaling.protocol.bodies import check_candidate, check_description
from signaling.protocol.commands.command import Command
from signaling.protocol.commands.fields import PeerId


class GoOnline(Command, frozen=True, kw_only=True):
    """Become a visitor, and be counted; the server runs this command for each new connection."""


class FindPartner(Command, frozen=True, kw_only=True):
    """Leave the current partner, if any, and wait for another one.

    Clients send an e-mail address, which the server ignores. Without `with_video`, the last choice
    of this connection applies; the initial choice is text.
    """

    email: Annotated[str, Meta(max_length=320)] | None = None
    with_video: bool | None = None


class FindNextPartner(Command, frozen=True, kw_only=True):
    """Leave the current partner, and wait for another one."""


class WriteToPartner(Command, frozen=True, kw_only=True):
    text: Annotated[str, Meta(max_length=8000)]


class BecomeReady(Command, frozen=True, kw_only=True):
    """Declare that the client handles offers from now on.

    Some clients send this too early, and send it again.
    """


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
    """Report the current or else the last partner; the server never pairs the two again.

    A `partner_id` must be the socket id of this partner, so that a client can't report a new
    partner by mistake.
    """

    partner_id: PeerId | None = None
    reason: Annotated[str, Meta(max_length=1000)] = ""


class GetPairIceServers(Command, frozen=True, kw_only=True):
    """Get the ICE servers for the connection to the partner."""
