"""The queue of visitors who wait for a partner, and the choice of a partner.

The module knows visitors and their wishes; it starts and ends no pairs. The search for a partner
goes through the unsuitable visitors to the first suitable one. Few visitors are unsuitable, because
visitors who can be paired do not wait.
"""

from itertools import chain
from typing import TYPE_CHECKING

from signaling.presence.pair_records import Pair, Visitor

if TYPE_CHECKING:
    from signaling.presence.pair_state import PairState

# Windows of one person are never paired with each other, and would make the search longer.
_MOST_WAITING_WINDOWS = 8


class VisitorState:
    """The state of one visitor.

    `last` is the visitor's last pair, which is kept until its next pair begins.
    """

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.wants_video = False
        self.has_sought = False
        self.is_lost = False
        self.pair: PairState | None = None
        self.last: Pair | None = None
        self.reported_id = ""
        """The peer id of the newest partner that this visitor has reported."""

    @property
    def peer_id(self) -> str:
        return self.visitor.peer_id

    def has_just_left(self, other: "VisitorState") -> bool:
        return self.last is not None and self.last.partner.peer_id == other.peer_id


class PairQueue:
    """Two lines of waiting visitors, one for video and one for text, each in order of arrival."""

    def __init__(self) -> None:
        self._lines: dict[bool, dict[str, VisitorState]] = {True: {}, False: {}}
        self._windows: dict[str, int] = {}

    def __contains__(self, state: VisitorState) -> bool:
        return state.peer_id in self._lines[state.wants_video]

    def has_room_for(self, state: VisitorState) -> bool:
        """Tell whether the person of this visitor may wait in one more window."""
        return self._windows.get(state.visitor.owner, 0) < _MOST_WAITING_WINDOWS

    def add(self, state: VisitorState) -> None:
        """Add a visitor at the end of its line."""
        owner = state.visitor.owner
        self._windows[owner] = self._windows.get(owner, 0) + 1
        self._lines[state.wants_video][state.peer_id] = state

    def remove(self, state: VisitorState) -> None:
        if self._lines[state.wants_video].pop(state.peer_id, None) is None:
            return
        owner = state.visitor.owner
        self._windows[owner] -= 1
        if not self._windows[owner]:
            del self._windows[owner]

    def partner_for(self, state: VisitorState) -> VisitorState | None:
        """Return the oldest suitable visitor with the same wish, or else with the other wish.

        The partner that this visitor has just left, or that has just left it, is the last choice.
        """
        same, other = self._lines[state.wants_video], self._lines[not state.wants_video]
        just_left = None
        for candidate in chain(same.values(), other.values()):
            if not _suit(state, candidate):
                continue
            if not (state.has_just_left(candidate) or candidate.has_just_left(state)):
                return candidate
            just_left = just_left or candidate
        return just_left


def _suit(one: VisitorState, other: VisitorState) -> bool:
    """Tell whether two visitors may be paired."""
    first, second = one.visitor, other.visitor
    return (
        first.owner != second.owner
        and first.owner not in second.avoids
        and second.owner not in first.avoids
        and not (one.is_lost or other.is_lost)
    )
