"""What happens without anybody in the room asking: time passes, and Django code says something.

The keeper has three tasks. One looks for what has run out, e.g. holds and typing; seats that are
gone then have their attendance closed, again and again until the database takes it. One hears what
is announced on the Channels layer, and one takes the requests that come over it.
"""

import asyncio
import logging
from typing import TYPE_CHECKING, cast

from channels.layers import get_channel_layer
from django.conf import settings

from rooms import actions as rows
from rooms.announcing import GROUP, listen, stop_listening
from signaling.actions.announced import close, room_changed
from signaling.actions.hosting import role_changed
from signaling.actions.lapsing import tell_lapsed
from signaling.actions.leaving import give_up_row
from signaling.actions.pairing import told as told_of_pairs
from signaling.actions.returning import let_offer_anew
from signaling.actions.settling import end_without_host, miss_host
from signaling.database import in_database
from signaling.delivery import Delivering
from signaling.presence import Presence, Seat
from signaling.requests import Answering, take_requests
from signaling.ticking import tick_for_ever

if TYPE_CHECKING:
    from rooms.admission import Role

logger = logging.getLogger(__name__)

# Short against every hold; typing ends at most this much late.
_TICK_SECONDS = 0.5


class Keeper:
    def __init__(self, presence: Presence, delivery: Delivering, dispatch: Answering) -> None:
        self._presence = presence
        self._delivery = delivery
        self._dispatch = dispatch
        # What is due and not stored yet: it is tried again until the database takes it.
        self._unclosed: list[Seat] = []
        self._not_rejoined: list[str] = []
        self._hostless: list[str] = []
        self._over: list[str] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop

    async def start(self) -> None:
        """Clean up after a process that was killed, and begin."""
        if stale := await in_database(rows.close_stale_meetings):
            logger.info("closed %d meetings that were left open", stale)
        self._loop = asyncio.get_running_loop()
        listen(self._outdate)
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(GROUP, channel)
        self._tasks = [
            asyncio.create_task(tick_for_ever(self._tick, every_seconds=_TICK_SECONDS)),
            asyncio.create_task(self._listen(channel)),
            asyncio.create_task(take_requests(self._presence, self._dispatch)),
        ]

    async def stop(self) -> None:
        """End, and with it what is stored as live, for nobody is connected any more."""
        stop_listening(self._outdate)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._store_refused_joins()
        await in_database(rows.close_stale_meetings)

    def _outdate(self, room_id: str) -> None:
        """Let nobody enter any more by rows of before; for the thread that has changed them."""
        outdated = self._presence.outdate(room_id)
        noted = asyncio.run_coroutine_threadsafe(outdated, self._loop)
        noted.result(settings.LIVE_ANSWER_SECONDS)

    async def _tick(self) -> None:
        lapsed = await self._presence.lapse()
        self._unclosed += [gone.seat for gone in lapsed.expired]
        self._hostless += lapsed.hostless
        self._over += lapsed.over
        self._not_rejoined += [seat.peer_id for seat in lapsed.not_rejoined if seat.peer_id]
        self._delivery.deliver(tell_lapsed(lapsed, self._presence))
        while self._not_rejoined:
            peer_id = self._not_rejoined[0]
            self._delivery.deliver(await let_offer_anew(peer_id, self._presence))
            self._not_rejoined.pop(0)
        while self._unclosed:
            seat = self._unclosed[0]
            await give_up_row(seat)
            self._unclosed.pop(0)
        # Last, for these write rows: what fails here is logged, and costs nobody else anything.
        while self._hostless:
            self._delivery.deliver(await miss_host(self._hostless[0], self._presence))
            self._hostless.pop(0)
        while self._over:
            self._delivery.deliver(await end_without_host(self._over[0], self._presence))
            self._over.pop(0)
        await self._store_refused_joins()

    async def _store_refused_joins(self) -> None:
        """Store many refusals at once, so that each of them costs nobody a query."""
        refused = self._dispatch.refused_joins
        for code, times in list(refused.items()):
            await in_database(rows.count_refused_join, code, times)
            refused[code] -= times
            if not refused[code]:
                del refused[code]

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
        if (room_id := message.get("room_id")) is not None:
            # Somebody may be on the way in by rows of before, into a room that nobody is in yet.
            await self._presence.outdate(room_id)
        match message["type"]:
            case "room.changed":
                told = await room_changed(message["room_id"], self._presence)
            case "room.closed":
                emptied = await self._presence.close(message["room_id"])
                self._unclosed += emptied.seats
                told = close(emptied, message["reason"])
            case "room.role":
                role = cast("Role", message["role"])
                told = await role_changed(
                    message["room_id"], message["owner"], role, self._presence
                )
            case "pairs.blocked":
                told = told_of_pairs(await self._presence.pairs.block(message["person"]))
            case "pairs.unblocked":
                await self._presence.pairs.unblock(message["person"])
                told = []
            case unknown:
                logger.error("unknown announcement %s", unknown)
                return
        self._delivery.deliver(told)
