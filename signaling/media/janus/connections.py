"""The publishing and subscribing connections of the seats of a room on Janus.

At most one of each kind belongs to a seat. Errors of Janus are passed on as they are.
"""

from collections.abc import Collection
from contextlib import suppress
from functools import partial

from signaling.media.engine import RoomListener, Stream
from signaling.media.janus.errors import JanusError
from signaling.media.janus.lines import Origin
from signaling.media.janus.participants import Control, join
from signaling.media.janus.publishing import Publishing
from signaling.media.janus.reference import RoomReference, encode
from signaling.media.janus.session import HANDLE_ENDED, Event, Session, ignore
from signaling.media.janus.subscribing import Subscribing


class Connections:
    """`publishing` and `subscribing` by seat."""

    def __init__(self, session: Session, control: Control, listener: RoomListener) -> None:
        self.publishing: dict[str, Publishing] = {}
        self.subscribing: dict[str, Subscribing] = {}
        self._session = session
        self._control = control
        self._listener = listener

    def reference(self) -> bytes:
        numbers = {one.feed: number for number, one in enumerate(self.publishing.values())}
        reference = RoomReference(
            session=self._session.id,
            control=self._control,
            publishing=tuple(one.to_reference(seat) for seat, one in self.publishing.items()),
            subscribing=tuple(
                one.to_reference(seat, numbers) for seat, one in self.subscribing.items()
            ),
        )
        return encode(reference)

    def restore(self, reference: RoomReference, connected: Collection[int]) -> None:
        """Note the connections of an earlier home; `connected` are the feeds that send."""
        for publishing in reference.publishing:
            restored = self._note_publishing(
                publishing.seat_id, publishing.connection_id, publishing.handle, publishing.feed
            )
            restored.sources = publishing.sources
            restored.is_connected = publishing.feed in connected
        origins = self.origins()
        for subscribing in reference.subscribing:
            receiver = self.new_subscribing(subscribing.seat_id, subscribing.connection_id)
            receiver.restore(subscribing, reference.publishing, origins)

    def origins(self) -> dict[Stream, Origin]:
        """Return the streams that can be subscribed to."""
        return {
            Stream(seat_id, source): Origin(publishing.feed, mid)
            for seat_id, publishing in self.publishing.items()
            if publishing.is_connected
            for mid, source in publishing.sources.items()
        }

    async def new_publishing(self, seat_id: str, connection_id: str) -> Publishing:
        handle = await self._session.attach(ignore)
        try:
            joined = await join(self._session, self._control.room, handle)
        except JanusError:
            await self._detach(handle)
            raise
        return self._note_publishing(seat_id, connection_id, handle, joined.data["id"])

    def new_subscribing(self, seat_id: str, connection_id: str) -> Subscribing:
        """Note a connection; its handle is attached as soon as there is something to receive."""
        subscribing = Subscribing(self._session, self._control, connection_id)
        subscribing.handler = partial(self._subscribing_heard, subscribing)
        self.subscribing[seat_id] = subscribing
        return subscribing

    async def end_publishing(self, seat_id: str) -> None:
        """Detach the publishing connection of a seat, if there is one."""
        publishing = self.publishing.pop(seat_id, None)
        if publishing is not None:
            self._feed_ended(publishing)
            await self._detach(publishing.handle)

    async def end_subscribing(self, seat_id: str) -> None:
        """Detach the subscribing connection of a seat, if there is one."""
        subscribing = self.subscribing.pop(seat_id, None)
        if subscribing is not None:
            subscribing.end()
            self._listener.reference_changed()
            if subscribing.handle is not None:
                await self._detach(subscribing.handle)

    def sources_changed(self, publishing: Publishing) -> None:
        """Report that a publishing connection has other sources than before."""
        self._listener.reference_changed()
        if publishing.is_connected:
            self._listener.streams_changed()

    def end(self) -> None:
        """Stop what runs in the background."""
        for subscribing in self.subscribing.values():
            subscribing.end()

    def _note_publishing(
        self, seat_id: str, connection_id: str, handle: int, feed: int
    ) -> Publishing:
        publishing = Publishing(
            self._session, self._control.room, connection_id, handle=handle, feed=feed
        )
        self._session.listen(handle, partial(self._publishing_heard, publishing))
        self.publishing[seat_id] = publishing
        return publishing

    async def _detach(self, handle: int) -> None:
        # A handle that is not there any more is as good as detached.
        with suppress(JanusError):
            await self._session.detach(handle)

    def _feed_ended(self, publishing: Publishing) -> None:
        was_connected = publishing.is_connected
        publishing.has_ended = True
        publishing.is_connected = False
        for subscribing in self.subscribing.values():
            subscribing.lines.stop(publishing.feed)
        self._listener.reference_changed()
        if was_connected:
            self._listener.streams_changed()

    def _publishing_heard(self, publishing: Publishing, event: Event) -> None:
        if event.kind == "webrtcup":
            publishing.is_connected = True
            self._listener.streams_changed()
        elif event.kind in HANDLE_ENDED and not publishing.has_ended:
            self._feed_ended(publishing)

    def _subscribing_heard(self, subscribing: Subscribing, event: Event) -> None:
        if subscribing.heard(event, self.origins()):
            self._listener.streams_changed()
