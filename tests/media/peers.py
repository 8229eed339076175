"""People in Chromium with a publishing and a subscribing connection, without Meet's client."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page

from signaling.media.engine import FULL_SIZE, Layer, MediaRoom, Stream, Subscription
from signaling.presence.records import Source

_PATIENCE_SECONDS = 10.0
_PAUSE_SECONDS = 0.05


@dataclass(frozen=True)
class Counter:
    """What a browser has received of one stream. The width is that of the current picture."""

    packets: int = 0
    frames: int = 0
    width: int = 0


class Peer:
    """One person: the seat, and the connections of its page to a room."""

    def __init__(self, seat_id: str, room: MediaRoom, page: Page) -> None:
        self.seat_id = seat_id
        self.room = room
        self.publishing_id = f"{seat_id}-out-1"
        self.subscribing_id = f"{seat_id}-in-1"
        self._page = page

    async def publish(
        self, *added: Source, blocked: Collection[Source] = (), layers: bool = True
    ) -> None:
        """Add sources, and negotiate."""
        offer = await self.call("offer", {"add": added, "layers": layers})
        await self.send_offer(offer, blocked)

    async def send_offer(self, offer: Any, blocked: Collection[Source] = ()) -> None:
        answer = await self.room.publish(
            self.seat_id, self.publishing_id, offer["sdp"], offer["sources"], blocked
        )
        await self.call("gotAnswer", answer)

    async def subscribe(self, *wanted: Subscription, restart: bool = False) -> bool:
        """Receive exactly these streams; return whether that needed an offer."""
        offer = await self.room.subscribe(
            self.seat_id, self.subscribing_id, wanted, restart=restart
        )
        if offer is None:
            return False
        await self.room.answer(self.seat_id, self.subscribing_id, await self.accept(offer))
        return True

    async def accept(self, offer: Any) -> str:
        """Return the browser's answer to an offer."""
        streams = {mid: f"{one.seat_id} {one.source}" for mid, one in offer.streams.items()}
        answer: str = await self.call("answer", {"sdp": offer.sdp, "streams": streams})
        return answer

    async def counters(self) -> Mapping[str, Counter]:
        found = await self.call("counters")
        return {name: Counter(**numbers) for name, numbers in found.items()}

    async def counter(self, name: str) -> Counter:
        return (await self.counters()).get(name, Counter())

    async def receives(self, name: str, *, frames: int = 2) -> None:
        """Wait until more frames of a picture were decoded."""
        before = (await self.counter(name)).frames

        async def are_there() -> bool:
            return (await self.counter(name)).frames >= before + frames

        await eventually(are_there)

    async def hears(self, name: str, *, packets: int = 10) -> None:
        """Wait until more packets of a sound arrived."""
        before = (await self.counter(name)).packets

        async def are_there() -> bool:
            return (await self.counter(name)).packets >= before + packets

        await eventually(are_there)

    async def has_ended(self, kind: str) -> None:
        """Wait until the server has ended a connection."""

        async def is_closed() -> bool:
            return await self.call("transport", kind) == "closed"

        await eventually(is_closed)

    async def call(self, name: str, *arguments: Any) -> Any:
        return await self._page.evaluate(
            "([name, values]) => peer[name](...values)", [name, list(arguments)]
        )


def of(seat_id: str, source: Source, layer: Layer | None = FULL_SIZE) -> Subscription:
    return Subscription(Stream(seat_id, source), layer)


async def eventually(
    is_so: Callable[[], Awaitable[bool]], seconds: float = _PATIENCE_SECONDS
) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + seconds
    while not await is_so():
        assert time.monotonic() < deadline, "it never became so"
        await asyncio.sleep(_PAUSE_SECONDS)


class Listener:
    """Remembers what a room reported."""

    def __init__(self) -> None:
        self.changes = 0
        self.references = 0
        self.gone_at: float | None = None
        self.has_changed = asyncio.Event()

    def gone(self) -> None:
        assert self.gone_at is None
        self.gone_at = time.monotonic()
        self.has_changed.set()

    def reference_changed(self) -> None:
        self.references += 1

    def streams_changed(self) -> None:
        self.changes += 1
        self.has_changed.set()

    async def until_streams_changed(self, more_than: int = 0) -> None:
        async def has_changed() -> bool:
            return self.changes > more_than

        await eventually(has_changed)
