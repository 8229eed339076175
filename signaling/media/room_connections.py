"""The connections of all seats of a room with one room on a media server, and its places."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine
from typing import Any

from signaling.actions.room_media.direct_links import replaced_link_events
from signaling.media.engine import MediaRefused, MediaRoom, MediaServerLost
from signaling.media.seat_connections import Deliver, SeatConnections
from signaling.presence import Presence

logger = logging.getLogger(__name__)


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
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = 0

    def serve(self, changed: Collection[str]) -> None:
        """Wake the connections of changed seats, or of all for the id "".

        The connections of seats that are gone are closed, also if the person has returned with a
        client that can't use a media server.
        """
        seats = self._presence.all_seats(self._room_id)
        current = {seat.id: seat for seat in seats if seat.knows_media_server}
        for seat_id in self._seats.keys() - current.keys():
            self._start(self._seats.pop(seat_id).remove())
        for seat_id in current if "" in changed else current.keys() & changed:
            self._connections(seat_id).wake()
            self._deliver(replaced_link_events(current[seat_id], self._presence))
        self._restarts = False
        self._tell_places()

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

    def _tell_places(self) -> None:
        """Tell the server how many people the room may have, at first and after a change."""
        room = self._presence.room(self._room_id)
        if room is not None and room.rules.max_participants != self._places:
            self._places = room.rules.max_participants
            self._start(self._set_places(self._places))

    async def _set_places(self, places: int) -> None:
        try:
            await self._room.set_places(places)
        except MediaServerLost:
            self._lose()
        except MediaRefused as error:
            logger.warning("A room on a media server keeps its places: %s", error)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

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
