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

    async def foresee(self, sender_id: str, target_id: str) -> None:
        """Note that the sender will offer by itself, though it is the target that has to."""

    async def is_superseded(self, sender_id: str, target_id: str) -> bool:
        """Tell, once, whether an offer of the sender was foreseen and the target was quicker."""


class MemoryAcquaintances:
    """See `Acquaintances`. Everything is found by the sender, and then by the target."""

    def __init__(self) -> None:
        self._held: dict[str, dict[str, list[bytes]]] = {}
        self._described: dict[str, set[str]] = {}
        self._foreseen: dict[str, set[str]] = {}

    async def hold(self, sender_id: str, target_id: str, candidate: bytes) -> bool:
        if target_id in self._described.get(sender_id, ()):
            return False
        held = self._held.setdefault(sender_id, {}).setdefault(target_id, [])
        if len(held) < MOST_HELD:
            held.append(candidate)
        return True

    async def describe(self, sender_id: str, target_id: str) -> Sequence[bytes]:
        if sender_id in self._foreseen.get(target_id, ()):
            # These belong to the offer that is not needed any more.
            self._held.get(target_id, {}).pop(sender_id, None)
        self._described.setdefault(sender_id, set()).add(target_id)
        return self._held.get(sender_id, {}).pop(target_id, [])

    async def foresee(self, sender_id: str, target_id: str) -> None:
        self._foreseen.setdefault(sender_id, set()).add(target_id)

    async def is_superseded(self, sender_id: str, target_id: str) -> bool:
        foreseen = self._foreseen.get(sender_id, set())
        if target_id not in foreseen:
            return False
        foreseen.discard(target_id)
        return sender_id in self._described.get(target_id, ())

    def is_empty(self) -> bool:
        return not (self._held or self._described or self._foreseen)

    def forget(self, peer_id: str) -> None:
        """Forget a peer that left its seat, and what others had for it."""
        for of_senders in (self._held, self._described, self._foreseen):
            of_senders.pop(peer_id, None)
        for held in self._held.values():
            held.pop(peer_id, None)
        for peers in (*self._described.values(), *self._foreseen.values()):
            peers.discard(peer_id)
