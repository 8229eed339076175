"""Where each seat, knock and peer is to be found among the rooms in session.

Every register agrees with the sessions after each call: a room is registered while it has a seat or
a knock, a peer while it sits, waits, or is expected on the seat it was admitted to.
"""

from signaling.presence.records import Knock, Seat
from signaling.presence.session import Session


class Registers:
    def __init__(self) -> None:
        self.sessions: dict[str, Session] = {}
        self.expected_seats: dict[str, str] = {}
        """By peer: the seat it was admitted to and is about to sit on."""
        self.lost_while_expected: set[str] = set()
        self._rooms_of_seats: dict[str, str] = {}
        self._rooms_of_knocks: dict[str, str] = {}
        self._seats_of_peers: dict[str, str] = {}
        self._knocks_of_peers: dict[str, str] = {}

    def session_of_seat(self, seat_id: str) -> Session | None:
        room_id = self._rooms_of_seats.get(seat_id)
        return None if room_id is None else self.sessions[room_id]

    def session_of_knock(self, knock_id: str) -> Session | None:
        room_id = self._rooms_of_knocks.get(knock_id)
        return None if room_id is None else self.sessions[room_id]

    def seat(self, seat_id: str) -> Seat | None:
        session = self.session_of_seat(seat_id)
        return None if session is None else session.seats[seat_id]

    def seat_of_peer(self, peer_id: str) -> Seat | None:
        seat_id = self._seats_of_peers.get(peer_id)
        return None if seat_id is None else self.seat(seat_id)

    def knock_of_peer(self, peer_id: str) -> Knock | None:
        knock_id = self._knocks_of_peers.get(peer_id)
        if knock_id is None or (session := self.session_of_knock(knock_id)) is None:
            return None
        return session.knocks[knock_id]

    def open(self, session: Session) -> None:
        self.sessions[session.room.id] = session

    def put_seat(self, seat: Seat) -> Seat:
        """Store a seat of a room in session, new or changed; its peer is found by it."""
        session = self.sessions[seat.room_id]
        before = session.seats.get(seat.id)
        if before is not None and before.peer_id is not None and before.peer_id != seat.peer_id:
            del self._seats_of_peers[before.peer_id]
        if seat.peer_id is not None:
            self._seats_of_peers[seat.peer_id] = seat.id
        self._rooms_of_seats[seat.id] = seat.room_id
        return session.put_seat(seat)

    def remove_seat(self, seat_id: str) -> Seat:
        session = self.sessions[self._rooms_of_seats.pop(seat_id)]
        seat = session.remove_seat(seat_id)
        if seat.peer_id is not None:
            del self._seats_of_peers[seat.peer_id]
        self._close_if_empty(session)
        return seat

    def put_knock(self, knock: Knock) -> Knock:
        """Store a knock, new or changed; of one person the newest peer waits."""
        session = self.sessions[knock.seat.room_id]
        before = session.knocks.get(knock.id)
        if before is not None:
            self._knocks_of_peers.pop(before.peer_id, None)
        self._knocks_of_peers[knock.peer_id] = knock.id
        self._rooms_of_knocks[knock.id] = knock.seat.room_id
        return session.put_knock(knock)

    def remove_knock(self, knock_id: str) -> Knock:
        session = self.sessions[self._rooms_of_knocks.pop(knock_id)]
        knock = session.remove_knock(knock_id)
        self._knocks_of_peers.pop(knock.peer_id, None)
        self._close_if_empty(session)
        return knock

    def forget_expected(self, peer_id: str) -> None:
        self.expected_seats.pop(peer_id, None)
        self.lost_while_expected.discard(peer_id)

    def _close_if_empty(self, session: Session) -> None:
        if session.is_empty():
            self.sessions.pop(session.room.id, None)
