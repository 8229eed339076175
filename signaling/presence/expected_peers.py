"""Peers that were admitted from the waiting room and have not sat down on their seat yet.

A knock became the seat, and its peer is expected there until it sits down, goes, or asks for
something else. Then the seat stays, and no longer expects a peer.
"""

from signaling.presence.records import Knock


class ExpectedPeers:
    def __init__(self) -> None:
        self._seats_of_peers: dict[str, str] = {}
        self._knocks_of_seats: dict[str, Knock] = {}
        self._lost: set[str] = set()

    def is_empty(self) -> bool:
        return not (self._seats_of_peers or self._knocks_of_seats or self._lost)

    def expect(self, knock: Knock) -> None:
        """Note that a knock became a seat, and that its peer, if any, is about to sit there."""
        self._knocks_of_seats[knock.id] = knock
        if not knock.peer_id:
            return
        self._seats_of_peers[knock.peer_id] = knock.id
        if knock.is_away:
            self._lost.add(knock.peer_id)

    def seat_of(self, peer_id: str) -> str | None:
        """Return the id of the seat on which a peer is expected."""
        return self._seats_of_peers.get(peer_id)

    def original_knock(self, seat_id: str) -> Knock | None:
        """Return the knock that became this seat; None after a peer has sat on it."""
        return self._knocks_of_seats.get(seat_id)

    def expected_knock(self, seat_id: str) -> Knock | None:
        """Return the knock that became this seat; None if its peer is not expected there."""
        knock = self._knocks_of_seats.get(seat_id)
        is_expected = knock is not None and self._seats_of_peers.get(knock.peer_id) == seat_id
        return knock if is_expected else None

    def is_lost(self, peer_id: str) -> bool:
        """Tell whether an expected peer has lost its transport."""
        return peer_id in self._lost

    def note_transport(self, peer_id: str, *, is_lost: bool) -> bool:
        """Note that an expected peer lost or recovered its transport; return False for others."""
        if peer_id not in self._seats_of_peers:
            return False
        (self._lost.add if is_lost else self._lost.discard)(peer_id)
        return True

    def forget_peer(self, peer_id: str) -> None:
        """Expect a peer nowhere."""
        self._seats_of_peers.pop(peer_id, None)
        self._lost.discard(peer_id)

    def forget_seat(self, seat_id: str) -> str | None:
        """Forget the knock that became this seat; return the peer that was expected there."""
        knock = self.expected_knock(seat_id)
        self._knocks_of_seats.pop(seat_id, None)
        if knock is None:
            return None
        self.forget_peer(knock.peer_id)
        return knock.peer_id
