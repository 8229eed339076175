"""The connections of all seats of a room with one room on a media server."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

from signaling.actions.room_media.direct_links import replaced_link_events
from signaling.media.engine import MediaRoom
from signaling.media.seat_connections import Deliver, SeatConnections
from signaling.presence import Presence


class RoomConnections:
    """`lost` is called if the media server fails; `SeatConnections` has the other parameters."""

    def __init__(
        self,
        room_id: str,
        room: MediaRoom,
        presence: Presence,
        *,
        deliver: Deliver,
        takes_pictures: Callable[[str], Awaitable[bool]],
        lost: Callable[[], None],
        restarts: bool,
    ) -> None:
        self._room_id = room_id
        self._room = room
        self._presence = presence
        self._deliver = deliver
        self._takes_pictures = takes_pictures
        self._lost = lost
        self._restarts = restarts
        self._is_stopped = False
        self._seats: dict[str, SeatConnections] = {}
        self._removals: list[asyncio.Task[None]] = []

    def serve(self, changed: Collection[str]) -> None:
        """Wake the connections of changed seats, or of all for the id "".

        The connections of seats that are gone are closed, also if the person has returned with a
        client that can't use a media server.
        """
        seats = self._presence.all_seats(self._room_id)
        current = {seat.id: seat for seat in seats if seat.knows_media_server}
        for seat_id in self._seats.keys() - current.keys():
            removal = asyncio.create_task(self._seats.pop(seat_id).remove())
            self._removals = [one for one in self._removals if not one.done()] + [removal]
        for seat_id in current if "" in changed else current.keys() & changed:
            self._connections(seat_id).wake()
            self._deliver(replaced_link_events(current[seat_id], self._presence))
        self._restarts = False

    def offer_streams(self) -> None:
        """Offer every seat what can be subscribed to now."""
        for connections in self._seats.values():
            connections.wake(streams_changed=True)

    def stop(self) -> None:
        """Stop without closing anything at the media server."""
        self._is_stopped = True
        for connections in self._seats.values():
            connections.stop()
        self._seats.clear()

    def _lose(self) -> None:
        if not self._is_stopped:
            self._lost()

    def _connections(self, seat_id: str) -> SeatConnections:
        if seat_id not in self._seats:
            self._seats[seat_id] = SeatConnections(
                seat_id,
                self._room,
                self._presence,
                deliver=self._deliver,
                takes_pictures=self._takes_pictures,
                lost=self._lose,
                restarts=self._restarts,
            )
        return self._seats[seat_id]
