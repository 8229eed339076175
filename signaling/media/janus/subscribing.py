"""The subscribing connection of one seat: a handle of Janus that receives feeds of the room.

One offer waits for its answer at a time. Janus would postpone a second one, and send it later
without a request.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from signaling.media.descriptions import check_answer, for_browser
from signaling.media.engine import (
    FULL_SIZE,
    Layer,
    MediaRefused,
    MediaServerLost,
    Stream,
    Subscription,
    SubscriptionOffer,
)
from signaling.media.janus.connection import REQUEST_SECONDS, NoReply
from signaling.media.janus.credentials import room_pin
from signaling.media.janus.errors import NO_SUCH_FEED, JanusError
from signaling.media.janus.layer_requests import LayerRequests
from signaling.media.janus.lines import PICTURES, Lines, Origin, layer_of_line
from signaling.media.janus.participants import Control
from signaling.media.janus.reference import PublishingReference, SubscribingReference
from signaling.media.janus.session import HANDLE_ENDED, Body, Event, Handler, Session

# Janus never replies to a request for a restart while an earlier offer waits for its answer. This
# happens only after a change of home.
_RESTART_SECONDS = 2.0
# A layer without packets for this time is replaced with a smaller one. Janus's default is 250 ms,
# and a camera in the dark makes five pictures a second.
_FALLBACK_MICROSECONDS = 1_000_000
_ANSWER_LOST = "The answer to an offer was lost. Open a new connection."


class Subscribing:
    """After `has_ended` it can't be used again. `handler` gets the events of the handle."""

    def __init__(self, session: Session, control: Control, connection_id: str) -> None:
        self.connection_id = connection_id
        self.handler: Handler
        self.handle: int | None = None
        self.has_ended = False
        self.lines = Lines()
        self._offer: SubscriptionOffer | None = None
        self._layer_requests = LayerRequests(self._ask_for_layers)
        self._session = session
        self._control = control
        self._track_prefix = f"{secrets.token_hex(8)}-"

    async def change(
        self,
        wanted: Sequence[Subscription],
        origins: Mapping[Stream, Origin],
        *,
        restart: bool,
    ) -> SubscriptionOffer | None:
        """Change layers and lines; return the offer that waits for its answer, or None."""
        layers = {one.stream: _layer(one) for one in wanted if one.stream in origins}
        await self._choose_layers(layers)
        if self._offer is not None:
            return self._offer
        if restart and self.lines.active:
            return self._offered(await self._restart())
        return await self._change_lines(layers, origins)

    async def answer(self, sdp: str) -> None:
        """Apply the answer to the offer, if one waits for it."""
        if self._offer is not None and not self.has_ended:
            check_answer(sdp, self._offer.sdp)
            jsep = {"type": "answer", "sdp": sdp}
            await self._message({"request": "start"}, jsep)
            self._offer = None

    async def add_candidate(self, candidate: Body) -> None:
        if self.handle is not None and not self.has_ended:
            await self._session.trickle(self.handle, candidate)

    def heard(self, event: Event, origins: Mapping[Stream, Origin]) -> bool:
        """Note an event; return whether it is an offer that Janus made by itself."""
        if event.kind in HANDLE_ENDED:
            self.end()
        elif "substream" in event.data:
            self._layer_requests.confirm(event.data["mid"], event.data["substream"])
        elif event.sdp is not None:
            self.lines.note(event, origins)
            self._offered(event)
            return True
        return False

    def end(self) -> None:
        self.has_ended = True
        self._layer_requests.cancel()

    def to_reference(self, seat_id: str, numbers: Mapping[int, int]) -> SubscribingReference:
        lines = self.lines.to_reference(numbers)
        return SubscribingReference(seat_id, self.connection_id, self.handle, lines)

    def restore(
        self,
        reference: SubscribingReference,
        publishing: Sequence[PublishingReference],
        origins: Mapping[Stream, Origin],
    ) -> None:
        """Note the handle and the lines of an earlier home."""
        self.handle = reference.handle
        if self.handle is not None:
            self._session.listen(self.handle, self.handler)
        self.lines.restore(reference, publishing, origins)

    async def _choose_layers(self, layers: Mapping[Stream, Layer | None]) -> None:
        """Choose the layer of each picture that is received already, or pause it."""
        changes = self.lines.layer_changes(layers)
        if changes:
            await self._layer_requests.change(changes)
            self.lines.note_layers(changes)

    async def _ask_for_layers(self, layers: Mapping[str, Layer | None]) -> None:
        streams = [layer_of_line(mid, layer) for mid, layer in layers.items()]
        await self._message({"request": "configure", "streams": streams})

    async def _change_lines(
        self, layers: Mapping[Stream, Layer | None], origins: Mapping[Stream, Origin]
    ) -> SubscriptionOffer | None:
        kept = self.lines.kept(layers, origins)
        received = {self.lines.streams[mid] for mid in kept}
        added = {
            stream: layer
            for stream, layer in layers.items()
            if layer is not None and stream not in received
        }
        feeds = [_feed(origins[stream], layer) for stream, layer in added.items()]
        reply = await self._changed(feeds, self.lines.not_in(kept))
        if reply is None:
            return None
        self.lines.note(reply, origins)
        streams = self.lines.streams.items()
        self.lines.note_layers({mid: added[stream] for mid, stream in streams if stream in added})
        return None if reply.sdp is None else self._offered(reply)

    async def _changed(self, feeds: list[Body], removed: list[str]) -> Event | None:
        """Ask Janus for a change of lines; return None if there is none."""
        try:
            if self.handle is None:
                return await self._join(feeds) if feeds else None
            return await self._update(feeds, removed) if feeds or removed else None
        except JanusError as error:
            if error.number != NO_SUCH_FEED:
                raise
            # A feed has just ended. Its event follows, and then the caller tries again.
            return None

    async def _join(self, feeds: list[Body]) -> Event:
        handle = await self._session.attach(self.handler)
        body = {
            "request": "join",
            "ptype": "subscriber",
            "room": self._control.room,
            "pin": room_pin(self._control.room),
            "private_id": self._control.private_id,
            "autoupdate": False,
            "streams": feeds,
        }
        try:
            reply = await self._session.message(handle, body)
        except (JanusError, NoReply):
            await self._session.detach(handle)
            raise
        self.handle = handle
        return reply

    async def _update(self, feeds: list[Body], removed: list[str]) -> Event:
        body: dict[str, Any] = {"request": "update"}
        if feeds:
            body["subscribe"] = feeds
        if removed:
            body["unsubscribe"] = [{"sub_mid": mid} for mid in removed]
        reply = await self._message(body)
        if reply.data.get("videoroom") == "updating":
            raise MediaRefused(_ANSWER_LOST)
        return reply

    async def _restart(self) -> Event:
        body = {"request": "configure", "restart": True}
        try:
            return await self._message(body, seconds=_RESTART_SECONDS)
        except NoReply:
            raise MediaRefused(_ANSWER_LOST) from None

    async def _message(
        self, body: Body, jsep: Body | None = None, *, seconds: float = REQUEST_SECONDS
    ) -> Event:
        if self.handle is None:
            raise MediaServerLost("The connection has no handle.")
        return await self._session.message(self.handle, body, jsep, seconds=seconds)

    def _offered(self, reply: Event) -> SubscriptionOffer:
        streams = self.lines.stream_ids(self._control.room)
        sdp = for_browser(reply.sdp or "", streams, self._track_prefix)
        self._offer = SubscriptionOffer(sdp, self.lines.streams)
        return self._offer


def _layer(subscription: Subscription) -> Layer | None:
    return subscription.layer if subscription.stream.source in PICTURES else FULL_SIZE


def _feed(origin: Origin, layer: Layer | None) -> Body:
    return {
        "feed": origin.feed,
        "mid": origin.mid,
        "substream": layer,
        "fallback": _FALLBACK_MICROSECONDS,
    }
