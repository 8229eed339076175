"""The publishing connection of one seat: a handle of Janus that is a feed of the room."""

from collections.abc import Collection, Mapping

from signaling.media.descriptions import KINDS, for_browser
from signaling.media.engine import MediaRefused
from signaling.media.janus.credentials import room_secret
from signaling.media.janus.reference import PublishingReference
from signaling.media.janus.session import Body, Event, Session
from signaling.presence.records import Source


class Publishing:
    """`sources` maps mids to the sources that the server receives or would receive.

    The feed can be subscribed to while `is_connected`. After `has_ended` it can't be used again.
    """

    def __init__(
        self, session: Session, room: int, connection_id: str, *, handle: int, feed: int
    ) -> None:
        self.connection_id = connection_id
        self.handle = handle
        self.feed = feed
        self.sources: Mapping[str, Source] = {}
        self.is_connected = False
        self.has_ended = False
        self._session = session
        self._room = room
        # The mids that are certainly not muted. Janus may have muted the others.
        self._audible: set[str] = set()

    async def offer(
        self, sdp: str, declared: Mapping[str, Source], blocked: Collection[Source]
    ) -> str:
        """Return the answer to an offer, after the blocked sources were muted.

        After an error, it is not known what the server forwards: the handle must be detached.
        """
        # Janus numbers the layers by their order in the offer, by default from the largest.
        jsep = {"type": "offer", "sdp": sdp, "rid_order": "lmh"}
        reply = await self._session.message(self.handle, {"request": "configure"}, jsep)
        self.sources = _published(reply, declared)
        self._audible.intersection_update(self.sources)
        await self.block(blocked)
        if reply.sdp is None:
            raise MediaRefused("The media server did not answer the offer.")
        return for_browser(reply.sdp, {})

    async def block(self, blocked: Collection[Source]) -> None:
        """Mute exactly these sources at the server."""
        if self.has_ended:
            return
        for mid, source in self.sources.items():
            is_muted = source in blocked
            if is_muted or mid not in self._audible:
                await self._mute(mid, is_muted=is_muted)

    async def _mute(self, mid: str, *, is_muted: bool) -> None:
        self._audible.discard(mid)
        body = {
            "request": "moderate",
            "room": self._room,
            "secret": room_secret(self._room),
            "id": self.feed,
            "mid": mid,
            "mute": is_muted,
        }
        await self._session.message(self.handle, body)
        if not is_muted:
            self._audible.add(mid)

    async def add_candidate(self, candidate: Body) -> None:
        if not self.has_ended:
            await self._session.trickle(self.handle, candidate)

    def to_reference(self, seat_id: str) -> PublishingReference:
        return PublishingReference(
            seat_id, self.connection_id, self.handle, self.feed, dict(self.sources)
        )


def _published(reply: Event, declared: Mapping[str, Source]) -> dict[str, Source]:
    """Return the declared sources that the server accepted.

    Janus has parsed the offer by itself. Refuse what it found and this server did not.
    """
    published: dict[str, Source] = {}
    for line in reply.data.get("streams", ()):
        if line.get("disabled", False):
            continue
        source = declared.get(line["mid"])
        if source is None or KINDS[source] != line["type"]:
            raise MediaRefused("The offer has a line that was not declared.")
        published[line["mid"]] = source
    return published
