"""Pairs of peers that exchange descriptions and ICE candidates, for clients that need an order.

A peer can use the candidates of a connection only after its session description. If a client sends
candidates before the description, or drops candidates that arrive too early, the store holds them
until the description is sent. It knows only the pairs of such clients, and forgets a pair when one
of the two peers leaves its seat. It does not parse candidates.
"""

from collections.abc import Sequence

# A browser makes about 20 candidates of 200 bytes for one connection. Those beyond these limits are
# dropped: in a full room, one client could otherwise fill megabytes of memory.
MOST_HELD = 64
MOST_HELD_BYTES = 16 * 1024


class NegotiatedPeers:
    """Every method is one atomic step, and a candidate is returned as it was given.

    Every entry has the sender's and the target's peer id as its key.
    """

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], list[bytes]] = {}
        self._described: set[tuple[str, str]] = set()
        self._foreseen: set[tuple[str, str]] = set()
        self._reversed: set[tuple[str, str]] = set()
        self._partners: dict[str, set[str]] = {}

    def hold(self, sender_id: str, target_id: str, candidate: bytes) -> bool:
        """Keep a candidate until its sender sends a description to the target.

        Returns False, and keeps nothing, if the sender has already sent one.
        """
        if (sender_id, target_id) in self._described:
            return False
        if (sender_id, target_id) in self._reversed:
            return True
        self._meet(sender_id, target_id)
        held = self._held.setdefault((sender_id, target_id), [])
        if len(held) < MOST_HELD and sum(map(len, held), len(candidate)) <= MOST_HELD_BYTES:
            held.append(candidate)
        return True

    def describe(self, sender_id: str, target_id: str) -> Sequence[bytes]:
        """Note that the sender sent a description to the target; return the held candidates."""
        self._meet(sender_id, target_id)
        if (target_id, sender_id) in self._foreseen:
            # These candidates belong to the target's expected offer, which is no longer needed.
            self._held.pop((target_id, sender_id), None)
        self._described.add((sender_id, target_id))
        return self._held.pop((sender_id, target_id), [])

    def may_reverse(self, sender_id: str, target_id: str) -> bool:
        """Tell whether none of the two has sent a description, and no offer was reversed before."""
        pair, back = (sender_id, target_id), (target_id, sender_id)
        return pair not in self._reversed and self._described.isdisjoint((pair, back))

    def reverse(self, sender_id: str, target_id: str) -> bool:
        """Note that the target offers in place of the sender.

        Returns False if `may_reverse` does. The sender's candidates are dropped until the sender
        sends a description.
        """
        pair = (sender_id, target_id)
        if not self.may_reverse(sender_id, target_id):
            return False
        self._meet(sender_id, target_id)
        self._reversed.add(pair)
        self._held.pop(pair, None)
        return True

    def foresee(self, sender_id: str, target_id: str) -> None:
        """Note that the sender will offer by itself, although the target has to offer."""
        self._meet(sender_id, target_id)
        self._foreseen.add((sender_id, target_id))

    def is_superseded(self, sender_id: str, target_id: str) -> bool:
        """Tell whether the sender's offer was foreseen and the target sent a description first.

        The expected offer is forgotten: a second call returns False.
        """
        if (sender_id, target_id) not in self._foreseen:
            return False
        self._foreseen.remove((sender_id, target_id))
        return (target_id, sender_id) in self._described

    def is_empty(self) -> bool:
        return not self._partners

    def forget(self, peer_id: str) -> None:
        """Forget every pair of a peer that left its seat."""
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
