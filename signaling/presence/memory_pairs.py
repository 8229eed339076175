"""The random pairs of one process, in dictionaries.

No method awaits between reading and writing; therefore every method is atomic on one event loop.
"""

from collections.abc import Callable, Sequence

from django.conf import settings
from msgspec.structs import replace

from signaling.presence.deadlines import Deadlines
from signaling.presence.pair import Pair
from signaling.presence.pair_queue import PairQueue, Place
from signaling.presence.pairs import (
    Fact,
    Line,
    Paired,
    Parted,
    Queued,
    Ready,
    Signal,
    Together,
    Visitor,
)
from signaling.presence.refusals import WaitsElsewhere


class MemoryPairs:
    """See `Pairs`. Times are monotonic seconds of `clock`."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._places: dict[str, Place] = {}
        self._places_of: dict[str, dict[str, Place]] = {}
        self._queue = PairQueue()
        self._alone_until = Deadlines()
        self._lost_until = Deadlines()
        self._online: dict[str, None] = {}
        self._is_online_changed = False

    async def come(self, visitor: Visitor) -> None:
        place = Place(visitor)
        self._places[visitor.peer_id] = place
        self._places_of.setdefault(visitor.owner, {})[visitor.peer_id] = place
        self._set_online(visitor.peer_id, is_online=True)

    async def go(self, peer_id: str) -> Sequence[Fact]:
        place = self._places.get(peer_id)
        if place is None:
            return []
        told = self._part(place)
        self._queue.remove(place)
        self._lost_until.clear(peer_id)
        self._set_online(peer_id, is_online=False)
        del self._places[peer_id]
        owner = place.visitor.owner
        del self._places_of[owner][peer_id]
        if not self._places_of[owner]:
            del self._places_of[owner]
        return told

    def visitor(self, peer_id: str) -> Visitor | None:
        place = self._places.get(peer_id)
        return place.visitor if place else None

    def has_sought(self, peer_id: str) -> bool:
        place = self._places.get(peer_id)
        return place is not None and place.has_sought

    async def seek(self, peer_id: str, *, wants_video: bool | None) -> Sequence[Fact]:
        place = self._places.get(peer_id)
        if place is None:
            return []
        wish = place.wants_video if wants_video is None else wants_video
        if place in self._queue and wish == place.wants_video:
            return [Queued(peer_id)]
        if place not in self._queue and not self._queue.has_room_for(place):
            raise WaitsElsewhere
        parted = self._part(place)
        self._queue.remove(place)
        place.wants_video, place.has_sought = wish, True
        return [*parted, *self._wait(place)]

    def together(self, peer_id: str) -> Together | None:
        place = self._places.get(peer_id)
        return None if place is None or place.pair is None else self._together(place, place.pair)

    def last_together(self, peer_id: str) -> Together | None:
        place = self._places.get(peer_id)
        return self.together(peer_id) or (place.last if place else None)

    async def write(self, peer_id: str, line: Line) -> str | None:
        pair = self._pair_of(peer_id)
        if pair is None:
            return None
        pair.lines.append(line)
        return pair.partner_of(peer_id)

    async def ready(self, peer_id: str) -> Ready | None:
        pair = self._pair_of(peer_id)
        return pair.ready(peer_id) if pair else None

    async def signal(self, peer_id: str, signal: Signal) -> str | None:
        pair = self._pair_of(peer_id)
        if pair is None:
            return None
        pair.signal(peer_id, signal)
        return pair.partner_of(peer_id)

    async def separate(self, one: Visitor, other: Visitor) -> Sequence[Fact]:
        facts: list[Fact] = []
        for owner, avoided in ((one.owner, other.owner), (other.owner, one.owner)):
            for place in self._places_of.get(owner, {}).values():
                avoids = place.visitor.avoids | {avoided}
                place.visitor = replace(place.visitor, avoids=avoids)
                partner = self._partner_of(place)
                if partner is not None and partner.visitor.owner == avoided:
                    facts += self._part_both(place)
        return facts

    async def block(self, owner: str) -> Sequence[Fact]:
        facts: list[Fact] = []
        for place in self._places_of.get(owner, {}).values():
            place.visitor = replace(place.visitor, is_blocked=True)
            self._queue.remove(place)
            facts += self._part_both(place)
            self._alone_until.clear(place.peer_id)
        return facts

    async def unblock(self, owner: str) -> None:
        for place in self._places_of.get(owner, {}).values():
            place.visitor = replace(place.visitor, is_blocked=False)

    async def lose(self, peer_id: str, *, went_away: bool) -> Sequence[Fact]:
        place = self._places.get(peer_id)
        if place is None or place.is_lost:
            return []
        place.is_lost = True
        if went_away:
            self._set_online(peer_id, is_online=False)
            return self._part_both(place)
        self._lost_until.set(peer_id, self._clock() + settings.PAIRING_HOLD_SECONDS)
        return []

    async def recover(self, peer_id: str) -> Sequence[Fact]:
        place = self._places.get(peer_id)
        if place is None:
            return []
        place.is_lost = False
        self._lost_until.clear(peer_id)
        self._set_online(peer_id, is_online=True)
        if self._alone_until.clear(peer_id):
            # The visitor is told only now that it is alone, so its time starts again.
            self._leave_alone(place)
        return self._match(place) if place in self._queue else []

    async def lapse(self) -> Sequence[Fact]:
        facts: list[Fact] = []
        now = self._clock()
        for peer_id in self._lost_until.due(now):
            self._set_online(peer_id, is_online=False)
            facts += self._part_both(self._places[peer_id])
        for peer_id in self._alone_until.due(now):
            place = self._places[peer_id]
            if place.is_lost:
                self._leave_alone(place)
            else:
                facts += self._wait(place)
        return facts

    async def online_if_changed(self) -> Sequence[str] | None:
        if not self._is_online_changed:
            return None
        self._is_online_changed = False
        return list(self._online)

    def _wait(self, place: Place) -> list[Fact]:
        """Put a visitor into the queue, and pair it if a partner is there."""
        self._queue.add(place)
        return [Queued(place.peer_id), *self._match(place)]

    def _match(self, place: Place) -> list[Fact]:
        """Pair a waiting visitor if there is a suitable partner."""
        partner = self._queue.partner_for(place)
        if partner is None:
            return []
        pair = Pair(partner.peer_id, place.peer_id, settings.PAIRING_REPORTED_MESSAGES)
        for one in (partner, place):
            self._queue.remove(one)
            one.pair, one.last = pair, None
        with_video = place.wants_video or partner.wants_video
        return [Paired(partner.peer_id, place.peer_id, with_video)]

    def _part(self, place: Place) -> list[Fact]:
        """End the pair of a visitor that leaves it; only the partner is told and becomes alone."""
        self._alone_until.clear(place.peer_id)
        partner = self._partner_of(place)
        if partner is None or place.pair is None:
            return []
        for one in (place, partner):
            one.last = self._together(one, place.pair)
        place.pair = partner.pair = None
        self._leave_alone(partner)
        return [Parted(partner.peer_id, place.peer_id)]

    def _part_both(self, place: Place) -> list[Fact]:
        """End the pair of a visitor by the server's decision; both are told and become alone."""
        partner = self._partner_of(place)
        if partner is None:
            return []
        told = self._part(place)
        self._leave_alone(place)
        return [*told, Parted(place.peer_id, partner.peer_id)]

    def _leave_alone(self, place: Place) -> None:
        seconds = place.visitor.queued_after_seconds
        if seconds is None:
            seconds = settings.PAIRING_ALONE_SECONDS
        self._alone_until.set(place.peer_id, self._clock() + seconds)

    def _together(self, place: Place, pair: Pair) -> Together:
        """Return the pair from one visitor's point of view."""
        partner = self._places[pair.partner_of(place.peer_id)]
        return Together(place.visitor, partner.visitor, tuple(pair.lines))

    def _pair_of(self, peer_id: str) -> Pair | None:
        place = self._places.get(peer_id)
        return place.pair if place else None

    def _partner_of(self, place: Place) -> Place | None:
        return self._places[place.pair.partner_of(place.peer_id)] if place.pair else None

    def _set_online(self, peer_id: str, *, is_online: bool) -> None:
        if is_online == (peer_id in self._online):
            return
        self._is_online_changed = True
        if is_online:
            self._online[peer_id] = None
        else:
            del self._online[peer_id]
