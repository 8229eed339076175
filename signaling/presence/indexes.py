"""Indexes that find the room of each seat, knock and peer.

The indexes know ids and the states of rooms; they do not know deadlines or the rules of admission.
Every index agrees with the states after each call. A room is indexed while it has a seat or a
knock, and a peer while it sits, waits, or is expected on the seat that it was admitted to.
"""

from collections.abc import Callable

from signaling.presence.expected_peers import ExpectedPeers
from signaling.presence.negotiated_peers import NegotiatedPeers
from signaling.presence.outdated import OutdatedRows
from signaling.presence.records import Knock, Seat
from signaling.presence.room_state import RoomState

SeatChanged = Callable[[str, str], None]


class Indexes:
    def __init__(self, negotiated_peers: NegotiatedPeers, outdated: OutdatedRows) -> None:
        self._negotiated_peers = negotiated_peers
        self._outdated = outdated
        self.states: dict[str, RoomState] = {}
        self._rooms_of_seats: dict[str, str] = {}
        self._rooms_of_knocks: dict[str, str] = {}
        self._places_of_peers: dict[str, tuple[RoomState, str]] = {}
        self._knocks_of_peers: dict[str, str] = {}
        self.expected = ExpectedPeers()
        self.seat_changed: SeatChanged = _ignore_change
        """Called with the ids of a room and a seat that has changed; see `Media.watch`."""

    def is_empty(self) -> bool:
        return (
            not (
                self.states
                or self._rooms_of_seats
                or self._rooms_of_knocks
                or self._places_of_peers
                or self._knocks_of_peers
            )
            and self.expected.is_empty()
        )

    def state_of_seat(self, seat_id: str) -> RoomState | None:
        room_id = self._rooms_of_seats.get(seat_id)
        return None if room_id is None else self.states[room_id]

    def state_of_knock(self, knock_id: str) -> RoomState | None:
        room_id = self._rooms_of_knocks.get(knock_id)
        return None if room_id is None else self.states[room_id]

    def seat(self, seat_id: str) -> Seat | None:
        state = self.state_of_seat(seat_id)
        return None if state is None else state.seats[seat_id]

    def seat_of_peer(self, peer_id: str) -> Seat | None:
        place = self._places_of_peers.get(peer_id)
        if place is None:
            return None
        state, seat_id = place
        return state.seats[seat_id]

    def knock(self, knock_id: str) -> Knock | None:
        state = self.state_of_knock(knock_id)
        return None if state is None else state.knocks[knock_id]

    def knock_of_peer(self, peer_id: str) -> Knock | None:
        knock_id = self._knocks_of_peers.get(peer_id)
        return None if knock_id is None else self.knock(knock_id)

    def open(self, state: RoomState) -> None:
        self.states[state.room.id] = state

    def put_seat(self, seat: Seat) -> Seat:
        """Store a new or changed seat of a room in session, and index its peer."""
        state = self.states[seat.room_id]
        before = state.seats.get(seat.id)
        if before is not None and before.peer_id != seat.peer_id:
            self._forget_sitting(before.peer_id, seat.id)
        if seat.peer_id is not None:
            self._places_of_peers[seat.peer_id] = state, seat.id
        self._rooms_of_seats[seat.id] = seat.room_id
        state.put_seat(seat)
        self.seat_changed(seat.room_id, seat.id)
        return seat

    def remove_seat(self, seat_id: str) -> Seat:
        state = self.states[self._rooms_of_seats.pop(seat_id)]
        seat = state.remove_seat(seat_id)
        self._forget_sitting(seat.peer_id, seat_id)
        self.expected.forget_seat(seat_id)
        self._close_if_empty(state)
        self.seat_changed(seat.room_id, seat_id)
        return seat

    def put_knock(self, knock: Knock) -> Knock:
        """Store a new or changed knock; only the person's newest peer waits."""
        state = self.states[knock.seat.room_id]
        before = state.knocks.get(knock.id)
        if before is not None:
            _forget(self._knocks_of_peers, before.peer_id, knock.id)
        if knock.peer_id:
            self._knocks_of_peers[knock.peer_id] = knock.id
        self._rooms_of_knocks[knock.id] = knock.seat.room_id
        return state.put_knock(knock)

    def remove_knock(self, knock_id: str) -> Knock:
        state = self.states[self._rooms_of_knocks.pop(knock_id)]
        knock = state.remove_knock(knock_id)
        _forget(self._knocks_of_peers, knock.peer_id, knock_id)
        self._close_if_empty(state)
        return knock

    def _forget_sitting(self, peer_id: str | None, seat_id: str) -> None:
        """Remove a peer from the seat's index entry, unless it has another seat by now."""
        if peer_id is None:
            return
        place = self._places_of_peers.get(peer_id)
        if place is not None and place[1] == seat_id:
            self._negotiated_peers.forget(peer_id)
            del self._places_of_peers[peer_id]

    def _close_if_empty(self, state: RoomState) -> None:
        """Remove the state of a room without seats and knocks; the rows keep its decisions."""
        if state.is_empty():
            self.states.pop(state.room.id, None)
            self._outdated.note(state.room.id)


def _ignore_change(_room_id: str, _seat_id: str) -> None:
    pass


def _forget(index: dict[str, str], peer_id: str | None, place_id: str) -> None:
    """Remove a peer's entry, unless it now points to another place."""
    if peer_id is not None and index.get(peer_id) == place_id:
        del index[peer_id]
