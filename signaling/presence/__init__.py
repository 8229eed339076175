"""The current state of every room in session: its seats, peers and knocks.

Presence knows seats, peers and rooms; it knows no sockets, user accounts or database rows. A peer
is in at most one room or waiting room. A room is stored here only while it has a seat or a knock.

The states of a seat (a person who must knock gets a seat only through the waiting room):

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

from rooms.access import AdmissionStatus, RowsOutdated
from rooms.refusals import EntryRefused
from signaling.presence.negotiated_peers import Acquaintances
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
    """The store. Every method is one atomic step, and no method raises for an unknown id."""

    @property
    def pairs(self) -> Pairs:
        """Return the store of the random pairs, which have no room."""

    @property
    def acquaintances(self) -> Acquaintances:
        """Return the store of the pairs of peers that have exchanged session descriptions."""

    def now(self) -> float:
        """Return monotonic seconds, which can be compared only within one store."""

    def is_empty(self) -> bool:
        """Tell whether the store holds nothing about any room, seat, knock or peer."""

    async def take(
        self,
        room: Room,
        knock: Knock,
        *,
        standing: AdmissionStatus,
        newcomer_refusal: EntryRefused | None,
        hold_seconds: float,
    ) -> Taken | Knocked:
        """Give the owner of the knock's seat a place in the room, by the rules 3 to 7 of admission.

        If the owner already has a seat in the room, return that seat and skip the rules. If no peer
        has sat on it yet, `sit` checks it. Raise `newcomer_refusal` for a newcomer, RoomLocked
        unless the role may pass the lock, or RoomFull. Put a person who must knock into the waiting
        room, in the earlier place if the person already waits, or raise KnockDenied or
        WaitingRoomFull.

        A new seat is held for `hold_seconds` until a peer sits on it. A room's session begins with
        its first seat or knock. The rules use `room` or the stored state of the room, whichever is
        newer: a lock or a removal that was acknowledged while the rows were being read applies.
        The first person in an ad-hoc room sets its password, and everybody else must give it.
        Raises PasswordRequired, WrongPassword, TooManyPasswords or TooManyRooms.

        Raises RowsOutdated if, after the rows were read, `outdate` was called, the room's session
        ended, or a change of the room arrived while it was not in session.
        """

    def judge(
        self,
        room: Room,
        knock: Knock,
        *,
        standing: AdmissionStatus,
        newcomer_refusal: EntryRefused | None,
    ) -> None:
        """Raise the error that `take` would raise, and change nothing."""

    async def outdate(self, room_id: str) -> None:
        """Reject rows of a room that were read before now, whether the room is in session or not.

        A peer can't sit down on a seat that was given by such rows; see `sit`.
        """

    async def admit(self, knock_id: str, hold_seconds: float) -> Knock | None:
        """Turn a knock into a seat that its peer may `sit` on with `expected`; raise RoomFull.

        The caller must `settle` the seat after storing it, because a host has decided to admit the
        person.
        """

    async def settle(self, seat_id: str) -> None:
        """Mark a seat as final: `sit` does not check it again."""

    async def deny(self, knock_id: str) -> Denied | None:
        """End a knock, and remember until the meeting ends that its owner was denied."""

    async def undo_deny(self, knock: Knock) -> bool:
        """Put the knocker back in its place in the waiting room, and forget this denial.

        Returns False if the meeting is over, or the person already has a seat or knock in the room.
        """

    async def end_knock(self, knock_id: str) -> None:
        """End a knock whose peer now has a place in another room."""

    async def withdraw(self, peer_id: str) -> Knock | Seat | None:
        """End the peer's knock and return it, or return the seat that expected the peer.

        The seat stays, but no longer expects the peer.
        """

    def waiting(self, room_id: str) -> Sequence[Knock]:
        """Return the unanswered knocks of a room, longest waiting first."""

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
        """Put a peer on a seat: it is visible at once, and ready after `ready_seconds`.

        Returns None if the seat is gone. After `listens_seconds` the seat appears in
        `Lapsed.listening`; with 0 it never does. A seat of the same peer in another room is given
        up. If no peer has sat on this seat before, this step lets the person in: it raises
        RowsOutdated if the room's lock or rules, or any person's removal or this person's role, has
        changed since the rows were read by which the seat was given.

        With `expected`, the peer sits down only if the seat still expects it after an admission,
        i.e. the peer has neither gone nor asked for something else since then.
        """

    async def lose(self, peer_id: str, hold_seconds: float) -> Seat | Knock | None:
        """Note that a peer's transport is lost; return its seat or knock as it was before.

        Returns None if the peer has neither, or is already marked as lost.
        """

    async def recover(self, peer_id: str, rejoin_seconds: float = 0) -> Seat | Knock | None:
        """Note that a lost peer is back; return its seat or knock as it was while lost.

        If the peer was shown as departed and does not know seats, it is expected to sit down again
        within `rejoin_seconds`; with 0 nothing is expected. See `Lapsed.not_rejoined`.
        """

    async def begin_rejoin(self, peer_id: str, seconds: float) -> None:
        """Give a join that was expected and has begun `seconds` to end."""

    def is_rejoining(self, peer_id: str) -> bool:
        """Tell whether a recovered peer is expected to join again, or has begun to join."""

    async def drop(self, peer_id: str, hold_seconds: float) -> Seat | None:
        """Take the peer off its seat and hold the seat; return None if the peer has no seat."""

    async def give_up(self, seat_id: str) -> GivenUp | None:
        """Remove a seat, and the room with its last seat; return None if the seat is gone."""

    async def abandon(self, seat_id: str) -> None:
        """Remove a seat that is not settled and on which no peer has sat.

        No knocker is turned away. If the person waited for this seat, the person waits again in the
        same place, and counts as away if its peer has gone in the meantime.
        """

    async def turn_out(self, owner: str, room_id: str, refusal: EntryRefused | None) -> None:
        """Note that a person was removed: raise `refusal` on entry, or require a knock if None.

        This applies to an entry by rows that were read before the removal.
        """

    async def close(self, room_id: str) -> Emptied:
        """Remove every seat and every knock of a room."""

    def seat_of(self, peer_id: str) -> Seat | None: ...

    def knock_of(self, peer_id: str) -> Knock | None: ...

    def seats(self, room_id: str) -> Sequence[Seat]:
        """Return the seats with a peer, including lost peers, in the order they were taken."""

    def all_seats(self, room_id: str) -> Sequence[Seat]:
        """Return every seat of the room, including held and arriving ones."""

    def room(self, room_id: str) -> Room | None: ...

    def rooms(self) -> Sequence[Room]:
        """Return every room in session."""

    async def change_seat(self, seat_id: str, **changes: Any) -> Seat | None: ...

    async def change_room(
        self, room_id: str, *, as_of: float | None = None, **changes: Any
    ) -> tuple[Room, Room] | None:
        """Change a room in session and return the room before and after the change.

        `as_of` is the time when the new values were read; None means that they were decided now.
        Returns None if the room isn't in session, or if the stored state is as new as `as_of`.
        """

    async def begin_meeting(self, room_id: str, meeting_id: str) -> None:
        """Set the id of the stored meeting of the room, and leave the room's `as_of` unchanged."""

    async def assign_role(self, room_id: str, owner: str, role: Role) -> Seat | None:
        """Set a person's role as the rows have it now; return the person's changed seat, if any.

        A person in the waiting room gets the role with the seat. A person who acts for the host
        gets it when the host is back. Rows that were read earlier do not change it back.
        """

    async def act_as_host(self, room_id: str) -> Seat | None:
        """Make a person act for an absent host, and return that person's seat.

        This is the first co-host, or else the longest present person with an account. Returns None
        if there is neither, if a person already acts, or if the host is back.
        """

    def misses_host(self, room_id: str) -> bool:
        """Tell whether the room's host has gone and is not back."""

    async def end_after(self, room_id: str, seconds: float) -> None:
        """End the room after `seconds`, unless its host comes back before."""

    async def type_until(self, seat_id: str, seconds: float) -> bool:
        """Mark a person as typing for `seconds`; return True if the person was not typing."""

    async def stop_typing(self, seat_id: str) -> Seat | None:
        """Mark a person as no longer typing; return None if the person was not typing."""

    async def lapse(self) -> Lapsed:
        """Apply every deadline that has passed, and return the changes."""

    def in_order(self, room_id: str) -> AbstractAsyncContextManager[None]:
        """Lock the room's chat order: for storing a message, or for reading the chat and sitting.

        The steps of one room run one after the other.
        """

    def deciding(self, room_id: str) -> AbstractAsyncContextManager[None]:
        """Lock the room's decisions, which run one after the other.

        Do not enter this lock inside `in_order`.
        """
