"""What happens without anybody in the room asking: time passes, and Django code says something.

The keeper has two tasks. One looks for holds and typing that have run out; seats that are gone
then have their attendance closed, again and again until the database takes it. The other hears
what is announced on the Channels layer.
"""

import asyncio
import logging
import uuid

from channels.layers import get_channel_layer

from rooms import actions as rows
from rooms.announcing import GROUP
from signaling.actions.announced import room_changed, room_closed
from signaling.actions.chatting import tell_typing
from signaling.actions.pairing import told as told_of_pairs
from signaling.database import in_database
from signaling.delivery import Delivering
from signaling.presence import Presence, Seat

logger = logging.getLogger(__name__)

# Short against every hold; typing ends at most this much late.
_TICK_SECONDS = 0.5
_RETRY_SECONDS = 5


class Keeper:
    def __init__(self, presence: Presence, delivery: Delivering) -> None:
        self._presence = presence
        self._delivery = delivery
        self._unclosed: list[Seat] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Clean up after a process that was killed, and begin."""
        if stale := await in_database(rows.close_stale_meetings):
            logger.info("closed %d meetings that were left open", stale)
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(GROUP, channel)
        self._tasks = [
            asyncio.create_task(self._keep_time()),
            asyncio.create_task(self._listen(channel)),
        ]

    async def stop(self) -> None:
        """End, and with it what is stored as live, for nobody is connected any more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await in_database(rows.close_stale_meetings)

    async def _keep_time(self) -> None:
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            try:
                await self._tick()
            except Exception:
                # Without a keeper, ghosts would sit in their rooms for ever.
                logger.exception("A tick of the keeper failed")
                await asyncio.sleep(_RETRY_SECONDS)

    async def _tick(self) -> None:
        lapsed = await self._presence.lapse()
        self._unclosed += lapsed.expired
        for seat in lapsed.stopped_typing:
            self._delivery.deliver(await tell_typing(seat, self._presence, is_typing=False))
        while self._unclosed:
            seat = self._unclosed[0]
            await in_database(rows.give_up_seat, uuid.UUID(seat.id), uuid.UUID(seat.room_id))
            self._unclosed.pop(0)

    async def _listen(self, channel: str) -> None:
        layer = get_channel_layer()
        while True:
            message = await layer.receive(channel)
            try:
                await self._hear(message)
            except Exception:
                # One announcement that fails must not deafen the rooms to the next.
                logger.exception("An announcement could not be carried out")

    async def _hear(self, message: dict[str, str]) -> None:
        match message["type"]:
            case "room.changed":
                told = await room_changed(message["room_id"], self._presence)
            case "room.closed":
                self._unclosed += await self._presence.all_seats(message["room_id"])
                told = await room_closed(message["room_id"], message["reason"], self._presence)
            case "pairs.blocked":
                told = told_of_pairs(await self._presence.pairs.block(message["person"]))
            case "pairs.unblocked":
                await self._presence.pairs.unblock(message["person"])
                told = []
            case unknown:
                logger.error("unknown announcement %s", unknown)
                return
        self._delivery.deliver(told)
