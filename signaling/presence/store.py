"""The current state of all rooms in session, in the memory of one process.

`Presence` connects the parts and has the steps that concern several of them: the places of peers.
No step awaits anything; therefore every step is atomic on one event loop.
"""

import time
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from signaling.presence.admission import Admission
from signaling.presence.elapsed_deadlines import ElapsedDeadlines
from signaling.presence.hosts import Hosts
from signaling.presence.indexes import Indexes
from signaling.presence.media import Media
from signaling.presence.negotiated_peers import NegotiatedPeers
from signaling.presence.outdated import OutdatedRows
from signaling.presence.pairs import Pairs
from signaling.presence.records import Knock, Room, Seat
from signaling.presence.rejoins import Rejoins
from signaling.presence.results import Closed, DeadlineChanges, Released, Sat
from signaling.presence.rooms import Rooms
from signaling.presence.seat_deadlines import SeatDeadlines
from signaling.presence.seat_state import SeatStates
from signaling.presence.seats import Seats
from signaling.presence.snapshots import Snapshots
from signaling.presence.typing_peers import TypingPeers
from signaling.presence.waiting_room import WaitingRooms


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Presence:
    """The store. No method raises for an unknown id. Times are monotonic seconds of `clock`."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.now = clock
        self.pairs = Pairs(clock)
        """The random pairs, which have no room."""
        self.negotiated_peers = NegotiatedPeers()
        self._outdated = OutdatedRows(clock)
        self._indexes = Indexes(self.negotiated_peers, self._outdated)
        # Not a method of this class: it would be one more call for each relayed message.
        self.seat_of = self._indexes.seat_of_peer
        self._deadlines = SeatDeadlines()
        self.rooms = Rooms(self._indexes, self._outdated, clock)
        self.hosts = Hosts(self._indexes, clock)
        self._seats = Seats(self._indexes, self._deadlines, self.hosts, clock)
        self.rejoins = Rejoins(self._indexes, self._deadlines, clock)
        self.seat_states = SeatStates(self._indexes, wall_clock)
        self.media = Media(self._indexes)
        self.typing = TypingPeers(self._indexes, self._deadlines, clock)
        self.waiting_rooms = WaitingRooms(self._indexes, self._seats, self.hosts, clock)
        self.admission = Admission(
            self._indexes, self._seats, self.waiting_rooms, self._outdated, clock
        )
        self.snapshots = Snapshots(
            self._indexes, self._seats, self.waiting_rooms, self.hosts, clock
        )

    def is_empty(self) -> bool:
        """Tell whether the store holds nothing about any room, seat, knock or peer."""
        parts = (
            self._indexes,
            self._deadlines,
            self.hosts,
            self.waiting_rooms,
            self.negotiated_peers,
        )
        return all(part.is_empty() for part in parts)

    def room(self, room_id: str) -> Room | None:
        state = self._indexes.states.get(room_id)
        return state.room if state else None

    def seat(self, seat_id: str) -> Seat | None:
        return self._indexes.seat(seat_id)

    def knock_of(self, peer_id: str) -> Knock | None:
        return self._indexes.knock_of_peer(peer_id)

    def place_of(self, peer_id: str) -> Seat | None:
        """Return the seat on which a peer sits or is expected, or for which it waits."""
        if (seat := self.seat_of(peer_id)) is not None:
            return seat
        if (knock := self.knock_of(peer_id)) is not None:
            return knock.seat
        seat_id = self._indexes.expected.seat_of(peer_id)
        return None if seat_id is None else self._indexes.seat(seat_id)

    def guest_with_key(self, room_id: str, return_key: str) -> str | None:
        """Return the owner of the guest's seat or knock with this key; None if there is none."""
        state = self._indexes.states.get(room_id)
        return None if state is None or not return_key else state.guest_with_key(return_key)

    def seats(self, room_id: str) -> Sequence[Seat]:
        """Return the seats with a peer, including lost peers, in the order they were taken."""
        return [seat for seat in self.all_seats(room_id) if seat.peer_id is not None]

    def all_seats(self, room_id: str) -> Sequence[Seat]:
        """Return every seat of the room, including held and arriving ones."""
        state = self._indexes.states.get(room_id)
        return list(state.seats.values()) if state else []

    def knocks(self, room_id: str) -> Sequence[Knock]:
        """Return the unanswered knocks of a room, longest waiting first."""
        return self.waiting_rooms.knocks(room_id)

    def sit(
        self,
        seat_id: str,
        peer_id: str,
        protocol: str,
        *,
        knows_seats: bool = False,
        has_two_pictures: bool = False,
        knows_media_server: bool = False,
        expected: bool = False,
        ready_seconds: float = 0,
        listens_seconds: float = 0,
        return_key: str = "",
        previous_ids: Collection[str] = (),
    ) -> Sat | None:
        """Put a peer on a seat: it is visible at once, and ready after `ready_seconds`.

        Returns None if the seat is gone. After `listens_seconds` the seat appears in
        `DeadlineChanges.listening`; with 0 it never does. A seat of the same peer in another room
        is released. If no peer has sat on this seat before, this step lets the person in: it raises
        RowsOutdated if the room's lock or rules, or any person's removal or this person's role, has
        changed since the rows were read by which the seat was given.

        A shared screen stays shared if the seat's peer is the same page, i.e. has one of
        `previous_ids`. Another page has to share it again. A microphone, a camera or a screen that
        the rules of the room do not allow any more is off.

        With `expected`, the peer sits down only if the seat still expects it after an admission,
        i.e. the peer has neither gone nor asked for something else since then.
        """
        before = self._indexes.seat(seat_id)
        if before is None or (expected and self._indexes.expected.seat_of(peer_id) != seat_id):
            return None
        self.admission.check_arrival(before)
        left = self._leave_another_room(peer_id, seat_id)
        # A peer that sits down, for the first time or again, makes new connections to all others.
        self.negotiated_peers.forget(peer_id)
        sat = self._seats.sit(
            before,
            peer_id,
            protocol,
            knows_seats=knows_seats,
            has_two_pictures=has_two_pictures,
            knows_media_server=knows_media_server,
            ready_seconds=ready_seconds,
            listens_seconds=listens_seconds,
            return_key=return_key or before.return_key,
            previous_ids=previous_ids,
        )
        waited = self._indexes.expected.forget_seat(seat_id)
        return replace(sat, left=left, moved=waited)

    def confirm(self, seat_id: str) -> None:
        """Mark a seat as stored and decided by a host: `sit` does not check it again."""
        if (seat := self._indexes.seat(seat_id)) is not None:
            self._indexes.put_seat(replace(seat, arrives_as_of=None))

    def prolong_expectation(self, seat_id: str, hold_seconds: float) -> None:
        """Hold a seat for `hold_seconds` from now if an admitted peer is expected on it."""
        if self._indexes.expected.expected_knock(seat_id) is not None:
            self._deadlines.held_until.set(seat_id, self.now() + hold_seconds)

    def lose(
        self, peer_id: str, hold_seconds: float, departed_seconds: float | None = None
    ) -> Seat | Knock | None:
        """Note that a peer's transport is lost; return its seat or knock as it was before.

        Returns None if the peer has neither, or is already marked as lost. Clients that don't know
        seats are told after `departed_seconds`, or after DEPARTED_SECONDS if that is None.
        """
        if self._indexes.expected.note_transport(peer_id, is_lost=True):
            return None
        if (knock := self._indexes.knock_of_peer(peer_id)) is not None:
            return self.waiting_rooms.lose(knock)
        seat = self._indexes.seat_of_peer(peer_id)
        if seat is None or seat.is_lost:
            return None
        self._seats.lose(seat, hold_seconds, departed_seconds)
        return seat

    def recover(self, peer_id: str, rejoin_seconds: float = 0) -> Seat | Knock | None:
        """Note that a lost peer is back; return its seat or knock as it was while lost.

        If the peer was shown as departed and does not know seats, it is expected to sit down again
        within `rejoin_seconds`; with 0 nothing is expected. See `DeadlineChanges.not_rejoined`.
        """
        if self._indexes.expected.note_transport(peer_id, is_lost=False):
            return None
        if (knock := self._indexes.knock_of_peer(peer_id)) is not None:
            return self.waiting_rooms.recover(knock)
        seat = self._indexes.seat_of_peer(peer_id)
        if seat is None or not seat.is_lost:
            return None
        self._seats.recover(seat, rejoin_seconds)
        return seat

    def hold(self, peer_id: str, seconds: float) -> Seat | None:
        """Take the peer off its seat and hold the seat; return None if the peer has no seat."""
        self._indexes.expected.forget_peer(peer_id)
        seat = self._indexes.seat_of_peer(peer_id)
        if seat is not None:
            self._seats.hold(seat, seconds)
        return seat

    def release(self, seat_id: str) -> Released | None:
        """Remove a seat, and the room with its last seat; return None if the seat is gone."""
        state = self._indexes.state_of_seat(seat_id)
        if state is None:
            return None
        is_last = len(state.seats) == 1
        expected = self._indexes.expected.expected_knock(seat_id)
        expected_peer_id = None if expected is None else expected.peer_id
        was_in_spotlight = state.spotlight == seat_id
        seat = self._seats.remove(seat_id)
        ended_knocks = self.waiting_rooms.end_all(state) if is_last else ()
        return Released(seat, ended_knocks, expected_peer_id, was_in_spotlight)

    def release_unused(self, seat_id: str) -> None:
        """Remove a seat that is not confirmed and on which no peer has sat.

        No knock ends. If the person waited for this seat, the person waits again in the
        same place, and counts as away if its peer has gone in the meantime.
        """
        seat = self._indexes.seat(seat_id)
        if seat is not None and seat.is_arriving:
            self.waiting_rooms.wait_again(seat)
            self._seats.remove(seat_id)

    def close_room(self, room_id: str) -> Closed:
        """Remove every seat and every knock of a room."""
        state = self._indexes.states.get(room_id)
        if state is None:
            return Closed([], [])
        expected = [self._indexes.expected.expected_knock(seat_id) for seat_id in state.seats]
        seats = [self._seats.remove(seat_id) for seat_id in list(state.seats)]
        waiting = self.waiting_rooms.end_all(state)
        return Closed(seats, [*filter(None, expected), *waiting])

    def apply_deadlines(self) -> DeadlineChanges:
        """Apply every deadline that has passed, and return the changes."""
        now = self.now()
        elapsed = ElapsedDeadlines(self._indexes, self._deadlines, now)
        elapsed.unreachable()
        return DeadlineChanges(
            stopped_typing=elapsed.stopped_typing(),
            listening=elapsed.listening(),
            ready=elapsed.ready(),
            reconnecting=elapsed.reconnecting(),
            departed=elapsed.departed(),
            not_rejoined=elapsed.not_rejoined(),
            expired=[
                released
                for seat_id in elapsed.held_too_long()
                if (released := self.release(seat_id)) is not None
            ],
            unanswered_knocks=self.waiting_rooms.unanswered(now),
            expired_knocks=self.waiting_rooms.expired(now),
            hostless=self.hosts.due(now),
            ended=self.hosts.ended(now),
        )

    def _leave_another_room(self, peer_id: str, seat_id: str) -> Seat | None:
        """Take a peer off any other seat that it has or is expected on; a deadline releases it.

        Returns the seat that the peer had in another room, as it was.
        """
        self._seats.leave_expected(peer_id, seat_id)
        elsewhere = self._indexes.seat_of_peer(peer_id)
        if elsewhere is None or elsewhere.id == seat_id:
            return None
        self._seats.hold(elsewhere, 0)
        return elsewhere
