"""The connections of a bot with a media server, through Meet and its native protocol."""

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from benchmarks.client import Client, event
from signaling.media.engine import Layer, Stream, Subscription, SubscriptionOffer
from signaling.presence.records import Source

_CAPABILITIES = ["seats", "media-server"]
# The height at which a page asks for each layer.
_HEIGHTS: Mapping[Layer | None, int] = {0: 180, 1: 360, 2: 720, None: 0}


_SECONDS = 30


class SeatOverMeet:
    """One seat, as a `Room` of its bot. `client` is connected; `enter` takes the seat."""

    def __init__(self, client: Client) -> None:
        self.seat_id = ""
        self._client = client
        self._number = 0

    async def enter(self, room: str) -> None:
        joining = {"roomCode": room, "displayName": "Bot", "capabilities": _CAPABILITIES}
        joined = await self._answer(event("join-room", joining), "room-joined")
        self.seat_id = joined["participantId"]

    async def publish(
        self,
        seat_id: str,
        connection_id: str,
        sdp: str,
        sources: Mapping[str, Source],
        blocked: Collection[Source],
    ) -> str:
        offer = {
            "connectionId": connection_id,
            "number": 1,
            "sdp": {"type": "offer", "sdp": sdp},
            "sources": dict(sources),
        }
        answer = await self._answer(event("publish-media", offer), "media-answer")
        sdp_of_answer: str = answer["sdp"]["sdp"]
        return sdp_of_answer

    async def subscribe(
        self,
        seat_id: str,
        connection_id: str,
        wanted: Sequence[Subscription],
    ) -> SubscriptionOffer:
        """Ask for pictures, and then for an offer that contains them and all sounds."""
        pictures = [
            {"targetId": one.stream.seat_id, **_size(one.layer)}
            for one in wanted
            if one.stream.source == "camera"
        ]
        self._client.write(event("request-pictures", {"pictures": pictures}))
        asked = event("subscribe-media", {"connectionId": connection_id})
        offer = await self._answer(asked, "media-offer")
        self._number = offer["number"]
        streams = {
            mid: Stream(one["participantId"], one["source"])
            for mid, one in offer["streams"].items()
        }
        return SubscriptionOffer(offer["sdp"]["sdp"], streams)

    async def answer(
        self,
        seat_id: str,
        connection_id: str,
        sdp: str,
    ) -> None:
        answer = {
            "connectionId": connection_id,
            "number": self._number,
            "sdp": {"type": "answer", "sdp": sdp},
        }
        self._client.write(event("answer-media", answer))

    async def close(self) -> None:
        await self._client.close()

    async def _answer(self, packet: bytes, name: str) -> Any:
        async with asyncio.timeout(_SECONDS):
            message = await self._client.answer(packet, f'42["{name}"'.encode())
        return json.loads(message[2:])[1]


def _size(layer: Layer | None) -> Mapping[str, int]:
    height = _HEIGHTS[layer]
    return {"width": height * 16 // 9, "height": height}
