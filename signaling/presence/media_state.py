"""The media of one room in session: its path, and the connections of each seat.

The state knows seat ids. It does not know seats, rules or media servers. Nothing is kept of a seat
that is gone.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from signaling.presence.media_records import (
    MOST_CANDIDATES,
    MOST_PICTURES,
    NO_MEDIA,
    NOTHING,
    Candidate,
    MediaQuality,
    MediaRequests,
    Picture,
    Received,
    RoomMedia,
    SeatMedia,
    StoredMedia,
)
from signaling.presence.records import MediaPath, MediaServerUse

_PICTURES = frozenset(("camera", "screen"))


class RoomMediaState:
    def __init__(self, use: MediaServerUse) -> None:
        is_always = use == "always"
        self.room = RoomMedia(over="server", generation=1) if is_always else RoomMedia()
        self._seats: dict[str, SeatMedia] = {}
        self._requests: dict[str, MediaRequests] = {}
        self._received: dict[str, frozenset[Received]] = {}
        self._quality: dict[str, tuple[str, MediaQuality]] = {}
        """The latest measurement by the client of a seat, with its peer id."""
        self._replaced: dict[str, set[str]] = {}
        """The other seats to which the direct link of a seat was replaced."""

    def seat(self, seat_id: str) -> SeatMedia:
        return self._seats.get(seat_id, NO_MEDIA)

    def sends_pictures(self, seat_id: str) -> bool:
        return not _PICTURES.isdisjoint(self.seat(seat_id).sources.values())

    def put_seat(self, seat_id: str, media: SeatMedia) -> None:
        self._seats[seat_id] = media

    def forget(self, seat_id: str) -> None:
        self._seats.pop(seat_id, None)
        self._requests.pop(seat_id, None)
        self._received.pop(seat_id, None)
        self._quality.pop(seat_id, None)
        for other in self._replaced.pop(seat_id, set()):
            self._replaced[other].discard(seat_id)

    def change_path(self, over: MediaPath) -> None:
        """Begin a generation: the connections of the one before it can't be used any more."""
        self.room = RoomMedia(over=over, generation=self.room.generation + 1)
        for seat_id, media in self._seats.items():
            self._seats[seat_id] = SeatMedia(pictures=media.pictures)
        self._requests.clear()
        self._received.clear()
        self._replaced.clear()

    # Requests of clients

    def requests(self, seat_id: str) -> MediaRequests:
        return self._requests.get(seat_id, NOTHING)

    def put_requests(self, seat_id: str, requests: MediaRequests) -> None:
        self._requests[seat_id] = requests

    def take_requests(self, seat_id: str) -> MediaRequests:
        return self._requests.pop(seat_id, NOTHING)

    def add_candidate(self, seat_id: str, candidate: Candidate) -> None:
        requests = self.requests(seat_id)
        if len(requests.candidates) < MOST_CANDIDATES:
            kept = (*requests.candidates, candidate)
            self._requests[seat_id] = replace(requests, candidates=kept)

    def request_pictures(self, seat_id: str, pictures: Iterable[Picture]) -> None:
        """Note the sizes that a page shows pictures at; keep the newest of a page with too many."""
        kept = {(one.seat_id, one.source): one for one in self.seat(seat_id).pictures}
        for picture in pictures:
            kept.pop((picture.seat_id, picture.source), None)
            kept[picture.seat_id, picture.source] = picture
        shown = [one for one in kept.values() if one.is_shown][-MOST_PICTURES:]
        hidden = [one for one in kept.values() if not one.is_shown][-MOST_PICTURES:]
        self.put_seat(seat_id, replace(self.seat(seat_id), pictures=(*hidden, *shown)))

    # Direct links

    def received(self, seat_id: str) -> frozenset[Received]:
        return self._received.get(seat_id, frozenset())

    def report(self, seat_id: str, received: frozenset[Received]) -> None:
        self._received[seat_id] = received

    def is_replaced(self, seat_id: str, other_id: str) -> bool:
        return other_id in self._replaced.get(seat_id, ())

    def replace_link(self, seat_id: str, other_id: str) -> None:
        self._replaced.setdefault(seat_id, set()).add(other_id)
        self._replaced.setdefault(other_id, set()).add(seat_id)

    # Measurements

    def quality(self, seat_id: str, peer_id: str) -> MediaQuality | None:
        """Return what this peer has reported; a later client of the seat has other connections."""
        reporter, quality = self._quality.get(seat_id, ("", None))
        return quality if reporter == peer_id else None

    def report_quality(self, seat_id: str, peer_id: str, quality: MediaQuality) -> None:
        self._quality[seat_id] = (peer_id, quality)

    # Snapshots

    def stored(self) -> StoredMedia | None:
        """Return what a snapshot has to contain; None if there is nothing."""
        if not self.room.generation:
            return None
        return StoredMedia(self.room, self._seats)

    def restore(self, stored: StoredMedia, seat_ids: Iterable[str]) -> None:
        self.room = stored.room
        self._seats = {key: stored.seats[key] for key in seat_ids if key in stored.seats}
