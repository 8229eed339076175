"""The subscribing connection of one seat: its offers, one after the other, and their numbers.

    idle ──offer──▶ waiting ──answer──▶ idle
                      │ 10 s without an answer ──▶ refused: the client opens a new connection

The module knows the engine's room and what the seat should receive. An offer that waits is sent
again when the client asks for it, e.g. after a lost connection.
"""

import asyncio
import time

from signaling.actions.room_media.connections import unavailable
from signaling.media.engine import (
    MediaRefused,
    MediaRoom,
    MediaServerFull,
    Subscription,
    SubscriptionOffer,
)
from signaling.media.wanted import subscriptions
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence, Seat
from signaling.presence.media_records import Answer, MediaRequests
from signaling.protocol.events import MediaOffered, MediaStream, OfferingDescription

ANSWER_SECONDS = 10


class Subscribing:
    """Every method is called when no earlier one is under way. `clock` gives monotonic seconds."""

    def __init__(
        self, seat_id: str, room: MediaRoom, presence: Presence, *, restarts: bool
    ) -> None:
        self._seat_id = seat_id
        self._room = room
        self._presence = presence
        self._restarts = restarts
        self._connection_id = ""
        # Numbers grow also when another process has taken over the room.
        self._number = int(time.time())
        self._offer: MediaOffered | None = None
        self._offered_at = 0.0
        self._requested: tuple[Subscription, ...] | None = None
        """The subscriptions that the engine was asked for; None to ask again."""

    @property
    def seconds_to_answer(self) -> float | None:
        """Return the seconds until the offer that waits is given up; None if none waits."""
        if self._offer is None:
            return None
        return max(self._offered_at + ANSWER_SECONDS - _now(), 0.0)

    def streams_changed(self) -> None:
        """Note that the engine may offer more, or less, than when it was asked."""
        self._requested = None

    async def answer(self, answer: Answer | None) -> list[Outcome]:
        """Apply an answer; ignore it unless the offer with its number waits."""
        offer = self._offer
        if answer is None or offer is None:
            return []
        if (answer.connection_id, answer.number) != (offer.connection_id, offer.number):
            return []
        # Streams that could not be offered while this offer waited are offered now.
        self._offer, self._requested = None, None
        try:
            await self._room.answer(self._seat_id, answer.connection_id, answer.sdp)
        except MediaRefused:
            return self._give_up()
        return []

    async def subscribe(self, seat: Seat, requests: MediaRequests) -> list[Outcome]:
        """Ask the engine for what the seat should receive, if that has changed."""
        connection_id = self._presence.media.of_seat(seat.id).subscribing_id
        if connection_id != self._connection_id:
            self._begin(connection_id)
        if not connection_id:
            return []
        outcomes = self._repeat(seat) if requests.is_offer_wanted else []
        self._restarts = self._restarts or requests.restarts
        wanted = subscriptions(seat, self._presence)
        restarts = self._restarts and self._offer is None
        if wanted == self._requested and not restarts:
            return outcomes
        return [*outcomes, *await self._subscribe(seat, wanted, restarts=restarts)]

    def expire(self, seat: Seat) -> list[Outcome]:
        """Give up an offer without an answer; the time of a lost client does not count."""
        if self._offer is None or self.seconds_to_answer:
            return []
        if seat.peer_id is None or seat.is_lost:
            self._offered_at = _now()
            return []
        return self._give_up()

    def _begin(self, connection_id: str) -> None:
        if self._connection_id:
            self._restarts = False
        self._connection_id = connection_id
        self._offer, self._requested = None, None

    async def _subscribe(
        self, seat: Seat, wanted: tuple[Subscription, ...], *, restarts: bool
    ) -> list[Outcome]:
        self._requested = wanted
        try:
            offer = await self._room.subscribe(
                seat.id, self._connection_id, wanted, restart=restarts
            )
        except (MediaRefused, MediaServerFull):
            return self._give_up()
        self._restarts = self._restarts and not restarts
        if offer is None or (self._offer is not None and self._offer.sdp.sdp == offer.sdp):
            return []
        self._number += 1
        self._offer = _offered(offer, self._connection_id, self._number)
        return self._repeat(seat)

    def _repeat(self, seat: Seat) -> list[Outcome]:
        """Send the offer that waits, if there is one."""
        if self._offer is None or seat.peer_id is None:
            return []
        self._offered_at = _now()
        return [Delivery(self._offer, [seat.peer_id])]

    def _give_up(self) -> list[Outcome]:
        """End the connection; the client is told to open a new one."""
        connection_id, self._offer = self._connection_id, None
        seat = self._presence.seat(self._seat_id)
        if seat is None or self._presence.media.of_seat(seat.id).subscribing_id != connection_id:
            return []
        self._presence.media.unsubscribed(seat.id)
        return [unavailable(seat, connection_id)]


def _offered(offer: SubscriptionOffer, connection_id: str, number: int) -> MediaOffered:
    streams = {
        mid: MediaStream(participant_id=stream.seat_id, source=stream.source)
        for mid, stream in offer.streams.items()
    }
    sdp = OfferingDescription(sdp=offer.sdp)
    return MediaOffered(connection_id=connection_id, number=number, sdp=sdp, streams=streams)


def _now() -> float:
    return asyncio.get_running_loop().time()
