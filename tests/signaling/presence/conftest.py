"""The contract of `Presence`, asked synchronously: each method is one step anyway."""

from typing import Any

import pytest
from asgiref.sync import async_to_sync

from rooms.admission import Standing
from rooms.refusals import EntryRefused
from signaling.presence import Knocked, Presence, Room, Sat, Seat, Taken
from tests.signaling.examples import a_knock, a_room, a_seat
from tests.signaling.presence.pairing import Visitors


class Asking:
    """Calls the store's methods and waits for them, with people who come and go in one word."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, method: str) -> Any:
        return async_to_sync(getattr(self._store, method))

    def now(self) -> float:
        return float(self._store.now())

    def take(
        self,
        room: Room,
        seat: Seat,
        *,
        standing: Standing = "newcomer",
        newcomer_refusal: EntryRefused | None = None,
        hold_seconds: float = 15,
    ) -> Taken | Knocked:
        return async_to_sync(self._store.take)(
            room,
            a_knock(seat),
            standing=standing,
            newcomer_refusal=newcomer_refusal,
            hold_seconds=hold_seconds,
        )

    def taken(self, owner: str, **room: Any) -> Taken:
        taken = self.take(a_room(**room), a_seat(owner))
        assert isinstance(taken, Taken)
        return taken

    def seated(self, owner: str, **room: Any) -> Seat:
        """Return the seat of somebody who has come in; the peer is called like its owner."""
        return self.sit_down(owner, self.taken(owner, **room).seat).seat

    def sit_down(self, peer_id: str, seat: Seat) -> Sat:
        sat = self.sit(seat.id, peer_id, "native")
        assert sat is not None
        return sat

    def peers(self, room_id: str) -> list[str | None]:
        return [seat.peer_id for seat in self.seats(room_id)]


@pytest.fixture
def ask(presence: Presence) -> Asking:
    return Asking(presence)


@pytest.fixture
def visitors(presence: Presence) -> Visitors:
    return Visitors(Asking(presence.pairs))
