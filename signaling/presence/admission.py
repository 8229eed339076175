"""Admission to rooms: a person gets a seat, has to knock, or is refused.

Every method is one atomic step. This module finds the state of the room, and stores the result of
`admission_rules`.
"""

from collections.abc import Callable

from django.conf import settings
from msgspec.structs import replace

from rooms.refusals import Unavailable
from signaling.presence.admission_rules import check_direct_links, decide_entry
from signaling.presence.indexes import Indexes
from signaling.presence.outdated import OutdatedRows
from signaling.presence.passwords import PasswordGuesses
from signaling.presence.records import EntryRequest, Knock, Room, Seat
from signaling.presence.refusals import TooManyRooms
from signaling.presence.results import Knocked, Taken
from signaling.presence.room_state import RoomState
from signaling.presence.seats import Seats
from signaling.presence.waiting_room import WaitingRooms


class Admission:
    """Times are seconds of `now`."""

    def __init__(
        self,
        indexes: Indexes,
        seats: Seats,
        waiting_rooms: WaitingRooms,
        outdated: OutdatedRows,
        now: Callable[[], float],
    ) -> None:
        self._indexes = indexes
        self._seats = seats
        self._waiting_rooms = waiting_rooms
        self._outdated = outdated
        self._passwords = PasswordGuesses(now)
        self._now = now
        self.may_open: Callable[[str], bool] = _always
        """Whether this process may open a room: with several workers, only the room's home may."""

    def take_place(self, request: EntryRequest, hold_seconds: float) -> Taken | Knocked:
        """Give a person a place in a room, by the rules 3 to 7 of admission.

        If the person already has a seat in the room, return that seat and skip the rules. If no
        peer has sat on it yet, `sit` checks it. Raise `newcomer_refusal` for a newcomer, RoomLocked
        unless the role may pass the lock, or RoomFull. Put a person who must knock into the waiting
        room, in the earlier place if the person already waits, or raise KnockDenied or
        WaitingRoomFull.

        A new seat is held for `hold_seconds` until a peer sits on it. A room's session begins with
        its first seat or knock. The rules use the room of the request or the room in session,
        whichever is newer: a lock or a removal that was acknowledged while the rows were being read
        applies.
        The first person in an ad-hoc room sets its password, and everybody else must give it.
        Raises PasswordRequired, WrongPassword, TooManyPasswords or TooManyRooms.

        Raises RowsOutdated if, after the rows were read, `reject_older_rows` was called, the room's
        session ended, or a change of the room arrived while it was not in session.
        """
        state = self._state_for(request.room)
        request = _with_latest_role(request, state)
        seat = request.knock.seat
        if (mine := state.seat_of_owner(seat.owner)) is not None:
            check_direct_links(state.room.rules, seat)
            return Taken(state.give_role(mine, seat.role), is_new=mine.is_arriving)
        self._check_password(state, request)
        decision = decide_entry(state, request, self._now())
        earlier = state.knock_of_owner(seat.owner)
        if decision.has_to_knock:
            self._seats.leave_expected(decision.knock.peer_id, decision.knock.id)
            return self._waiting_rooms.knock(state, decision.knock, earlier)
        return self._let_in(state, decision.knock.seat, earlier, hold_seconds)

    def check_entry(self, request: EntryRequest) -> None:
        """Raise the error that `take_place` would raise, and change nothing."""
        state = self._state_for(request.room)
        if state.seat_of_owner(request.knock.seat.owner) is None:
            self._check_password(state, request)
            decide_entry(state, _with_latest_role(request, state), self._now())

    def reject_older_rows(self, room_id: str) -> None:
        """Reject rows of a room that were read before now, whether the room is in session or not.

        A peer can't sit down on a seat that was given by such rows; see `Presence.sit`.
        """
        self._outdated.note(room_id)

    def check_arrival(self, seat: Seat) -> None:
        """Raise RowsOutdated if a seat was given by rules that have changed since then.

        A confirmed seat, or one on which a peer has sat, is not checked.
        """
        if seat.arrives_as_of is not None:
            self._outdated.check_rows(seat.room_id, seat.arrives_as_of)
            state = self._indexes.states[seat.room_id]
            state.decisions.check_unchanged(seat, seat.arrives_as_of)

    def _check_password(self, state: RoomState, request: EntryRequest) -> None:
        """Raise an error for a missing or wrong password; the first person in a room sets it."""
        if state.room is not request.room:
            self._passwords.check_password(state.room, request.room.password, request.knock.network)

    def _state_for(self, room: Room) -> RoomState:
        """Return the room's state, or a new one that is not stored yet.

        Raises RowsOutdated, TooManyRooms, or Unavailable if another process has the room.
        """
        self._outdated.check_rows(room.id, room.as_of)
        return self._indexes.states.get(room.id) or self._new_state(room)

    def _new_state(self, room: Room) -> RoomState:
        if not self.may_open(room.id):
            raise Unavailable
        known = self._indexes.states.values()
        if (
            room.is_ad_hoc
            and sum(state.room.is_ad_hoc for state in known) >= settings.MOST_AD_HOC_ROOMS
        ):
            raise TooManyRooms
        return RoomState(room)

    def _let_in(
        self, state: RoomState, seat: Seat, earlier: Knock | None, hold_seconds: float
    ) -> Taken:
        """Hold a new seat; a person who waited until now gets the seat of its knock.

        The knock ends after the seat has begun; otherwise the session of the room would end with
        its only knock, and the rows of the request would count as outdated.
        """
        if earlier is not None:
            seat = replace(seat, id=earlier.id)
        self._indexes.open(state)
        self._seats.arrive(seat, hold_seconds)
        if earlier is not None:
            self._waiting_rooms.remove(earlier.id)
            self._indexes.expected.expect(earlier)
        return Taken(seat, is_new=True, has_waited=earlier is not None)


def _always(_room_id: str) -> bool:
    return True


def _with_latest_role(request: EntryRequest, state: RoomState) -> EntryRequest:
    """Return the request with the role that was assigned since the rows were read, if any."""
    knock, as_of = request.knock, request.room.as_of
    role = state.decisions.role_of(knock.seat, as_of)
    seat = replace(knock.seat, role=role, arrives_as_of=as_of)
    return replace(request, knock=replace(knock, seat=seat))
