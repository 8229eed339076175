"""The waiting rooms: knocks, and their admission, denial, withdrawal and expiry.

Every method is one atomic step. The module does not know the rules for a person who asks for a
place.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from django.conf import settings
from msgspec.structs import replace

from rooms.refusals import RoomFull
from signaling.presence.admission_rules import check_client, is_full_for
from signaling.presence.deadlines import Deadlines
from signaling.presence.hosts import Hosts
from signaling.presence.indexes import Indexes
from signaling.presence.records import Knock, Room, Seat
from signaling.presence.results import Denied, Knocked
from signaling.presence.room_state import RoomState
from signaling.presence.seats import Seats


class WaitingRooms:
    """Times are seconds of `now`."""

    def __init__(
        self, indexes: Indexes, seats: Seats, hosts: Hosts, now: Callable[[], float]
    ) -> None:
        self._indexes = indexes
        self._seats = seats
        self._hosts = hosts
        self._now = now
        # Keys are knock ids.
        self._away_until = Deadlines()
        self._answered_by = Deadlines()

    def is_empty(self) -> bool:
        return not (self._away_until or self._answered_by)

    def knock(self, state: RoomState, knock: Knock, earlier: Knock | None) -> Knocked:
        """Put a person into the waiting room, in its earlier place if it already waits."""
        self._indexes.open(state)
        if earlier is None:
            return Knocked(self._put(replace(knock, order=self._now())), None)
        self._away_until.clear(earlier.id)
        seat = replace(
            earlier.seat,
            display_name=knock.seat.display_name,
            role=knock.seat.role,
            knows_seats=knock.seat.knows_seats,
            has_two_pictures=knock.seat.has_two_pictures,
            knows_media_server=knock.seat.knows_media_server,
            return_key=knock.seat.return_key,
        )
        again = replace(
            knock,
            seat=seat,
            since=earlier.since,
            order=earlier.order,
            denied_before=earlier.denied_before,
        )
        return Knocked(self._put(again), earlier.peer_id)

    def restore(self, state: RoomState, knock: Knock) -> None:
        """Put a person into the waiting room who waited in an earlier run, or at another worker.

        A person whose peer is not connected any more (`peer_id` is "") is away.
        """
        self._indexes.open(state)
        self._put(replace(knock, is_away=not knock.peer_id, order=self._now()))
        if not knock.peer_id:
            self._expect_back(knock.id)

    def admit(self, knock_id: str, hold_seconds: float, read: Room | None = None) -> Knock | None:
        """Turn a knock into a seat that its peer may `sit` on with `expected`.

        Raises RoomFull, or RoomTooLarge if the client can't use the media server of the room. The
        rules are those of `read`, the room as it was read, or of the room in session if that is
        newer. The caller must `confirm` the seat after storing it, because a host has decided to
        admit the person.
        """
        state = self._indexes.state_of_knock(knock_id)
        if state is None:
            return None
        knock = state.knocks[knock_id]
        newest = max(read or state.room, state.room, key=lambda known: known.as_of)
        check_client(state, newest.rules, knock.seat)
        if is_full_for(state, knock.seat.owner, newest.rules.max_participants):
            raise RoomFull
        seat = replace(knock.seat, since=datetime.now(UTC), arrives_as_of=self._now())
        self._seats.arrive(seat, hold_seconds)
        self.remove(knock_id)
        self._indexes.expected.expect(knock)
        return knock

    def wait_again(self, seat: Seat) -> None:
        """Put the person who waited for this seat back in its place in the waiting room.

        The knock is away if its peer has gone, or has asked for something else, in the meantime.
        """
        knock = self._indexes.expected.original_knock(seat.id)
        if knock is None:
            return
        is_here = self._indexes.expected.expected_knock(seat.id) is not None
        is_away = not is_here or self._indexes.expected.is_lost(knock.peer_id)
        self._put(
            replace(
                knock,
                seat=replace(knock.seat, role=seat.role),
                peer_id=knock.peer_id if is_here else "",
                is_away=is_away,
            )
        )
        if is_away:
            self._expect_back(knock.id)

    def deny(self, knock_id: str) -> Denied | None:
        """End a knock, and remember until the meeting ends that its owner was denied."""
        state = self._indexes.state_of_knock(knock_id)
        if state is None:
            return None
        retry_after_seconds = state.denials.note(state.knocks[knock_id], self._now())
        return Denied(self.remove(knock_id), retry_after_seconds)

    def undo_denial(self, knock: Knock) -> bool:
        """Put the knocker back in its place in the waiting room, and forget this denial.

        Returns False if the meeting is over, or the person already has a seat or knock in the room.
        """
        state = self._indexes.states.get(knock.seat.room_id)
        if state is None:
            return False
        state.denials.undo(knock)
        if state.knows(knock.seat.owner):
            return False
        self._put(knock)
        if knock.is_away:
            self._expect_back(knock.id)
        return True

    def end(self, knock_id: str) -> None:
        """End a knock whose peer now has another place."""
        if self._indexes.knock(knock_id) is not None:
            self.remove(knock_id)

    def withdraw(self, peer_id: str) -> Knock | Seat | None:
        """End the peer's knock and return it, or return the seat that expected the peer.

        The seat stays, but no longer expects the peer.
        """
        if (knock := self._indexes.knock_of_peer(peer_id)) is not None:
            return self.remove(knock.id)
        seat_id = self._indexes.expected.seat_of(peer_id)
        self._indexes.expected.forget_peer(peer_id)
        return None if seat_id is None else self._indexes.seat(seat_id)

    def lose(self, knock: Knock) -> Knock | None:
        if knock.is_away:
            return None
        self._expect_back(knock.id)
        self._indexes.put_knock(replace(knock, is_away=True))
        return knock

    def recover(self, knock: Knock) -> Knock | None:
        if not knock.is_away:
            return None
        self._away_until.clear(knock.id)
        self._indexes.put_knock(replace(knock, is_away=False))
        return knock

    def knocks(self, room_id: str) -> Sequence[Knock]:
        """Return the unanswered knocks of a room, longest waiting first."""
        state = self._indexes.states.get(room_id)
        knocks = state.knocks.values() if state else ()
        return sorted(knocks, key=lambda knock: knock.order)

    def end_all(self, state: RoomState) -> list[Knock]:
        return [self.remove(knock_id) for knock_id in list(state.knocks)]

    def expired(self, now: float) -> list[Knock]:
        return [self.remove(knock_id) for knock_id in self._away_until.due(now)]

    def unanswered(self, now: float) -> list[Knock]:
        """Remove the peer of each knock whose client can't wait any longer, and keep its place.

        Returns the knocks as they were before.
        """
        due = [self._indexes.knock(knock_id) for knock_id in self._answered_by.due(now)]
        unanswered = [knock for knock in due if knock is not None]
        for knock in unanswered:
            self._indexes.put_knock(replace(knock, peer_id="", is_away=True, answered_by=None))
            if not knock.is_away:
                self._expect_back(knock.id)
        return unanswered

    def remove(self, knock_id: str) -> Knock:
        self._away_until.clear(knock_id)
        self._answered_by.clear(knock_id)
        knock = self._indexes.remove_knock(knock_id)
        self._hosts.forget_closed(knock.seat.room_id)
        return knock

    def _put(self, knock: Knock) -> Knock:
        """Store a knock with the time by which its client must get an answer."""
        self._answered_by.clear(knock.id)
        if knock.answered_by is not None:
            self._answered_by.set(knock.id, knock.answered_by)
        return self._indexes.put_knock(knock)

    def _expect_back(self, knock_id: str) -> None:
        self._away_until.set(knock_id, self._now() + settings.KNOCK_AWAY_SECONDS)
