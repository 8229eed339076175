"""A room on Janus: one session, a handle that controls the room, and the connections of its seats.

The controlling handle is a participant that never publishes. The room demands the private id of a
participant from each handle that subscribes, and gets the one of this handle. Therefore nobody but
this server can subscribe, and the subscriptions of a person do not end with what the person
publishes.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from signaling.media.descriptions import declared_sources
from signaling.media.engine import (
    Candidate,
    MediaRefused,
    MediaServerLost,
    RoomListener,
    Subscription,
    SubscriptionOffer,
)
from signaling.media.janus.candidates import trickled
from signaling.media.janus.connection import NoReply
from signaling.media.janus.connections import Connections
from signaling.media.janus.credentials import room_secret
from signaling.media.janus.errors import JanusError
from signaling.media.janus.participants import Control
from signaling.media.janus.reference import RoomReference
from signaling.media.janus.session import HANDLE_ENDED, Event, Session
from signaling.presence.records import Source

logger = logging.getLogger(__name__)

_OPEN_ANOTHER = "This connection has ended. Open a new one."


class JanusRoom:
    """See `signaling.media.engine.MediaRoom`. `ended` is called once, however the room ends."""

    def __init__(
        self,
        server_name: str,
        session: Session,
        control: Control,
        listener: RoomListener,
        ended: Callable[["JanusRoom"], None],
    ) -> None:
        self.server_name = server_name
        self._session = session
        self._control = control
        self._listener = listener
        self._ended = ended
        self._is_over = False
        self._connections = Connections(session, control, listener)
        session.lost = self.lose
        session.listen(control.handle, self._control_heard)

    def reference(self) -> bytes:
        return self._connections.reference()

    async def publish(
        self,
        seat_id: str,
        connection_id: str,
        sdp: str,
        sources: Mapping[str, Source],
        blocked: Collection[Source],
    ) -> str:
        declared = declared_sources(sdp, sources)
        with self._translated():
            current = self._connections.publishing.get(seat_id)
            if current is None or current.connection_id != connection_id:
                await self._connections.end_publishing(seat_id)
                current = await self._connections.new_publishing(seat_id, connection_id)
            elif current.has_ended:
                raise MediaRefused(_OPEN_ANOTHER)
            before = current.sources
            try:
                answer = await current.offer(sdp, declared, blocked)
            except (JanusError, MediaRefused, NoReply):
                await self._connections.end_publishing(seat_id)
                raise
            if current.sources != before:
                self._connections.sources_changed(current)
            return answer

    async def subscribe(
        self,
        seat_id: str,
        connection_id: str,
        wanted: Sequence[Subscription],
        *,
        restart: bool = False,
    ) -> SubscriptionOffer | None:
        with self._translated():
            current = self._connections.subscribing.get(seat_id)
            if current is None or current.connection_id != connection_id:
                await self._connections.end_subscribing(seat_id)
                current = self._connections.new_subscribing(seat_id, connection_id)
            elif current.has_ended:
                raise MediaRefused(_OPEN_ANOTHER)
            offer = await current.change(wanted, self._connections.origins(), restart=restart)
            if offer is not None:
                self._listener.reference_changed()
            return offer

    async def answer(self, seat_id: str, connection_id: str, sdp: str) -> None:
        current = self._connections.subscribing.get(seat_id)
        if current is not None and current.connection_id == connection_id:
            with self._translated():
                await current.answer(sdp)

    async def add_candidate(
        self, seat_id: str, connection_id: str, candidate: Candidate | None
    ) -> None:
        parsed = trickled(candidate)
        for current in (
            self._connections.publishing.get(seat_id),
            self._connections.subscribing.get(seat_id),
        ):
            if current is not None and current.connection_id == connection_id:
                with self._translated():
                    await current.add_candidate(parsed)

    async def block(self, seat_id: str, sources: Collection[Source]) -> None:
        current = self._connections.publishing.get(seat_id)
        if current is not None:
            with self._translated():
                await current.block(sources)

    async def unpublish(self, seat_id: str) -> None:
        with self._translated():
            await self._connections.end_publishing(seat_id)

    async def remove(self, seat_id: str) -> None:
        with self._translated():
            await self._connections.end_publishing(seat_id)
            await self._connections.end_subscribing(seat_id)

    async def set_places(self, places: int) -> None:
        room = self._control.room
        body = {"request": "edit", "room": room, "secret": room_secret(room)}
        with self._translated():
            await self._session.message(self._control.handle, {**body, "new_publishers": places})

    async def close(self) -> None:
        if self._is_over:
            return
        self._is_over = True
        room = self._control.room
        body = {"request": "destroy", "room": room, "secret": room_secret(room)}
        with suppress(JanusError, MediaServerLost):
            await self._session.message(self._control.handle, body)
        with suppress(JanusError, MediaServerLost):
            await self._session.destroy()
        self._end()

    def abandon(self) -> None:
        if not self._is_over:
            self._end()

    def lose(self) -> None:
        """End the room without the server, and tell the listener; repeated calls do nothing."""
        if not self._is_over:
            self.abandon()
            self._listener.gone()

    async def keep_alive(self) -> None:
        """Tell the server that the session is in use; lose the room if the session is not there."""
        with suppress(MediaServerLost, MediaRefused), self._translated():
            await self._session.keep_alive()

    def restore(self, reference: RoomReference, connected: Collection[int]) -> None:
        """Note the connections of an earlier home; `connected` are the feeds that send."""
        self._connections.restore(reference, connected)

    def _end(self) -> None:
        self._is_over = True
        self._connections.end()
        self._session.close()
        self._ended(self)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Raise only errors of the interface; lose the room if the server does not have it."""
        if self._is_over:
            raise MediaServerLost("The room has ended.")
        try:
            yield
        except NoReply:
            # A server that hangs is found by its silence. This may be about a client's description.
            logger.info("The media server %s did not answer a request", self.server_name)
            raise MediaRefused("The media server did not answer.") from None
        except JanusError as error:
            translated = error.translated()
            if isinstance(translated, MediaServerLost):
                name, number = self.server_name, error.number
                logger.warning("The media server %s lost a room with error %d", name, number)
                self.lose()
            raise translated from None

    def _control_heard(self, event: Event) -> None:
        if event.kind in HANDLE_ENDED or event.data.get("videoroom") == "destroyed":
            self.lose()
