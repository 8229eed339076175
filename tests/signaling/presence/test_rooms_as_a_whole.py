"""Invariants of rooms under any sequence of steps of people, hosts, networks and time.

Each rule is one step of presence, or the steps that an action takes without a wait between them. A
wait of an action, e.g. between reading rows and taking a place, is between two rules here.
"""

from collections.abc import Mapping
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from msgspec.structs import replace

from rooms.refusals import Blocked, RoomFull
from signaling.presence import Seat
from tests.signaling.presence.rooms_and_rows import ROOMS, TABS, RoomsAndRows

tabs, rooms = st.sampled_from(TABS), st.sampled_from(ROOMS)
owners = st.sampled_from(sorted({tab[0] for tab in TABS}))
places = st.integers(0, 4)


class PresenceMachine(RoomsAndRows):
    """The possible steps in any order, and the invariants after each step."""

    @rule(tab=tabs, room=rooms)
    def read_rows(self, tab: str, room: str) -> None:
        self.clock.pass_seconds(0.01)
        self.arrivals.pop(tab, None)
        if tab[0] not in self.rows[room].blocked:
            self.readings[tab] = room, self.rows[room].read(tab[0], self.clock())
        self.clock.pass_seconds(0.01)

    @initialize(has_waiting_room=st.booleans(), most=st.integers(2, 4))
    def open_rooms(self, has_waiting_room: bool, most: int) -> None:
        self.change_room("first", locked=False, waiting_room=True, most=most)
        self.change_room("second", locked=False, waiting_room=has_waiting_room, most=most)

    @rule(crowd=st.lists(st.tuples(tabs, rooms), min_size=1, max_size=5))
    def enter(self, crowd: list[tuple[str, str]]) -> None:
        for tab, room in crowd:
            self.read_rows(tab, room)
            if tab in self.readings:
                self.take_by(tab)
            if tab in self.arrivals:
                self.sit_down(tab)

    @precondition(lambda self: self.readings)
    @rule(at=places)
    def take(self, at: int) -> None:
        self.take_by(chosen(self.readings, at))

    @precondition(lambda self: self.arrivals)
    @rule(at=places)
    def sit(self, at: int) -> None:
        self.sit_down(chosen(self.arrivals, at))

    @precondition(lambda self: self.arrivals)
    @rule(at=places)
    def fail_to_store(self, at: int) -> None:
        self.ask.release_unused(self.arrivals.pop(chosen(self.arrivals, at)))
        self.forget_what_is_over()

    @rule(tab=tabs)
    def leave(self, tab: str) -> None:
        withdrawn = self.ask.waiting_rooms.withdraw(self.peer(tab))
        seat = withdrawn if isinstance(withdrawn, Seat) else self.ask.seat_of(self.peer(tab))
        if seat is not None:
            self.ask.release(seat.id)
        self.forget_what_is_over()

    @rule(room=rooms, at=places, is_stored=st.booleans())
    def admit(self, room: str, at: int, is_stored: bool) -> None:
        knock = self.knock_at(room, at)
        try:
            admitted = knock and self.ask.waiting_rooms.admit(knock.id, 45)
        except RoomFull:
            assert self.ask.knocks(room)
            return
        if admitted is None:
            return
        if is_stored:
            self.check_places(room)
            self.ask.confirm(admitted.id)
            self.rows[room].statuses[admitted.seat.owner] = "admitted"
        else:
            self.ask.release_unused(admitted.id)
            assert self.ask.knock_of(admitted.peer_id) is not None

    @rule(tab=tabs, room=rooms)
    def sit_as_expected(self, tab: str, room: str) -> None:
        """Put an admitted person on its seat, which is stored and confirmed by then."""
        for seat in self.ask.all_seats(room):
            if seat.owner == tab[0] and not seat.is_arriving:
                self.ask.sit(seat.id, self.peer(tab), "native", expected=True)

    @rule(room=rooms, at=places, is_stored=st.booleans(), block=st.booleans())
    def deny(self, room: str, at: int, is_stored: bool, block: bool) -> None:
        knock = self.knock_at(room, at)
        if knock is None:
            return
        denied = self.ask.waiting_rooms.deny(knock.id)
        assert denied.knock == knock
        if not is_stored:
            self.ask.waiting_rooms.undo_denial(knock)
        elif block:
            self.rows[room].blocked.add(knock.seat.owner)
            self.ask.rooms.note_removal(knock.seat.owner, room, Blocked())
        self.forget_what_is_over()

    @rule(room=rooms, at=places, block=st.booleans(), in_vain=st.booleans())
    def remove(self, room: str, at: int, block: bool, in_vain: bool) -> None:
        """Remove a person, who may be joining in another tab by rows that were read before."""
        seats = self.ask.all_seats(room)
        if at >= len(seats) or seats[at].role == "host":
            return
        seat = seats[at]
        rows = self.rows[room]
        if in_vain:
            self.read_rows(f"{seat.owner}1", room)
        rows.statuses[seat.owner] = "removed"
        rows.blocked |= {seat.owner} if block else set()
        self.ask.rooms.note_removal(seat.owner, room, Blocked() if block else None)
        self.ask.release(seat.id)
        self.forget_what_is_over()

    @rule(room=rooms, owner=owners)
    def unblock(self, room: str, owner: str) -> None:
        self.clock.pass_seconds(0.01)
        self.rows[room].blocked.discard(owner)

    @rule(room=rooms, owner=owners, is_cohost=st.booleans())
    def set_role(self, room: str, owner: str, is_cohost: bool) -> None:
        rows = self.rows[room]
        if owner == rows.room.host:
            return
        self.read_rows(f"{owner}1", room)
        (rows.cohosts.add if is_cohost else rows.cohosts.discard)(owner)
        self.ask.rooms.assign_role(room, owner, rows.role(owner))

    @rule(room=rooms, locked=st.booleans(), waiting_room=st.booleans(), most=st.integers(2, 4))
    def change_room(self, room: str, locked: bool, waiting_room: bool, most: int) -> None:
        self.clock.pass_seconds(0.01)
        rows = self.rows[room]
        rules = replace(rows.room.rules, waiting_room=waiting_room, max_participants=most)
        rows.room = replace(rows.room, is_locked=locked, rules=rules)
        self.ask.rooms.change(room, is_locked=locked, rules=rules)

    @rule(room=rooms)
    def close(self, room: str) -> None:
        self.ask.close_room(room)
        self.forget_what_is_over()

    @rule(tab=tabs)
    def lose(self, tab: str) -> None:
        self.ask.lose(self.peer(tab), 60)

    @rule(tab=tabs)
    def recover(self, tab: str) -> None:
        self.ask.recover(self.peer(tab))

    @rule(tab=tabs, was_closed=st.booleans())
    def go(self, tab: str, was_closed: bool) -> None:
        """End a connection; the next connection of this tab has another peer id."""
        if was_closed and self.ask.knock_of(self.peer(tab)) is None:
            self.ask.hold(self.peer(tab), 5)
        else:
            self.ask.lose(self.peer(tab), 60)
        self.connections[tab] += 1
        self.readings.pop(tab, None)
        self.arrivals.pop(tab, None)

    @rule(seconds=st.sampled_from([2, 5, 30, 120]))
    def pass_time(self, seconds: int) -> None:
        self.clock.pass_seconds(seconds)
        lapsed = self.ask.apply_deadlines()
        for room in lapsed.hostless:
            assert not self.host_is_here(room)
            self.ask.hosts.appoint(room)
        self.forget_what_is_over()
        self.forget_old_readings()

    @invariant()
    def nobody_is_in_who_was_sent_away(self) -> None:
        for seat in self.everybody():
            if seat.is_arriving:
                continue
            rows = self.rows[seat.room_id]
            assert seat.owner not in rows.blocked
            assert rows.statuses.get(seat.owner) == "admitted"

    @invariant()
    def everybody_is_in_one_place(self) -> None:
        knocks = self.all_knocks()
        people = [(seat.room_id, seat.owner) for seat in self.everybody()]
        people += [(knock.seat.room_id, knock.seat.owner) for knock in knocks]
        assert len(people) == len(set(people))
        peers = [seat.peer_id for seat in self.everybody() if seat.peer_id is not None]
        peers += [knock.peer_id for knock in knocks if knock.peer_id]
        assert len(peers) == len(set(peers))

    @invariant()
    def everybody_is_found_by_the_connection(self) -> None:
        for seat in self.everybody():
            assert seat.peer_id is None or self.ask.seat_of(seat.peer_id) == seat
        for knock in self.all_knocks():
            if not knock.peer_id:
                assert knock.is_away
                continue
            assert self.ask.knock_of(knock.peer_id) == knock
            assert self.ask.seat_of(knock.peer_id) is None

    @invariant()
    def roles_are_those_of_the_rows(self) -> None:
        for knock in self.all_knocks():
            assert knock.seat.role == self.rows[knock.seat.room_id].role(knock.seat.owner)
        for seat in self.everybody():
            if not seat.is_acting_host:
                assert seat.role == self.rows[seat.room_id].role(seat.owner)

    @invariant()
    def one_acts_as_host_where_the_host_is_not_here(self) -> None:
        for room in ROOMS:
            acting = [seat for seat in self.ask.all_seats(room) if seat.is_acting_host]
            assert len(acting) <= (0 if self.host_is_here(room) else 1)

    def teardown(self) -> None:
        """Assert that presence is empty when everybody has left."""
        for tab in TABS:
            self.go(tab, was_closed=False)
        for _ in range(3):
            self.clock.pass_seconds(1000)
            self.ask.apply_deadlines()
        assert self.everybody() == []
        assert self.ask.is_empty()


def chosen(among: Mapping[str, Any], at: int) -> str:
    return sorted(among)[at % len(among)]


TestPresence = PresenceMachine.TestCase
TestPresence.settings = settings(
    max_examples=250, stateful_step_count=50, deadline=None, derandomize=True
)
