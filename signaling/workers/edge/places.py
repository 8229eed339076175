"""The places of this worker's peers in rooms of other workers, and the events under way to them.

    at home ──the home lapsed, gave the room back, or denies──▶ without a home ──a home──▶ at home

Without a home, events wait for at most `HELD_SECONDS`. When a room has a new home, the events that
the old one did not acknowledge are sent again if that does no harm, and refused otherwise.

A worker denies that it is the home if it gets an event while it is about to take the room up. It
may be the home a moment later, and send to the peer before this worker has found that out.
Therefore its messages are passed on until it is certain that it is not the home.
"""

from collections.abc import Callable, Iterator

from signaling.workers.edge.held_events import Held

HELD_SECONDS = 5.0
# More than the largest message.
MOST_HELD_BYTES = 384 * 1024


class Place:
    """The place of one peer, in a room whose home is `home`; "" while the home is looked for.

    `source` is the worker whose messages about the room are passed on to the peer: the home, or the
    one that denied to be it; "" if that one lapsed or gave the room back.
    """

    __slots__ = (
        "_held",
        "_held_bytes",
        "epoch",
        "has_two_pictures",
        "home",
        "knows_media_server",
        "knows_seats",
        "newest_message",
        "room_key",
        "seat_id",
        "source",
    )

    def __init__(
        self,
        room_key: str,
        home: str,
        epoch: int,
        seat_id: str = "",
        *,
        knows_seats: bool = False,
        has_two_pictures: bool = False,
        knows_media_server: bool = False,
        newest_message: int | None = None,
    ) -> None:
        self.room_key = room_key
        self.home = self.source = home
        self.epoch = epoch
        self.seat_id = seat_id
        """The seat or the knock of the peer, for a home that takes the room up."""
        self.knows_seats = knows_seats
        self.has_two_pictures = has_two_pictures
        self.knows_media_server = knows_media_server
        self.newest_message = newest_message
        """The id of the newest chat message that the peer has got; None if that is not known."""
        self._held: list[Held] = []
        self._held_bytes = 0

    def set_home(self, home: str, epoch: int) -> None:
        self.home = self.source = home
        self.epoch = epoch

    def lose_home(self, *, is_gone: bool) -> None:
        """Note that the home has to be found; `is_gone` if it certainly is another worker."""
        self.home = ""
        if is_gone:
            self.source = ""

    def hold(self, held: Held) -> bool:
        """Remember an event; return False if there are too many."""
        if self._held_bytes + len(held.event.body) > MOST_HELD_BYTES:
            return False
        self._held.append(held)
        self._held_bytes += len(held.event.body)
        return True

    def acknowledged(self, ack_id: int) -> Held | None:
        """Remove and return the event that was acknowledged; None if nobody waits for that."""
        for held in self._held:
            if held.ack_id == ack_id:
                self._remove(held)
                return held
        return None

    def take_all(self) -> list[Held]:
        held, self._held = self._held, []
        self._held_bytes = 0
        return held

    def take_older(self, before: float) -> list[Held]:
        """Remove and return the events that have waited since before this time."""
        older = [held for held in self._held if held.at < before]
        for held in older:
            self._remove(held)
        return older

    def _remove(self, held: Held) -> None:
        self._held.remove(held)
        self._held_bytes -= len(held.event.body)


class Places:
    """All places by peer id. Times are seconds of `clock`."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._places: dict[str, Place] = {}
        self.find = self._places.get
        self._by_room: dict[str, dict[str, Place]] = {}
        self._rosters: dict[str, tuple[str, dict[str, str]]] = {}
        """The home that has told the roster of a room, and the peer on each seat."""

    def put(self, peer_id: str, place: Place) -> None:
        """Give a peer its place, instead of an earlier one."""
        before = self._places.get(peer_id)
        if before is not None and before.room_key != place.room_key:
            self.remove(peer_id)
        self._places[peer_id] = place
        self._by_room.setdefault(place.room_key, {})[peer_id] = place

    def remove(self, peer_id: str) -> Place | None:
        place = self._places.pop(peer_id, None)
        if place is not None:
            in_room = self._by_room[place.room_key]
            del in_room[peer_id]
            if not in_room:
                del self._by_room[place.room_key]
                self._rosters.pop(place.room_key, None)
        return place

    def all(self) -> Iterator[tuple[str, Place]]:
        yield from list(self._places.items())

    def in_room(self, room_key: str) -> list[tuple[str, Place]]:
        return list(self._by_room.get(room_key, {}).items())

    def of_source(self, worker: str) -> list[tuple[str, Place]]:
        return [one for one in self._places.items() if one[1].source == worker]

    def roster(self, room_key: str) -> dict[str, str] | None:
        """Return the seats that the peers here know, with the peer on each; None if unknown."""
        found = self._rosters.get(room_key)
        return None if found is None else found[1]

    def note_roster(
        self, home: str, room_key: str, peers: dict[str, str], *, is_complete: bool
    ) -> None:
        """Note the roster of a room, or its changes, unless the room has another home now.

        The first peer of a room gets its place after that; if it gets none, call
        `forget_unused_roster`.
        """
        sources = {place.source for _, place in self.in_room(room_key)}
        if sources and home not in sources:
            return
        if is_complete:
            self._rosters[room_key] = home, peers
        elif room_key in self._rosters and self._rosters[room_key][0] == home:
            known = self._rosters[room_key][1] | peers
            self._rosters[room_key] = home, {key: peer for key, peer in known.items() if peer}

    def forget_unused_roster(self, room_key: str) -> None:
        """Forget the roster of a room in which no peer has a place."""
        if room_key not in self._by_room:
            self._rosters.pop(room_key, None)
