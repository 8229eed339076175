"""Admission to the rooms of one process: a person gets a seat, has to knock, or is refused.

Every method is one atomic step. This module finds the session of the room, and stores the result
of its rules. It does not know the rules; `Session` has them.
"""

from collections.abc import Callable

from django.conf import settings
from msgspec.structs import replace

from rooms.access import AdmissionStatus
from rooms.refusals import EntryRefused
from signaling.presence.memory_seats import MemorySeats
from signaling.presence.memory_waiting import MemoryWaiting
from signaling.presence.outdated import OutdatedRows
from signaling.presence.passwords import PasswordGuesses
from signaling.presence.records import Knock, Knocked, Room, Seat, Taken
from signaling.presence.refusals import TooManyRooms
from signaling.presence.registers import Registers
from signaling.presence.room_state import Session


class MemoryAdmission:
    """See `Presence`. Times are seconds of `now`."""

    def __init__(
        self,
        registers: Registers,
        seats: MemorySeats,
        waiting: MemoryWaiting,
        outdated: OutdatedRows,
        now: Callable[[], float],
    ) -> None:
        self._registers = registers
        self._seats = seats
        self._waiting = waiting
        self._outdated = outdated
        self._passwords = PasswordGuesses(now)
        self._now = now

    def take(
        self,
        room: Room,
        knock: Knock,
        standing: AdmissionStatus,
        newcomer_refusal: EntryRefused | None,
        hold_seconds: float,
    ) -> Taken | Knocked:
        session = self._session_for(room)
        seat = replace(knock.seat, role=session.role_of(knock.seat, room.as_of))
        if (mine := session.seat_of_owner(seat.owner)) is not None:
            return Taken(session.give_role(mine, seat.role), is_new=mine.is_arriving)
        self._check_password(session, room, knock)
        knock = replace(knock, seat=replace(seat, arrives_as_of=room.as_of))
        judged = session.judge(room, knock, standing, newcomer_refusal, self._now())
        earlier = session.knock_of_owner(seat.owner)
        if judged.has_to_knock:
            self._seats.leave_expected(knock.peer_id, knock.id)
            return self._waiting.knock(session, judged.knock, earlier)
        return self._let_in(session, judged.knock.seat, earlier, hold_seconds)

    def judge(
        self,
        room: Room,
        knock: Knock,
        standing: AdmissionStatus,
        newcomer_refusal: EntryRefused | None,
    ) -> None:
        session = self._session_for(room)
        seat = replace(knock.seat, role=session.role_of(knock.seat, room.as_of))
        if session.seat_of_owner(seat.owner) is None:
            self._check_password(session, room, knock)
            knock = replace(knock, seat=seat)
            session.judge(room, knock, standing, newcomer_refusal, self._now())

    def check_arrival(self, seat: Seat) -> None:
        """Raise RowsOutdated if a seat was given by rules that have changed since then.

        A settled seat, or one on which a peer has sat, is not checked.
        """
        if seat.arrives_as_of is not None:
            self._outdated.check(seat.room_id, seat.arrives_as_of)
            self._registers.sessions[seat.room_id].check_unchanged(seat, seat.arrives_as_of)

    def _check_password(self, session: Session, room: Room, knock: Knock) -> None:
        """Raise an error for a missing or wrong password; the first person in a room sets it."""
        if session.room is not room:
            self._passwords.check(session.room, room.password, knock.network)

    def _session_for(self, room: Room) -> Session:
        """Return the room's session, or a new one that is not stored yet.

        Raises RowsOutdated or TooManyRooms.
        """
        self._outdated.check(room.id, room.as_of)
        return self._registers.sessions.get(room.id) or self._new_session(room)

    def _new_session(self, room: Room) -> Session:
        known = self._registers.sessions.values()
        if (
            room.is_ad_hoc
            and sum(session.room.is_ad_hoc for session in known) >= settings.MOST_AD_HOC_ROOMS
        ):
            raise TooManyRooms
        return Session(room)

    def _let_in(
        self, session: Session, seat: Seat, earlier: Knock | None, hold_seconds: float
    ) -> Taken:
        """Hold a new seat; a person who waited until now gets the seat of its knock."""
        if earlier is not None:
            seat = replace(seat, id=earlier.id)
            self._waiting.remove(earlier.id)
            self._registers.expect(earlier)
        self._registers.open(session)
        self._seats.arrive(seat, hold_seconds)
        return Taken(seat, is_new=True, has_waited=earlier is not None)
