"""A person of a room on a media server, without a browser."""

import asyncio
import random
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from benchmarks.bots.descriptions import CAMERA, MICROPHONE, answer, offer, parameters
from benchmarks.bots.pictures import SIZES, Frame
from benchmarks.bots.sending import Sending
from benchmarks.bots.transports import Transport
from signaling.media.engine import Subscription, SubscriptionOffer
from signaling.presence.records import Source

_SOURCES: dict[str, Source] = {MICROPHONE: "microphone", CAMERA: "camera"}
_CONNECTION = "bot"


class Room(Protocol):
    """The part of `MediaRoom` that a bot needs."""

    async def publish(
        self,
        seat_id: str,
        connection_id: str,
        sdp: str,
        sources: Mapping[str, Source],
        blocked: Collection[Source],
    ) -> str: ...

    async def subscribe(
        self, seat_id: str, connection_id: str, wanted: Sequence[Subscription]
    ) -> SubscriptionOffer | None: ...

    async def answer(self, seat_id: str, connection_id: str, sdp: str) -> None: ...


class Bot:
    """One seat, which publishes a microphone and a camera and may receive those of others."""

    def __init__(self, room: Room, seat_id: str) -> None:
        self.seat_id = seat_id
        self._room = room
        self._publishing = Transport()
        self._subscribing = Transport()
        self._sending: Sending | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def sent(self) -> int:
        """The number of packets that the bot has sent."""
        return 0 if self._sending is None else self._sending.packets

    @property
    def received(self) -> Transport:
        """The connection that counts what the bot has received."""
        return self._subscribing

    async def publish(self, pictures: Sequence[Sequence[Frame]], *, is_speaking: bool) -> None:
        """Connect and begin to send, until `close`."""
        ssrc = random.getrandbits(32)
        sdp = offer(await self._publishing.gather(), [size.rid for size in SIZES], ssrc)
        answered = await self._room.publish(self.seat_id, _CONNECTION, sdp, _SOURCES, ())
        await self._publishing.connect(parameters(answered), has_offered=True)
        self._sending = Sending(self._publishing, pictures, ssrc, is_speaking=is_speaking)
        self._task = asyncio.create_task(self._sending.run())

    async def receive(self, wanted: Sequence[Subscription]) -> None:
        """Receive these streams, which must be there already."""
        offered = await self._room.subscribe(self.seat_id, _CONNECTION, wanted)
        if offered is None or len(offered.streams) < len(wanted):
            raise RuntimeError("Not all streams can be subscribed to")
        answered = answer(offered.sdp, await self._subscribing.gather())
        await self._room.answer(self.seat_id, _CONNECTION, answered)
        await self._subscribing.connect(parameters(offered.sdp), has_offered=False)

    async def change(self, wanted: Sequence[Subscription]) -> None:
        """Receive the same streams in other sizes."""
        if await self._room.subscribe(self.seat_id, _CONNECTION, wanted) is not None:
            raise RuntimeError("Other sizes do not need an offer")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
        await self._publishing.close()
        await self._subscribing.close()
