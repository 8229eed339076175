"""The rooms in session: their records, and the decisions about them."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

from msgspec.structs import replace

from rooms.refusals import EntryRefused
from signaling.presence.indexes import Indexes
from signaling.presence.outdated import OutdatedRows
from signaling.presence.records import Role, Room, Seat


class Rooms:
    """Times are seconds of `now`."""

    def __init__(self, indexes: Indexes, outdated: OutdatedRows, now: Callable[[], float]) -> None:
        self._indexes = indexes
        self._outdated = outdated
        self._now = now

    def all(self) -> Sequence[Room]:
        """Return every room in session."""
        return [state.room for state in self._indexes.states.values()]

    def change(
        self, room_id: str, *, as_of: float | None = None, **changes: Any
    ) -> tuple[Room, Room] | None:
        """Change a room in session and return the room before and after the change.

        `as_of` is the time when the new values were read; None means that they were decided now.
        Returns None if the room isn't in session, or if the stored state is as new as `as_of`.
        """
        state = self._indexes.states.get(room_id)
        if state is None and as_of is None:
            self._outdated.note(room_id)
        if state is None or (as_of is not None and as_of <= state.room.as_of):
            return None
        before = state.room
        as_of = self._now() if as_of is None else as_of
        state.change_room(replace(before, as_of=as_of, **changes))
        self._indexes.seat_changed(room_id, "")
        return before, state.room

    def set_meeting(self, room_id: str, meeting_id: str) -> None:
        """Set the id of the stored meeting of the room, and leave the room's `as_of` unchanged."""
        if (state := self._indexes.states.get(room_id)) is not None:
            state.change_room(replace(state.room, meeting_id=meeting_id))

    def assign_role(self, room_id: str, owner: str, role: Role) -> Seat | None:
        """Set a person's role as the rows have it now; return the person's changed seat, if any.

        A person in the waiting room gets the role with the seat. A person who acts for the host
        gets it when the host is back. Rows that were read earlier do not change it back.
        """
        state = self._indexes.states.get(room_id)
        if state is None:
            self._outdated.note(room_id)
            return None
        return state.assign_role(owner, role, self._now())

    def spotlight(self, room_id: str) -> str | None:
        """Return the id of the seat in the spotlight, if there is one."""
        state = self._indexes.states.get(room_id)
        return None if state is None else state.spotlight

    def set_spotlight(self, room_id: str, seat_id: str | None) -> None:
        """Put a seat of the room into the spotlight, or none; it leaves with the seat."""
        state = self._indexes.states.get(room_id)
        if state is not None and (seat_id is None or seat_id in state.seats):
            state.spotlight = seat_id
            state.is_changed = True

    def note_removal(self, owner: str, room_id: str, refusal: EntryRefused | None) -> None:
        """Note that a person was removed: raise `refusal` on entry, or require a knock if None.

        This applies to an entry by rows that were read before the removal.
        """
        state = self._indexes.states.get(room_id)
        if state is None:
            self._outdated.note(room_id)
        else:
            state.decisions.note_removal(owner, refusal, self._now())

    def chat_order(self, room_id: str) -> AbstractAsyncContextManager[None]:
        """Lock the room's chat order: for storing a message, or for reading the chat and sitting.

        The steps of one room run one after the other.
        """
        state = self._indexes.states.get(room_id)
        return nullcontext() if state is None else state.chat_lock

    def note_message(self, room_id: str, message_id: int) -> None:
        """Note a stored chat message as the newest one, unless a newer one is known."""
        if (state := self._indexes.states.get(room_id)) is not None:
            state.newest_message = max(state.newest_message, message_id)

    def newest_message(self, room_id: str) -> int:
        """Return the id of the newest chat message in the room; 0 if there is none."""
        state = self._indexes.states.get(room_id)
        return 0 if state is None else state.newest_message

    def decisions(self, room_id: str) -> AbstractAsyncContextManager[None]:
        """Lock the room's decisions, which run one after the other.

        Do not enter this lock inside `chat_order`.
        """
        state = self._indexes.states.get(room_id)
        return nullcontext() if state is None else state.decision_lock
