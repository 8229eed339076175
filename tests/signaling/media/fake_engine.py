"""A media engine in memory, which records the calls and can fail."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from signaling.media.engine import (
    Candidate,
    MediaRefused,
    MediaServerFull,
    MediaServerLost,
    RoomListener,
    ServerStatistics,
    Stream,
    Subscription,
    SubscriptionOffer,
)
from signaling.presence.records import Source


class FakeMediaRoom:
    """A room that answers each offer at once, unless `is_paused` or an error was set for it."""

    def __init__(self, server: "FakeMediaServer", number: int, listener: RoomListener) -> None:
        self.server = server
        self.number = number
        self.listener = listener
        self.calls: list[tuple[Any, ...]] = []
        self.errors: dict[str, Exception] = {}
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self.streams: dict[str, list[Source]] = {}
        self.blocked: dict[str, frozenset[Source]] = {}
        self.received: dict[str, tuple[Subscription, ...]] = {}
        self._offers: dict[str, SubscriptionOffer] = {}
        self._offered: dict[str, frozenset[Stream]] = {}
        self._connections: dict[str, str] = {}
        self._offer_count = 0
        self.is_closed = False
        self.is_abandoned = False

    @property
    def server_name(self) -> str:
        return self.server.name

    def reference(self) -> bytes:
        return b"%d" % self.number

    async def publish(
        self,
        seat_id: str,
        connection_id: str,
        sdp: str,
        sources: Mapping[str, Source],
        blocked: Collection[Source],
    ) -> str:
        await self._call("publish", seat_id, connection_id, sdp, frozenset(blocked))
        self.streams[seat_id] = list(sources.values())
        self.blocked[seat_id] = frozenset(blocked)
        self.listener.streams_changed()
        return f"answer to {sdp}"

    async def subscribe(
        self,
        seat_id: str,
        connection_id: str,
        wanted: Sequence[Subscription],
        *,
        restart: bool = False,
    ) -> SubscriptionOffer | None:
        await self._call("subscribe", seat_id, connection_id, restart)
        self.received[seat_id] = tuple(wanted)
        if self._connections.get(seat_id) != connection_id:
            self._connections[seat_id] = connection_id
            self._offers.pop(seat_id, None)
            self._offered.pop(seat_id, None)
        if (waiting := self._offers.get(seat_id)) is not None:
            return waiting
        streams = [one.stream for one in wanted if self._is_published(one.stream)]
        if not restart and self._offered.get(seat_id, frozenset()) == frozenset(streams):
            return None
        self._offer_count += 1
        by_mid = {f"{number}": stream for number, stream in enumerate(streams)}
        offer = SubscriptionOffer(f"offer {self._offer_count}", by_mid)
        self._offers[seat_id] = offer
        self._offered[seat_id] = frozenset(streams)
        return offer

    async def answer(self, seat_id: str, connection_id: str, sdp: str) -> None:
        await self._call("answer", seat_id, connection_id, sdp)
        self._offers.pop(seat_id, None)

    async def add_candidate(
        self, seat_id: str, connection_id: str, candidate: Candidate | None
    ) -> None:
        await self._call("candidate", seat_id, connection_id, candidate)

    async def block(self, seat_id: str, sources: Collection[Source]) -> None:
        await self._call("block", seat_id, frozenset(sources))
        self.blocked[seat_id] = frozenset(sources)

    async def unpublish(self, seat_id: str) -> None:
        await self._call("unpublish", seat_id)

    async def remove(self, seat_id: str) -> None:
        await self._call("remove", seat_id)
        self.streams.pop(seat_id, None)
        self.listener.streams_changed()

    async def set_places(self, places: int) -> None:
        await self._call("places", places)

    async def close(self) -> None:
        self.is_closed = True
        self.server.rooms.remove(self)

    def abandon(self) -> None:
        self.is_abandoned = True

    def called(self, name: str) -> list[tuple[Any, ...]]:
        return [arguments for called, *arguments in self.calls if called == name]  # type: ignore[misc]

    async def _call(self, name: str, *arguments: Any) -> None:
        self.calls.append((name, *arguments))
        await self.may_go_on.wait()
        if not self.server.is_healthy:
            raise MediaServerLost
        if (error := self.errors.get(name)) is not None:
            raise error

    def _is_published(self, stream: Stream) -> bool:
        return stream.source in self.streams.get(stream.seat_id, ())


class FakeMediaServer:
    """A media server whose health a test sets; `kill` also reports the loss of its rooms."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_healthy = True
        self.is_full = False
        self.is_started = False
        self.rooms: list[FakeMediaRoom] = []
        self.resumed: list[bytes] = []

    def start(self) -> None:
        self.is_started = True

    async def stop(self) -> None:
        self.is_started = False

    async def open_room(self, places: int, listener: RoomListener) -> FakeMediaRoom:
        await asyncio.sleep(0)
        if not self.is_healthy:
            raise MediaServerLost
        if self.is_full:
            raise MediaServerFull
        room = FakeMediaRoom(self, len(self.rooms) + 1, listener)
        self.rooms.append(room)
        return room

    async def resume_room(self, reference: bytes, listener: RoomListener) -> FakeMediaRoom:
        await asyncio.sleep(0)
        found = [room for room in self.rooms if room.reference() == reference]
        if not self.is_healthy or not found:
            raise MediaServerLost
        self.resumed.append(reference)
        found[0].listener = listener
        return found[0]

    async def statistics(self) -> ServerStatistics:
        return ServerStatistics(rooms=len(self.rooms), publishers=0)

    def kill(self) -> None:
        self.is_healthy = False
        rooms, self.rooms = self.rooms, []
        for room in rooms:
            room.listener.gone()


REFUSED = MediaRefused("The test refuses this")


class Shown(msgspec.Struct, frozen=True):
    """One subscription of a seat in a short form."""

    source: Source
    layer: int | None
