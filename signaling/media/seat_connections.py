"""The two connections of one seat with a media server.

    woken ──▶ publish ──▶ block ──▶ answer ──▶ subscribe ──▶ candidates ──▶ idle, or woken meanwhile

The requests of a client are passed to the engine one after the other, and what came meanwhile is
handled together. When the seat is gone, both connections are closed.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

from signaling.media.engine import MediaRefused, MediaRoom, MediaServerLost
from signaling.media.publishing import Publishing
from signaling.media.subscribing import Subscribing
from signaling.outcomes import Outcome
from signaling.presence import Presence, Seat
from signaling.presence.media_records import Candidate, MediaRequests

logger = logging.getLogger(__name__)

Deliver = Callable[[Iterable[Outcome]], None]


class SeatConnections:
    """`lost` is called if the media server fails; nothing more is done after that.

    `restarts` means that the connections were made by another home, and events may be lost.
    """

    def __init__(
        self,
        seat_id: str,
        room: MediaRoom,
        presence: Presence,
        *,
        deliver: Deliver,
        takes_pictures: Callable[[str], Awaitable[bool]],
        lost: Callable[[], None],
        restarts: bool,
    ) -> None:
        self._seat_id = seat_id
        self._room = room
        self._presence = presence
        self._deliver = deliver
        self._lost = lost
        self._publishing = Publishing(seat_id, room, presence, takes_pictures)
        self._subscribing = Subscribing(seat_id, room, presence, restarts=restarts)
        self._is_due = False
        self._is_ending = False
        self._task: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    def wake(self, *, streams_changed: bool = False) -> None:
        """Handle what has changed, after what is being handled."""
        if streams_changed:
            self._subscribing.streams_changed()
        self._is_due = True
        if self._task is None and not self._is_ending:
            self._task = asyncio.create_task(self._run())
            self._task.add_done_callback(self._ended)

    def stop(self) -> None:
        """Stop without closing anything at the media server."""
        self._is_ending = True
        if self._timer is not None:
            self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    async def remove(self) -> None:
        """Stop, and close both connections at the media server."""
        running = self._task
        self.stop()
        # The engine gets one call for a seat after the other.
        if running is not None:
            await asyncio.wait([running])
        try:
            await self._room.remove(self._seat_id)
        except MediaServerLost:
            self._lost()

    async def _run(self) -> None:
        while self._is_due and not self._is_ending:
            self._is_due = False
            seat = self._presence.seat(self._seat_id)
            if seat is None:
                return
            self._deliver(self._subscribing.expire(seat))
            await self._handle(seat, self._presence.media.take_requests(seat.id))
        self._schedule()

    async def _handle(self, seat: Seat, requests: MediaRequests) -> None:
        self._deliver(await self._publishing.publish(seat, requests.offer))
        await self._publishing.block()
        self._deliver(await self._subscribing.answer(requests.answer))
        if (current := self._presence.seat(seat.id)) is not None:
            self._deliver(await self._subscribing.subscribe(current, requests))
        for candidate in requests.candidates:
            await self._add(candidate)

    async def _add(self, candidate: Candidate) -> None:
        """Pass a candidate on; drop one that belongs to no connection, or that is refused."""
        media = self._presence.media.of_seat(self._seat_id)
        if candidate.connection_id not in (media.publishing_id, media.subscribing_id):
            return
        try:
            await self._room.add_candidate(self._seat_id, candidate.connection_id, candidate.fields)
        except MediaRefused:
            logger.info("a candidate for a media server was refused")

    def _schedule(self) -> None:
        """Wake when an offer has waited for its answer for too long."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        seconds = self._subscribing.seconds_to_answer
        if seconds is not None and not self._is_ending:
            self._timer = asyncio.get_running_loop().call_later(seconds, self.wake)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._task = None
        if task.cancelled() or self._is_ending:
            return
        error = task.exception()
        if isinstance(error, MediaServerLost):
            self._lost()
        elif error is not None:
            logger.error("The media of a seat could not be handled", exc_info=error)
        elif self._is_due:
            self.wake()
