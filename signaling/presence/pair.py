"""Two partners: who is ready, what was offered and not answered, what they wrote.

Clients say that they are ready before they listen, and say it again; so an offer that is not
answered yet is kept, with its candidates, for a partner that may have missed it.
"""

from collections import deque
from collections.abc import Sequence

from signaling.pairing.commands import AnswerPartner, OfferToPartner, SendCandidate
from signaling.presence.pairs import Line, Ready, Signal, body_of

# A browser makes about 20 candidates of 200 bytes; what goes beyond this is not kept.
_MOST_CANDIDATES = 64
_MOST_CANDIDATE_BYTES = 32 * 1024


class Pair:
    def __init__(self, first_id: str, second_id: str, most_lines: int) -> None:
        self.peer_ids = (first_id, second_id)
        self.lines: deque[Line] = deque(maxlen=most_lines)
        self._ready: set[str] = set()
        self._unanswered: dict[str, _Unanswered] = {}
        self._is_answered = False

    def partner_of(self, peer_id: str) -> str:
        first_id, second_id = self.peer_ids
        return second_id if peer_id == first_id else first_id

    def ready(self, peer_id: str) -> Ready:
        """Note that one is ready; both ready and nothing answered, the lower id is to offer."""
        self._ready.add(peer_id)
        partner_id = self.partner_of(peer_id)
        missed = self._unanswered.get(partner_id)
        is_offer_wanted = len(self._ready) == len(self.peer_ids) and not self._is_answered
        return Ready(
            partner_id=partner_id,
            unanswered=missed.signals() if missed else (),
            offerer_id=min(self.peer_ids) if is_offer_wanted else None,
        )

    def signal(self, peer_id: str, signal: Signal) -> None:
        match signal:
            case OfferToPartner():
                self._unanswered.setdefault(peer_id, _Unanswered()).offer = signal
            case AnswerPartner():
                self._unanswered.pop(self.partner_of(peer_id), None)
                self._is_answered = True
            case SendCandidate() if (offered := self._unanswered.get(peer_id)) is not None:
                offered.add(signal)


class _Unanswered:
    """The newest offer of one side; candidates of an earlier one may belong to it as well."""

    def __init__(self) -> None:
        self.offer: OfferToPartner | None = None
        self._candidates: list[SendCandidate] = []
        self._candidate_bytes = 0

    def add(self, candidate: SendCandidate) -> None:
        size = len(memoryview(body_of(candidate)))
        if len(self._candidates) == _MOST_CANDIDATES:
            return
        if self._candidate_bytes + size <= _MOST_CANDIDATE_BYTES:
            self._candidates.append(candidate)
            self._candidate_bytes += size

    def signals(self) -> Sequence[Signal]:
        return () if self.offer is None else (self.offer, *self._candidates)
