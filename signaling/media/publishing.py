"""The publishing connection of one seat, and the sources that hosts have stopped.

The decisions of hosts are applied again after each offer, before its answer is passed on. Therefore
nothing of a stopped source is ever forwarded.
"""

from collections.abc import Awaitable, Callable

from signaling.actions.room_media.connections import server_full, unavailable
from signaling.media.engine import MediaRefused, MediaRoom, MediaServerFull
from signaling.media.wanted import blocked_sources
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence, Seat
from signaling.presence.media_records import Offer
from signaling.presence.records import Source
from signaling.protocol.events import AnsweringDescription, MediaAnswered

_PICTURES = frozenset(("camera", "screen"))


class Publishing:
    """Every method is called when no earlier one is under way.

    `takes_pictures` tells whether one more person may send pictures over the server.
    """

    def __init__(
        self,
        seat_id: str,
        room: MediaRoom,
        presence: Presence,
        takes_pictures: Callable[[str], Awaitable[bool]],
    ) -> None:
        self._seat_id = seat_id
        self._room = room
        self._presence = presence
        self._takes_pictures = takes_pictures
        self._answered: MediaAnswered | None = None
        self._blocked: frozenset[Source] | None = None
        """The sources that the engine was told to stop; None if they are not known."""

    async def publish(self, seat: Seat, offer: Offer | None) -> list[Outcome]:
        """Pass an offer to the engine; answer a repeated one again, and ignore an older one."""
        if offer is None:
            return []
        known = self._answered
        if known is not None and known.connection_id == offer.connection_id:
            if offer.number == known.number:
                return _delivered(seat, known)
            if offer.number < known.number:
                return []
        if await self._is_full_for(offer):
            return [server_full(seat, offer.connection_id)]
        return await self._publish(seat, offer)

    async def block(self) -> None:
        """Stop exactly the sources that may not be forwarded now."""
        blocked = self._to_block()
        is_published = bool(self._presence.media.of_seat(self._seat_id).publishing_id)
        while is_published and blocked != self._blocked:
            self._blocked = blocked
            await self._room.block(self._seat_id, blocked)
            blocked = self._to_block()

    async def _publish(self, seat: Seat, offer: Offer) -> list[Outcome]:
        blocked = self._to_block()
        try:
            sdp = await self._room.publish(
                seat.id, offer.connection_id, offer.sdp, offer.sources, blocked
            )
        except MediaServerFull:
            refuse = server_full if _has_pictures(offer) else unavailable
            return [refuse(seat, offer.connection_id)]
        except MediaRefused:
            return [unavailable(seat, offer.connection_id)]
        self._blocked = blocked
        self._presence.media.published(seat.id, offer.connection_id, offer.sources)
        await self.block()
        self._answered = MediaAnswered(
            connection_id=offer.connection_id,
            number=offer.number,
            sdp=AnsweringDescription(sdp=sdp),
        )
        return _delivered(self._presence.seat(seat.id) or seat, self._answered)

    async def _is_full_for(self, offer: Offer) -> bool:
        if not _has_pictures(offer) or self._presence.media.sends_pictures(self._seat_id):
            return False
        return not await self._takes_pictures(self._room.server_name)

    def _to_block(self) -> frozenset[Source]:
        seat = self._presence.seat(self._seat_id)
        room = None if seat is None else self._presence.room(seat.room_id)
        return frozenset() if seat is None or room is None else blocked_sources(seat, room.rules)


def _has_pictures(offer: Offer) -> bool:
    return not _PICTURES.isdisjoint(offer.sources.values())


def _delivered(seat: Seat, answered: MediaAnswered) -> list[Outcome]:
    return [] if seat.peer_id is None else [Delivery(answered, [seat.peer_id])]
