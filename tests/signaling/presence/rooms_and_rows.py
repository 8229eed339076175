"""Presence with the rows of its rooms, and people with several tabs."""

from hypothesis.stateful import RuleBasedStateMachine

from rooms.refusals import EntryRefused
from signaling.presence import Knock, Knocked, Presence, RowsOutdated, Seat, Taken
from signaling.presence.records import EntryRequest
from tests.signaling.examples import Clock, a_knock, a_seat
from tests.signaling.presence.records import Reading, Rows

# Few people, so that they meet; "a2" is another tab of the person "a", the host of room one.
TABS = ("a1", "a2", "b1", "b2", "c1", "d1", "e1")
ROOMS = ("first", "second")
HOSTS = {"first": "a", "second": "b"}
ACCOUNTS = ("a", "b", "c")


class RoomsAndRows(RuleBasedStateMachine):
    """Keeps rows beside presence, and the unfinished step of each connection."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.ask = Presence(self.clock)
        self.rows = {room: Rows.of(room, host) for room, host in HOSTS.items()}
        self.connections = dict.fromkeys(TABS, 0)
        self.readings: dict[str, tuple[str, Reading]] = {}
        self.arrivals: dict[str, str] = {}

    def take_by(self, tab: str) -> None:
        room, reading = self.readings.pop(tab)
        waits = self.ask.knock_of(self.peer(tab))
        if waits is not None and waits.seat.room_id != room:
            self.ask.waiting_rooms.withdraw(self.peer(tab))
        places = {seat.id for seat in self.ask.all_seats(room)}
        try:
            knock = self.knock_of(tab, room, reading)
            request = EntryRequest(reading.room, knock, reading.status, reading.refusal)
            taken = self.ask.admission.take_place(request, 15)
        except (EntryRefused, RowsOutdated):
            return
        if isinstance(taken, Knocked):
            self.leave_other_places(tab, taken.knock.seat)
            assert taken.knock.seat.owner not in self.rows[room].blocked
        else:
            self.check_taken(taken, tab, places)

    def check_taken(self, taken: Taken, tab: str, places: set[str]) -> None:
        # A place that was taken before counts, even if the room has fewer places by now.
        if taken.seat.id not in places:
            self.check_places(taken.seat.room_id)
        self.arrivals[tab] = taken.seat.id

    def sit_down(self, tab: str) -> None:
        seat_id = self.arrivals.pop(tab)
        try:
            sat = self.ask.sit(seat_id, self.peer(tab), "native", knows_seats=tab[1] == "1")
        except RowsOutdated:
            self.ask.release_unused(seat_id)
            self.forget_what_is_over()
            return
        if sat is not None and sat.before.is_arriving:
            rows = self.rows[sat.seat.room_id]
            assert rows.may_enter(tab[0])
            self.check_places(sat.seat.room_id)
            rows.statuses[tab[0]] = "admitted"

    def check_places(self, room: str) -> None:
        """Assert that the last newcomer got a free place, and not the one kept for the host."""
        seats = self.ask.all_seats(room)
        rows = self.rows[room]
        kept = 0 if any(seat.owner == rows.room.host for seat in seats) else 1
        assert len(seats) + kept <= rows.room.rules.max_participants

    def leave_other_places(self, tab: str, place: Seat) -> None:
        elsewhere = self.ask.seat_of(self.peer(tab))
        knock = self.ask.knock_of(self.peer(tab))
        if elsewhere is None and (knock is None or knock.id != place.id):
            withdrawn = self.ask.waiting_rooms.withdraw(self.peer(tab))
            elsewhere = withdrawn if isinstance(withdrawn, Seat) else None
        if elsewhere is not None and elsewhere.id != place.id:
            self.ask.release(elsewhere.id)
        self.forget_what_is_over()

    def forget_what_is_over(self) -> None:
        """Delete the people of an ended meeting, as the rows do."""
        for room in ROOMS:
            if not self.ask.all_seats(room):
                self.rows[room].statuses.clear()

    def forget_old_readings(self) -> None:
        """Delete readings of more than a minute ago; `OutdatedRows` remembers no longer.

        `rooms.actions.take_seat` refuses their version of the room.
        """
        for tab, (_, reading) in list(self.readings.items()):
            if reading.room.as_of < self.clock() - 59:
                del self.readings[tab]

    def knock_of(self, tab: str, room: str, reading: Reading) -> Knock:
        owner = tab[0]
        seat = a_seat(
            owner,
            id=f"{self.peer(tab)} in {room} at {self.clock()}",
            room_id=room,
            role=reading.role,
            user_id=ACCOUNTS.index(owner) if owner in ACCOUNTS else None,
        )
        return a_knock(seat, self.peer(tab))

    def knock_at(self, room: str, at: int) -> Knock | None:
        knocks = self.ask.knocks(room)
        return knocks[at] if at < len(knocks) else None

    def peer(self, tab: str) -> str:
        return f"{tab}-{self.connections[tab]}"

    def everybody(self) -> list[Seat]:
        return [seat for room in ROOMS for seat in self.ask.all_seats(room)]

    def all_knocks(self) -> list[Knock]:
        return [knock for room in ROOMS for knock in self.ask.knocks(room)]

    def host_is_here(self, room: str) -> bool:
        seats = self.ask.seats(room)
        return any(seat.owner == HOSTS[room] and not seat.is_lost for seat in seats)
