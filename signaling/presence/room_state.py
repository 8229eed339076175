"""The state of one room in session: its seats, its knocks, and the decisions since rows were read.

The state of a room knows no other rooms, deadlines or clock; callers pass times in. A person has at
most one seat and one knock in a room.
"""

import asyncio

from msgspec.structs import replace

from signaling.presence.denials import Denials
from signaling.presence.late_decisions import LateDecisions
from signaling.presence.media_state import RoomMediaState
from signaling.presence.records import Knock, Role, Room, Seat


class RoomState:
    def __init__(self, room: Room) -> None:
        self.room = room
        self.is_changed = True
        """Whether the state has changed since the last snapshot."""
        self.seats: dict[str, Seat] = {}
        self.knocks: dict[str, Knock] = {}
        self.denials = Denials()
        self.decisions = LateDecisions()
        self.media = RoomMediaState(room.rules.media_server)
        self.acting_host: tuple[str, Role] | None = None
        """The id of the seat that acts for an absent host, and the role that it gets back."""
        self.spotlight: str | None = None
        """The id of the seat that a host shows large to everybody."""
        self.newest_message = 0
        """The id of the newest chat message that was sent to the room or read by a newcomer."""
        self.chat_lock = asyncio.Lock()
        self.decision_lock = asyncio.Lock()
        self._seat_ids: dict[str, str] = {}
        self._knock_ids: dict[str, str] = {}

    def is_empty(self) -> bool:
        return not self.seats and not self.knocks

    def has_seat_of(self, owner: str) -> bool:
        return owner in self._seat_ids

    def knows(self, owner: str) -> bool:
        return owner in self._seat_ids or owner in self._knock_ids

    def seat_of_owner(self, owner: str) -> Seat | None:
        seat_id = self._seat_ids.get(owner)
        return None if seat_id is None else self.seats[seat_id]

    def knock_of_owner(self, owner: str) -> Knock | None:
        knock_id = self._knock_ids.get(owner)
        return None if knock_id is None else self.knocks[knock_id]

    def guest_with_key(self, return_key: str) -> str | None:
        """Return the owner of the guest's seat or knock with this key, if there is one."""
        seats = [*self.seats.values(), *(knock.seat for knock in self.knocks.values())]
        guests = (seat for seat in seats if seat.user_id is None and seat.return_key == return_key)
        seat = next(guests, None)
        return None if seat is None else seat.owner

    def change_room(self, room: Room) -> None:
        """Replace the room's record, and note the time of a change of its lock or rules."""
        if (room.is_locked, room.rules) != (self.room.is_locked, self.room.rules):
            self.decisions.note_change(room.as_of)
        self.room = room
        self.is_changed = True

    def put_seat(self, seat: Seat) -> Seat:
        self.is_changed = True
        self.seats[seat.id] = seat
        self._seat_ids[seat.owner] = seat.id
        return seat

    def remove_seat(self, seat_id: str) -> Seat:
        self.is_changed = True
        seat = self.seats.pop(seat_id)
        del self._seat_ids[seat.owner]
        self.media.forget(seat_id)
        if self.acting_host is not None and self.acting_host[0] == seat_id:
            self.acting_host = None
        if self.spotlight == seat_id:
            self.spotlight = None
        return seat

    def put_knock(self, knock: Knock) -> Knock:
        self.is_changed = True
        self.knocks[knock.id] = knock
        self._knock_ids[knock.seat.owner] = knock.id
        return knock

    def remove_knock(self, knock_id: str) -> Knock:
        self.is_changed = True
        knock = self.knocks.pop(knock_id)
        del self._knock_ids[knock.seat.owner]
        return knock

    def assign_role(self, owner: str, role: Role, at: float) -> Seat | None:
        """Give a person a role, on its seat or in its knock; return the person's seat, if any."""
        self.decisions.note_role(owner, role, at)
        if (knock := self.knock_of_owner(owner)) is not None:
            self.put_knock(replace(knock, seat=replace(knock.seat, role=role)))
        seat = self.seat_of_owner(owner)
        return None if seat is None else self.give_role(seat, role)

    def give_role(self, seat: Seat, role: Role) -> Seat:
        """Change a seat's role; an acting host gets the role when it stops acting."""
        if seat.is_acting_host:
            self.is_changed = True
            self.acting_host = seat.id, role
            return seat
        return self.put_seat(replace(seat, role=role))
