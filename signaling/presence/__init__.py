"""Who is in which room, right now.

Presence knows seats, peers and rooms; it knows no sockets, users or rows. A peer is in at most one
room or waiting room, and a room is here only while somebody has a seat in it or waits for one.

A seat's life; who has to knock first comes to it by way of the waiting room:

    take ──▶ waiting ──admit──┐
      │        │ deny, withdraw, away for too long ──▶ gone
      ▼        ▼              ▼
    arriving ◀────────────────┘    (abandon leads from here back to waiting, or to gone)
      │ sit
      ▼
    present ──lose──▶ lost ──recover, or sit by a new peer──▶ present
      │                 │
      │ drop            │ hold runs out
      ▼                 ▼
     held ──────────▶ gone        (give_up and close lead there from everywhere)
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from rooms.admission import RowsOutdated, Standing
from rooms.refusals import EntryRefused
from signaling.presence.acquaintances import Acquaintances
from signaling.presence.pairs import Pairs
from signaling.presence.records import (
    Denied,
    Emptied,
    GivenUp,
    Knock,
    Knocked,
    Lapsed,
    Role,
    Room,
    Sat,
    Seat,
    Taken,
)

__all__ = [
    "Denied",
    "Emptied",
    "GivenUp",
    "Knock",
    "Knocked",
    "Lapsed",
    "Presence",
    "Role",
    "Room",
    "RowsOutdated",
    "Sat",
    "Seat",
    "Taken",
]


class Presence(Protocol):
    """The store; every method is one atomic step, and unknown ids are answered, not raised."""

    @property
    def pairs(self) -> Pairs:
        """Return who is paired at random, without a room."""

    @property
    def acquaintances(self) -> Acquaintances:
        """Return which peer has described itself to which."""

    def now(self) -> float:
        """Return monotonic seconds; only comparable within one store."""

    def is_empty(self) -> bool:
        """Tell whether nothing at all is remembered of any room, seat, knock or peer."""

    async def take(
        self,
        room: Room,
        knock: Knock,
        *,
        standing: Standing,
        newcomer_refusal: EntryRefused | None,
        hold_seconds: float,
    ) -> Taken | Knocked:
        """Give the owner of the knock's seat a place in the room, by the rules 3 to 7 of admission.

        A seat of theirs that still stands is given back whatever else holds. A newcomer is
        refused with `newcomer_refusal`, RoomLocked unless the role may pass, or RoomFull, and who
        has to knock is put into the waiting room, back in its old place if it waited before;
        refused with KnockDenied or WaitingRoomFull. A new seat is held for so many seconds until
        somebody sits on it, and a room begins with its first seat or knock. Of what `room` says
        and what is known of it, the newer one judges: a lock or a removal that was acknowledged
        while the rows were being read holds. The first in an ad-hoc room sets its password, which
        everybody else is asked for; refused with PasswordRequired, WrongPassword, or TooManyRooms.
        Raises RowsOutdated where `outdate` came after the rows were read, the end of the session
        in which they might have been changed, or a change that came too late for one. A seat of
        theirs on which nobody has sat yet is given too, and is judged when somebody sits down.
        """

    def judge(
        self,
        room: Room,
        knock: Knock,
        *,
        standing: Standing,
        newcomer_refusal: EntryRefused | None,
    ) -> None:
        """Raise what `take` would raise, and change nothing."""

    async def outdate(self, room_id: str) -> None:
        """Believe no more what was read of a room before now, whether it is in session or not.

        Nobody sits down any more on a seat that was given by that; see `sit`.
        """

    async def admit(self, knock_id: str, hold_seconds: float) -> Knock | None:
        """Turn a knock into a seat that its peer may `sit` on with `expected`; raise RoomFull.

        Nobody but a host has decided that, so once the seat is stored it is to `settle`.
        """

    async def settle(self, seat_id: str) -> None:
        """Let a seat be its person's for good: whoever sits down on it is not judged any more."""

    async def deny(self, knock_id: str) -> Denied | None:
        """End a knock, and remember for the rest of the meeting that its owner was denied."""

    async def undo_deny(self, knock: Knock) -> bool:
        """Let the knocker wait where it waited, as if it had not been denied.

        False if it can't: the meeting is over, or the person is in the room by now.
        """

    async def end_knock(self, knock_id: str) -> None:
        """End a knock whose peer has a place elsewhere by now."""

    async def withdraw(self, peer_id: str) -> Knock | Seat | None:
        """End the peer's knock, or the seat that expects it; return which it was."""

    def waiting(self, room_id: str) -> Sequence[Knock]:
        """Return who knocked and was not answered, longest waiting first."""

    async def sit(
        self,
        seat_id: str,
        peer_id: str,
        protocol: str,
        *,
        knows_seats: bool = False,
        expected: bool = False,
        ready_seconds: float = 0,
        listens_seconds: float = 0,
    ) -> Sat | None:
        """Put a peer on a seat: from now on it is seen, and after so many seconds it is ready.

        None if the seat is gone. `Lapsed.listening` has it after `listens_seconds`; 0: never. A
        seat of the same peer in another room is given up. On a seat where nobody has sat yet, this
        is the step that lets somebody in: RowsOutdated is raised where the room's lock or rules, or
        what anybody is to it, have changed since the rows were read by which the seat was given.

        `expected`: only if the seat has expected this peer since it was admitted, i.e. the peer
        has neither gone nor asked for something else meanwhile.
        """

    async def lose(self, peer_id: str, hold_seconds: float) -> Seat | Knock | None:
        """Note that a peer's transport is lost; return its seat or knock as it was before.

        None if the peer has neither, or is known to be lost.
        """

    async def recover(self, peer_id: str, rejoin_seconds: float = 0) -> Seat | Knock | None:
        """Note that a lost peer is back; return its seat or knock as it was while lost.

        If it was told as gone, and does not know seats, it is expected to sit down again within
        `rejoin_seconds`; 0 expects nothing. See `Lapsed.not_rejoined`.
        """

    async def begin_rejoin(self, peer_id: str, seconds: float) -> None:
        """Give a join that was expected, and has begun, so long to end."""

    def is_rejoining(self, peer_id: str) -> bool:
        """Tell whether the join of a peer that is back is expected, or has begun."""

    async def drop(self, peer_id: str, hold_seconds: float) -> Seat | None:
        """Take the peer off its seat and hold that; None if the peer sits nowhere."""

    async def give_up(self, seat_id: str) -> GivenUp | None:
        """Remove a seat, and the room with its last one; None if it is gone already."""

    async def abandon(self, seat_id: str) -> None:
        """Remove a seat that is not settled and on which nobody has sat; nobody is turned away.

        If its person waited for it, it waits again in the same place, away if its peer has gone
        meanwhile.
        """

    async def turn_out(self, owner: str, room_id: str, refusal: EntryRefused | None) -> None:
        """Let nobody's earlier rows bring a removed person back: it must knock, or is refused."""

    async def close(self, room_id: str) -> Emptied:
        """Remove every seat and every knock of a room."""

    def seat_of(self, peer_id: str) -> Seat | None: ...

    def knock_of(self, peer_id: str) -> Knock | None: ...

    def seats(self, room_id: str) -> Sequence[Seat]:
        """Return the seats with a peer, lost ones too, in the order they were taken."""

    def all_seats(self, room_id: str) -> Sequence[Seat]:
        """Return every seat of the room, held and arriving ones too."""

    def room(self, room_id: str) -> Room | None: ...

    def rooms(self) -> Sequence[Room]:
        """Return every room in session."""

    async def change_seat(self, seat_id: str, **changes: Any) -> Seat | None: ...

    async def change_room(
        self, room_id: str, *, as_of: float | None = None, **changes: Any
    ) -> tuple[Room, Room] | None:
        """Change a room in session and return it before and after.

        `as_of` is when what is to be written was read; now, if it was decided here. None if the
        room isn't in session, or if something newer is known.
        """

    async def begin_meeting(self, room_id: str, meeting_id: str) -> None:
        """Note which stored meeting the room is in; nothing else of the room becomes newer."""

    async def assign_role(self, room_id: str, owner: str, role: Role) -> Seat | None:
        """Note what a person's role is by the rows now; return its seat as it is then, if any.

        Who waits will have the role when let in, and who acts for the host will have it
        afterwards. What is taken by rows that were read earlier does not change it back.
        """

    async def act_as_host(self, room_id: str) -> Seat | None:
        """Let somebody act for a host who is away: the first co-host, else the longest present
        person with an account; None if there is neither, or the host is back.
        """

    def misses_host(self, room_id: str) -> bool:
        """Tell whether the room's host has gone and is not back."""

    async def end_after(self, room_id: str, seconds: float) -> None:
        """Let the room end after so many seconds unless its host comes back."""

    async def type_until(self, seat_id: str, seconds: float) -> bool:
        """Note that somebody types, for so many seconds; True if it was not known before."""

    async def stop_typing(self, seat_id: str) -> Seat | None:
        """Note that somebody types no more; None if they did not."""

    async def lapse(self) -> Lapsed:
        """Do what is due by now."""

    def in_order(self, room_id: str) -> AbstractAsyncContextManager[None]:
        """Let one at a time store a message, or read the chat and sit down, in this room."""

    def deciding(self, room_id: str) -> AbstractAsyncContextManager[None]:
        """Let one at a time decide something in this room; not to be waited for in `in_order`."""
