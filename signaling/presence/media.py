"""The steps of clients and of the media task in rooms whose media may go over a media server.

Every method is one atomic step. Steps about a seat or a room that is gone do nothing. `changed` is
called after each change that the media task may have to react to, also after changes of seats.
"""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from rooms.actions.media_servers import RoomLoad
from signaling.presence.indexes import Indexes, SeatChanged
from signaling.presence.media_records import (
    NO_MEDIA,
    NOTHING,
    Answer,
    Candidate,
    MediaQuality,
    MediaRequests,
    Offer,
    Picture,
    Received,
    RoomMedia,
    SeatMedia,
)
from signaling.presence.media_state import RoomMediaState
from signaling.presence.records import MediaPath, Seat, Source


class Media:
    def __init__(self, indexes: Indexes) -> None:
        self._indexes = indexes

    def watch(self, changed: SeatChanged) -> None:
        """Call `changed` with the ids of a room and a seat after each change.

        The id of the seat is "" if the room has changed, has been opened or has been closed.
        """
        self._indexes.seat_changed = changed

    def of_room(self, room_id: str) -> RoomMedia:
        state = self._indexes.states.get(room_id)
        return RoomMedia() if state is None else state.media.room

    def of_seat(self, seat_id: str) -> SeatMedia:
        media = self._of(seat_id)
        return NO_MEDIA if media is None else media.seat(seat_id)

    def load_of_room(self, room_id: str) -> RoomLoad:
        """Return the media server of a room, its people, and those who send pictures over it."""
        state = self._indexes.states.get(room_id)
        if state is None or not state.media.room.server:
            return RoomLoad()
        pictures = sum(state.media.sends_pictures(seat_id) for seat_id in state.seats)
        return RoomLoad(state.media.room.server, len(state.seats), pictures)

    def sends_pictures(self, seat_id: str) -> bool:
        media = self._of(seat_id)
        return media is not None and media.sends_pictures(seat_id)

    def is_over_server(self, room_id: str) -> bool:
        state = self._indexes.states.get(room_id)
        return state is not None and state.media.room.over == "server"

    def allows_direct_links(self, room_id: str) -> bool:
        """Tell whether clients of the room may connect to each other, and learn their addresses."""
        state = self._indexes.states.get(room_id)
        return state is None or state.room.rules.media_server != "always"

    # Clients

    def offer(self, seat_id: str, offer: Offer) -> None:
        """Keep an offer for the media server, in place of an older one."""
        if (media := self._of(seat_id)) is not None:
            media.put_requests(seat_id, replace(media.requests(seat_id), offer=offer))
            self._note(seat_id)

    def subscribe(self, seat_id: str, connection_id: str, *, restart: bool) -> None:
        """Open a subscribing connection, or ask for its offer; a new id replaces the earlier one.

        The page has received nothing over a new connection yet.
        """
        if (media := self._of(seat_id)) is None:
            return
        requests, seat = media.requests(seat_id), media.seat(seat_id)
        if connection_id != seat.subscribing_id:
            media.put_seat(seat_id, replace(seat, subscribing_id=connection_id))
            media.report(seat_id, frozenset())
            requests = replace(requests, answer=None, restarts=False)
            restart = False
        wanted = replace(requests, is_offer_wanted=True, restarts=requests.restarts or restart)
        media.put_requests(seat_id, wanted)
        self._note(seat_id, is_stored=True)

    def offer_again(self, seat_id: str) -> None:
        """Ask for the offer that a seat's subscribing connection may have missed, if it has one."""
        media = self._of(seat_id)
        if media is not None and media.seat(seat_id).subscribing_id:
            wanted = replace(media.requests(seat_id), is_offer_wanted=True)
            media.put_requests(seat_id, wanted)
            self._note(seat_id)

    def answer(self, seat_id: str, answer: Answer) -> None:
        if (media := self._of(seat_id)) is not None:
            media.put_requests(seat_id, replace(media.requests(seat_id), answer=answer))
            self._note(seat_id)

    def add_candidate(self, seat_id: str, candidate: Candidate) -> None:
        """Keep a candidate for the media server; drop it if too many wait."""
        if (media := self._of(seat_id)) is not None:
            media.add_candidate(seat_id, candidate)
            self._note(seat_id)

    def request_pictures(self, seat_id: str, pictures: Sequence[Picture]) -> None:
        if (media := self._of(seat_id)) is not None:
            media.request_pictures(seat_id, pictures)
            self._note(seat_id, is_stored=True)

    def report(self, seat_id: str, received: Collection[Received]) -> None:
        """Note the complete list of what a page plays from the media server."""
        if (media := self._of(seat_id)) is not None:
            media.report(seat_id, frozenset(received))

    def received(self, seat_id: str) -> frozenset[Received]:
        media = self._of(seat_id)
        return frozenset() if media is None else media.received(seat_id)

    def is_replaced(self, seat_id: str, other_id: str) -> bool:
        media = self._of(seat_id)
        return media is not None and media.is_replaced(seat_id, other_id)

    def replace_link(self, seat_id: str, other_id: str) -> None:
        """Note that the direct link between two seats of a room was replaced."""
        if (media := self._of(seat_id)) is not None:
            media.replace_link(seat_id, other_id)

    def report_quality(self, seat: Seat, quality: MediaQuality) -> None:
        """Note the latest measurement of the peer on a seat; no snapshot contains it."""
        if seat.peer_id is not None and (media := self._of(seat.id)) is not None:
            media.report_quality(seat.id, seat.peer_id, quality)

    def quality(self, seat: Seat) -> MediaQuality | None:
        """Return the latest measurement of the peer on a seat, if it has reported one."""
        media = self._of(seat.id)
        if media is None or seat.peer_id is None:
            return None
        return media.quality(seat.id, seat.peer_id)

    # The media task

    def take_requests(self, seat_id: str) -> MediaRequests:
        """Remove and return what the media server has to get from a client."""
        media = self._of(seat_id)
        return NOTHING if media is None else media.take_requests(seat_id)

    def published(self, seat_id: str, connection_id: str, sources: dict[str, Source]) -> None:
        """Note that the media server has accepted a publishing connection."""
        self._change(seat_id, publishing_id=connection_id, sources=sources)

    def unpublished(self, seat_id: str) -> None:
        self._change(seat_id, publishing_id="", sources={})

    def unsubscribed(self, seat_id: str) -> None:
        self._change(seat_id, subscribing_id="")

    def change_path(self, room_id: str, over: MediaPath) -> RoomMedia | None:
        """Begin a generation of connections; return the path, or None if the room is gone."""
        state = self._indexes.states.get(room_id)
        if state is None:
            return None
        state.media.change_path(over)
        state.is_changed = True
        return state.media.room

    def set_room(self, room_id: str, server: str, reference: bytes) -> None:
        """Note the room on a media server that carries this room; "" and b"" for none."""
        if (state := self._indexes.states.get(room_id)) is not None:
            state.media.room = replace(state.media.room, server=server, reference=reference)
            state.is_changed = True

    def _of(self, seat_id: str) -> RoomMediaState | None:
        state = self._indexes.state_of_seat(seat_id)
        return None if state is None else state.media

    def _change(self, seat_id: str, **changes: str | dict[str, Source]) -> None:
        if (media := self._of(seat_id)) is not None:
            media.put_seat(seat_id, replace(media.seat(seat_id), **changes))
            self._note(seat_id, is_stored=True)

    def _note(self, seat_id: str, *, is_stored: bool = False) -> None:
        state = self._indexes.state_of_seat(seat_id)
        if state is not None:
            state.is_changed = state.is_changed or is_stored
            self._indexes.seat_changed(state.room.id, seat_id)
