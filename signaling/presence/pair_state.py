"""The signaling state of one pair: readiness, unanswered offers, and chat messages.

The module knows the two peer ids; it does not know the visitors or the queue. Clients report that
they are ready before they listen to events, and report it again. Therefore an unanswered offer is
kept, with its candidates, for a partner that may have missed it.
"""

from collections import deque
from collections.abc import Sequence

from signaling.presence.pair_records import ChatLine, PairSignal, Ready

# A browser makes about 20 candidates of 200 bytes. Candidates beyond these limits are not kept.
_MOST_CANDIDATES = 64
_MOST_CANDIDATE_BYTES = 32 * 1024


class PairState:
    def __init__(self, first_id: str, second_id: str, most_lines: int) -> None:
        self.peer_ids = (first_id, second_id)
        self.lines: deque[ChatLine] = deque(maxlen=most_lines)
        self._ready: set[str] = set()
        self._unanswered: dict[str, _Unanswered] = {}
        self._is_answered = False

    def partner_of(self, peer_id: str) -> str:
        first_id, second_id = self.peer_ids
        return second_id if peer_id == first_id else first_id

    def ready(self, peer_id: str) -> Ready:
        """Note that a peer is ready.

        If both peers are ready and no offer was answered, the peer with the lower id has to offer.
        """
        self._ready.add(peer_id)
        partner_id = self.partner_of(peer_id)
        missed = self._unanswered.get(partner_id)
        is_offer_wanted = len(self._ready) == len(self.peer_ids) and not self._is_answered
        return Ready(
            partner_id=partner_id,
            unanswered=missed.signals() if missed else (),
            offerer_id=min(self.peer_ids) if is_offer_wanted else None,
        )

    def signal(self, peer_id: str, signal: PairSignal) -> None:
        """Note a description or a candidate that a peer sends to its partner."""
        match signal.kind:
            case "offer":
                self._unanswered.setdefault(peer_id, _Unanswered()).offer = signal
            case "answer":
                self._unanswered.pop(self.partner_of(peer_id), None)
                self._is_answered = True
            case "candidate":
                if (offered := self._unanswered.get(peer_id)) is not None:
                    offered.add(signal)


class _Unanswered:
    """The newest unanswered offer of one peer, and the candidates sent since the first one.

    Candidates that were sent for an earlier offer may belong to the newest one too.
    """

    def __init__(self) -> None:
        self.offer: PairSignal | None = None
        self._candidates: list[PairSignal] = []
        self._candidate_bytes = 0

    def add(self, candidate: PairSignal) -> None:
        size = memoryview(candidate.body).nbytes
        if len(self._candidates) == _MOST_CANDIDATES:
            return
        if self._candidate_bytes + size <= _MOST_CANDIDATE_BYTES:
            self._candidates.append(candidate)
            self._candidate_bytes += size

    def signals(self) -> Sequence[PairSignal]:
        return () if self.offer is None else (self.offer, *self._candidates)
