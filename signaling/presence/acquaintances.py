"""Which peer has described itself to which, for clients that need it in the right order.

Candidates of a connection are of use only after its description; where a client sends them before
that, or drops them, they wait here. Only such clients' pairs are known, and only until one of the
two leaves its seat.
"""

from collections.abc import Sequence
from typing import Protocol

# More than a browser makes for one connection; later ones are dropped.
MOST_HELD = 64


class Acquaintances(Protocol):
    """Every method is one atomic step; a candidate is whatever the caller wants back."""

    async def hold(self, sender_id: str, target_id: str, candidate: bytes) -> bool:
        """Keep a candidate until its sender has described itself; False if it has."""

    async def describe(self, sender_id: str, target_id: str) -> Sequence[bytes]:
        """Note that the sender described itself to the target; return what was held for it."""

    async def reverse(self, sender_id: str, target_id: str) -> bool:
        """Note that the target offers in place of the sender; False if either has offered before.

        What the sender has sent, and sends before it describes itself, is dropped.
        """

    async def foresee(self, sender_id: str, target_id: str) -> None:
        """Note that the sender will offer by itself, though it is the target that has to."""

    async def is_superseded(self, sender_id: str, target_id: str) -> bool:
        """Tell, once, whether an offer of the sender was foreseen and the target was quicker."""


class MemoryAcquaintances:
    """See `Acquaintances`. What is known of two peers is known by sender and target."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], list[bytes]] = {}
        self._described: set[tuple[str, str]] = set()
        self._foreseen: set[tuple[str, str]] = set()
        self._reversed: set[tuple[str, str]] = set()
        self._partners: dict[str, set[str]] = {}

    async def hold(self, sender_id: str, target_id: str, candidate: bytes) -> bool:
        if (sender_id, target_id) in self._described:
            return False
        if (sender_id, target_id) in self._reversed:
            return True
        self._meet(sender_id, target_id)
        held = self._held.setdefault((sender_id, target_id), [])
        if len(held) < MOST_HELD:
            held.append(candidate)
        return True

    async def describe(self, sender_id: str, target_id: str) -> Sequence[bytes]:
        self._meet(sender_id, target_id)
        if (target_id, sender_id) in self._foreseen:
            # These belong to the offer that is not needed any more.
            self._held.pop((target_id, sender_id), None)
        self._described.add((sender_id, target_id))
        return self._held.pop((sender_id, target_id), [])

    async def reverse(self, sender_id: str, target_id: str) -> bool:
        pair, back = (sender_id, target_id), (target_id, sender_id)
        if pair in self._reversed or not self._described.isdisjoint((pair, back)):
            return False
        self._meet(sender_id, target_id)
        self._reversed.add(pair)
        self._held.pop(pair, None)
        return True

    async def foresee(self, sender_id: str, target_id: str) -> None:
        self._meet(sender_id, target_id)
        self._foreseen.add((sender_id, target_id))

    async def is_superseded(self, sender_id: str, target_id: str) -> bool:
        if (sender_id, target_id) not in self._foreseen:
            return False
        self._foreseen.remove((sender_id, target_id))
        return (target_id, sender_id) in self._described

    def is_empty(self) -> bool:
        return not self._partners

    def forget(self, peer_id: str) -> None:
        """Forget a peer that left its seat, and what others had for it."""
        for partner_id in self._partners.pop(peer_id, set()):
            for pair in ((peer_id, partner_id), (partner_id, peer_id)):
                self._held.pop(pair, None)
                self._described.discard(pair)
                self._foreseen.discard(pair)
                self._reversed.discard(pair)
            partners = self._partners[partner_id]
            partners.remove(peer_id)
            if not partners:
                del self._partners[partner_id]

    def _meet(self, peer_id: str, other_id: str) -> None:
        self._partners.setdefault(peer_id, set()).add(other_id)
        self._partners.setdefault(other_id, set()).add(peer_id)
