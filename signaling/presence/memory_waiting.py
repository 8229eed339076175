"""The waiting rooms of one process: knocks, and their admission, denial, withdrawal and expiry.

Every method is one atomic step. The module shares its registers with the seats; it does not know
the rules of admission.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from django.conf import settings
from msgspec.structs import replace

from rooms.refusals import RoomFull
from signaling.presence.deadlines import Deadlines
from signaling.presence.memory_seats import MemorySeats
from signaling.presence.records import Denied, Knock, Knocked, Seat
from signaling.presence.registers import Registers
from signaling.presence.room_state import Session


class MemoryWaiting:
    """See `Presence`. Times are seconds of `now`."""

    def __init__(self, registers: Registers, seats: MemorySeats, now: Callable[[], float]) -> None:
        self._registers = registers
        self._seats = seats
        self._now = now
        # Keys are knock ids.
        self._away_until = Deadlines()
        self._answered_by = Deadlines()

    def is_empty(self) -> bool:
        return not (self._away_until or self._answered_by)

    def knock(self, session: Session, knock: Knock, earlier: Knock | None) -> Knocked:
        """Put a person into the waiting room, in its earlier place if it already waits."""
        self._registers.open(session)
        if earlier is None:
            return Knocked(self._put(replace(knock, order=self._now())), None)
        self._away_until.clear(earlier.id)
        seat = replace(
            earlier.seat,
            display_name=knock.seat.display_name,
            role=knock.seat.role,
            knows_seats=knock.seat.knows_seats,
        )
        again = replace(
            knock,
            seat=seat,
            since=earlier.since,
            order=earlier.order,
            denied_before=earlier.denied_before,
        )
        return Knocked(self._put(again), earlier.peer_id)

    def admit(self, knock_id: str, hold_seconds: float) -> Knock | None:
        session = self._registers.session_of_knock(knock_id)
        if session is None:
            return None
        knock = session.knocks[knock_id]
        if session.is_full_for(knock.seat.owner, session.room.rules.max_participants):
            raise RoomFull
        seat = replace(knock.seat, since=datetime.now(UTC), arrives_as_of=self._now())
        self._seats.arrive(seat, hold_seconds)
        self.remove(knock_id)
        self._registers.expect(knock)
        return knock

    def wait_again(self, seat: Seat) -> None:
        """Put the person who waited for this seat back in its place in the waiting room.

        The knock is away if its peer has gone, or has asked for something else, in the meantime.
        """
        knock = self._registers.waited_for(seat.id)
        if knock is None:
            return
        is_here = self._registers.expected_knock(seat.id) is not None
        is_away = not is_here or self._registers.expected_is_lost(knock.peer_id)
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
        session = self._registers.session_of_knock(knock_id)
        if session is None:
            return None
        retry_after_seconds = session.note_denial(knock_id, self._now())
        return Denied(self.remove(knock_id), retry_after_seconds)

    def undo_deny(self, knock: Knock) -> bool:
        session = self._registers.sessions.get(knock.seat.room_id)
        if session is None:
            return False
        session.take_back_denial(knock)
        if session.knows(knock.seat.owner):
            return False
        self._put(knock)
        if knock.is_away:
            self._expect_back(knock.id)
        return True

    def end(self, knock_id: str) -> None:
        if self._registers.knock(knock_id) is not None:
            self.remove(knock_id)

    def withdraw(self, peer_id: str) -> Knock | Seat | None:
        if (knock := self._registers.knock_of_peer(peer_id)) is not None:
            return self.remove(knock.id)
        seat_id = self._registers.expected_seat(peer_id)
        self._registers.forget_expected(peer_id)
        return None if seat_id is None else self._registers.seat(seat_id)

    def lose(self, knock: Knock) -> Knock | None:
        if knock.is_away:
            return None
        self._expect_back(knock.id)
        self._registers.put_knock(replace(knock, is_away=True))
        return knock

    def recover(self, knock: Knock) -> Knock | None:
        if not knock.is_away:
            return None
        self._away_until.clear(knock.id)
        self._registers.put_knock(replace(knock, is_away=False))
        return knock

    def waiting(self, room_id: str) -> Sequence[Knock]:
        session = self._registers.sessions.get(room_id)
        knocks = session.knocks.values() if session else ()
        return sorted(knocks, key=lambda knock: knock.order)

    def turn_away_all(self, session: Session) -> list[Knock]:
        return [self.remove(knock_id) for knock_id in list(session.knocks)]

    def expired(self, now: float) -> list[Knock]:
        return [self.remove(knock_id) for knock_id in self._away_until.due(now)]

    def unanswered(self, now: float) -> list[Knock]:
        """Remove the peer of each knock whose client can't wait any longer, and keep its place.

        Returns the knocks as they were before.
        """
        due = [self._registers.knock(knock_id) for knock_id in self._answered_by.due(now)]
        unanswered = [knock for knock in due if knock is not None]
        for knock in unanswered:
            self._registers.put_knock(replace(knock, peer_id="", is_away=True, answered_by=None))
            if not knock.is_away:
                self._expect_back(knock.id)
        return unanswered

    def remove(self, knock_id: str) -> Knock:
        self._away_until.clear(knock_id)
        self._answered_by.clear(knock_id)
        knock = self._registers.remove_knock(knock_id)
        self._seats.forget_closed(knock.seat.room_id)
        return knock

    def _put(self, knock: Knock) -> Knock:
        """Store a knock with the time by which its client must get an answer."""
        self._answered_by.clear(knock.id)
        if knock.answered_by is not None:
            self._answered_by.set(knock.id, knock.answered_by)
        return self._registers.put_knock(knock)

    def _expect_back(self, knock_id: str) -> None:
        self._away_until.set(knock_id, self._now() + settings.KNOCK_AWAY_SECONDS)
