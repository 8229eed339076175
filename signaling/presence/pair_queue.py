"""Those who wait for a partner, and who of them suits whom.

Finding a partner looks at those who can't be one, and at one more; there are few of the former,
since whoever can be paired does not wait.
"""

from itertools import chain
from typing import TYPE_CHECKING

from signaling.presence.pairs import Together, Visitor

if TYPE_CHECKING:
    from signaling.presence.pair import Pair

# Nobody is paired with themselves, so a person's windows would wait in each other's way.
_MOST_WAITING_WINDOWS = 8


class Place:
    """What is known of one visitor; `last` is the pair that ended, until the next begins."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.wants_video = False
        self.has_sought = False
        self.is_lost = False
        self.pair: Pair | None = None
        self.last: Together | None = None

    @property
    def peer_id(self) -> str:
        return self.visitor.peer_id

    def has_just_left(self, other: "Place") -> bool:
        return self.last is not None and self.last.partner.peer_id == other.peer_id


class PairQueue:
    """Two lines, of those who want video and of those who want text, in the order they came."""

    def __init__(self) -> None:
        self._lines: dict[bool, dict[str, Place]] = {True: {}, False: {}}
        self._windows: dict[str, int] = {}

    def __contains__(self, place: Place) -> bool:
        return place.peer_id in self._lines[place.wants_video]

    def has_room_for(self, place: Place) -> bool:
        """Tell whether the visitor's person may wait in one more window."""
        return self._windows.get(place.visitor.owner, 0) < _MOST_WAITING_WINDOWS

    def add(self, place: Place) -> None:
        """Let a visitor wait at the end of its line."""
        owner = place.visitor.owner
        self._windows[owner] = self._windows.get(owner, 0) + 1
        self._lines[place.wants_video][place.peer_id] = place

    def remove(self, place: Place) -> None:
        if self._lines[place.wants_video].pop(place.peer_id, None) is None:
            return
        owner = place.visitor.owner
        self._windows[owner] -= 1
        if not self._windows[owner]:
            del self._windows[owner]

    def partner_for(self, place: Place) -> Place | None:
        """Return the oldest who wants the same, else the oldest; who was just left comes last."""
        same, other = self._lines[place.wants_video], self._lines[not place.wants_video]
        just_left = None
        for candidate in chain(same.values(), other.values()):
            if not _suit(place, candidate):
                continue
            if not (place.has_just_left(candidate) or candidate.has_just_left(place)):
                return candidate
            just_left = just_left or candidate
        return just_left


def _suit(one: Place, other: Place) -> bool:
    """Tell whether two may be paired at all."""
    first, second = one.visitor, other.visitor
    return (
        first.owner != second.owner
        and first.owner not in second.avoids
        and second.owner not in first.avoids
        and not (one.is_lost or other.is_lost)
    )
