"""Presence with short methods for tests."""

from datetime import datetime
from typing import Any

import pytest

from rooms.access import AdmissionStatus
from rooms.refusals import EntryRefused
from signaling.presence import Knock, Knocked, Presence, Role, Room, Sat, Seat, Taken
from signaling.presence.records import EntryRequest
from tests.signaling.examples import ROOM_ID, THEN, a_knock, a_room, a_seat
from tests.signaling.presence.visitors import Visitors


class Asking:
    """Calls the methods of presence, with one short method for each join or leave."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, method: str) -> Any:
        return getattr(self._store, method)

    def take(
        self,
        room: Room,
        seat: Seat,
        *,
        status: AdmissionStatus = "newcomer",
        newcomer_refusal: EntryRefused | None = None,
        hold_seconds: float = 15,
        peer_id: str | None = None,
        since: datetime = THEN,
        answered_by: float | None = None,
    ) -> Taken | Knocked:
        knock = a_knock(seat, peer_id, since=since, answered_by=answered_by)
        request = EntryRequest(room, knock, status, newcomer_refusal)
        taken: Taken | Knocked = self._store.admission.take_place(request, hold_seconds)
        return taken

    def take_knock(self, room: Room, knock: Knock) -> Taken | Knocked:
        """Take a place as a newcomer without a refusal, with this knock."""
        taken: Taken | Knocked = self._store.admission.take_place(EntryRequest(room, knock), 15)
        return taken

    def taken(self, owner: str, **room: Any) -> Taken:
        taken = self.take(a_room(**room), a_seat(owner))
        assert isinstance(taken, Taken)
        return taken

    def knocked(self, owner: str, *, peer_id: str | None = None, **room: Any) -> Knocked:
        """Let a person knock at a room with a waiting room; the peer id is the owner."""
        room = {"waiting_room": True} | room
        knocked = self.take(a_room(**room), a_seat(owner), peer_id=peer_id)
        assert isinstance(knocked, Knocked)
        return knocked

    def seated(self, owner: str, *, role: Role | None = None, **room: Any) -> Seat:
        """Return the seat of a person who has sat down; the peer id is the owner."""
        seat = a_seat(owner) if role is None else a_seat(owner, role=role)
        taken = self.take(a_room(**room), seat)
        assert isinstance(taken, Taken)
        return self.sit_down(owner, taken.seat).seat

    def sit_down(self, peer_id: str, seat: Seat) -> Sat:
        sat = self.sit(seat.id, peer_id, "native")
        assert sat is not None
        return sat

    def peers(self, room_id: str) -> list[str | None]:
        return [seat.peer_id for seat in self.seats(room_id)]

    def waiters(self) -> list[str]:
        """Return the waiting peers of the room in the order of the hosts' list."""
        return [knock.peer_id for knock in self.knocks(ROOM_ID)]


@pytest.fixture
def ask(presence: Presence) -> Asking:
    return Asking(presence)


@pytest.fixture
def visitors(presence: Presence) -> Visitors:
    return Visitors(presence.pairs)
