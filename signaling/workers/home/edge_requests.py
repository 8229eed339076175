"""This worker as a home: what the edges of its peers send.

Events of a remote peer are parsed and carried out by dispatch, like those of a peer of this worker.
"""

import asyncio
from collections.abc import Coroutine, Mapping
from functools import partial
from typing import Any

from rooms.actions.claims import PAIRS
from rooms.refusals import Refusal
from signaling.actions.rooms.leave import release_place
from signaling.concurrency.serial_queue import Step
from signaling.delivery import Deliverer
from signaling.dialects import Dialect
from signaling.dispatch import Dispatch
from signaling.presence import Presence
from signaling.protocol.connection_changes import ConnectionEnded
from signaling.protocol.packets import EVENT, Received
from signaling.refusals import refusal_for
from signaling.workers.home.homes import Home, Homes
from signaling.workers.home.remote_peers import RemotePeer, RemotePeers
from signaling.workers.message_sender import MessageSender
from signaling.workers.messages import (
    Changed,
    Departed,
    Enter,
    Entered,
    Event,
    NoPlace,
    NotHome,
    Restart,
    caller_of,
    change_of,
)

# The events of a peer that may wait for its earlier ones. The edge limits their rate.
_MOST_WAITING = 1000


class EdgeRequests:
    def __init__(
        self,
        dialects: Mapping[str, Dialect],
        homes: Homes,
        *,
        presence: Presence,
        dispatch: Dispatch,
        delivery: Deliverer,
        remote: RemotePeers,
        messages: MessageSender,
    ) -> None:
        self._dialects = dialects
        self._homes = homes
        self._presence = presence
        self._dispatch = dispatch
        self._delivery = delivery
        self._remote = remote
        self._messages = messages
        self.is_stopping = False

    def enter(self, sender: str, message: Enter) -> None:
        """Carry out a join, and answer with the place that the peer has then."""
        caller = caller_of(message.caller, asyncio.get_running_loop().time())
        dialect = self._dialects.get(message.namespace)
        if dialect is None or self.is_stopping:
            self._messages.send(sender, NotHome(caller.peer_id, message.number, message.ack_id))
            return
        peer = self._remote.put(sender, caller, dialect, message.room_key)
        self._queue(peer, partial(self._enter, peer, message))

    def handle(self, sender: str, message: Event) -> None:
        peer = self._remote.find(message.peer_id)
        if peer is None or self.is_stopping:
            self._messages.send(sender, NotHome(message.peer_id, 0, message.ack_id))
        else:
            self._queue(peer, partial(self._handle, peer, message))

    def changed(self, _sender: str, message: Changed) -> None:
        if (peer := self._remote.find(message.peer_id)) is not None:
            self._queue(peer, partial(self._change, peer, message))

    def departed(self, _sender: str, message: Departed) -> None:
        if (peer := self._remote.find(message.peer_id)) is not None:
            self._queue(peer, partial(self._depart, peer))

    def end_of_edge(self, edge: str) -> None:
        """A worker is dead: its peers are lost, and can't come back as the same peers."""
        for peer in self._remote.of_edge(edge):
            self._remote.remove(peer.caller.peer_id)
            self._lose(peer)

    async def idle(self) -> None:
        """Wait until all events are carried out that have arrived."""
        for peer in self._remote.all():
            await peer.queue.idle()

    def _queue(self, peer: RemotePeer, step: Step) -> None:
        if len(peer.queue) >= _MOST_WAITING:
            self._messages.send(peer.edge, Restart(peer.caller.peer_id))
        else:
            peer.queue.add(step)

    async def _enter(self, peer: RemotePeer, message: Enter) -> None:
        """Carry out a join while this worker keeps the room, even if the join is refused."""
        peer_id, refused = peer.caller.peer_id, None
        self._remote.put_back(peer)
        async with self._homes.using(message.room_key) as home:
            if home.worker != self._homes.worker or self.is_stopping:
                self._messages.send(peer.edge, NotHome(peer_id, message.number, message.ack_id))
                self._forget_if_placeless(peer)
                return
            if message.name:
                work = self._dispatch.handle_event(peer.caller, peer.dialect, _received(message))
                if work is not None:
                    await work
            else:
                refused = await self._connect(peer)
            if (present := self._remote.find(peer_id)) is not peer:
                # The room was given up, or the edge has died: the edge has got no acknowledgement,
                # and if it lives, it asks the next home.
                self._messages.send(peer.edge, NotHome(peer_id, message.number, message.ack_id))
                if present is None:
                    self._lose(peer)
                return
            self._messages.send(peer.edge, self._entered(peer, message.number, home, refused))
            self._forget_if_placeless(peer)

    def _lose(self, peer: RemotePeer) -> None:
        """Note that a peer is lost with its edge; if it has a place, the place is held."""
        self._dispatch.connection_changed(peer.caller, ConnectionEnded("edge died"))

    def _entered(
        self, peer: RemotePeer, number: int, home: Home, refused: tuple[str, str] | None
    ) -> Entered:
        """Return the answer to an Enter, with the place that the peer has now."""
        peer_id = peer.caller.peer_id
        place = self._presence.place_of(peer_id)
        room_key = "" if place is None else place.room_id
        if self._presence.pairs.visitor(peer_id) is not None:
            room_key = PAIRS
        peer.room_key = room_key or peer.room_key
        peer.has_had_place = peer.has_had_place or bool(room_key)
        return Entered(
            number,
            peer_id,
            room_key,
            self._homes.epoch(room_key) or home.epoch,
            refused,
            seat_id="" if place is None else place.id,
            knows_seats=place is not None and place.knows_seats,
            has_two_pictures=place is not None and place.has_two_pictures,
            knows_media_server=place is not None and place.knows_media_server,
            newest_message=self._newest_message(peer_id),
            is_stranger=not peer.has_had_place,
        )

    def _newest_message(self, peer_id: str) -> int | None:
        """Return the id of the newest chat message that a peer with a seat has got."""
        seat = self._presence.seat_of(peer_id)
        return None if seat is None else self._presence.rooms.newest_message(seat.room_id)

    async def _connect(self, peer: RemotePeer) -> tuple[str, str] | None:
        """Let a visitor of random pairs in; return the code and message of the refusal, if any."""
        try:
            await self._dispatch.connect(peer.caller, peer.dialect)
        except Exception as error:
            refusal = error if isinstance(error, Refusal) else refusal_for(error)
            return refusal.code, refusal.message
        return None

    def _handle(self, peer: RemotePeer, message: Event) -> Coroutine[Any, Any, None] | None:
        if not self._homes.is_home(peer.room_key):
            self._messages.send(peer.edge, NotHome(message.peer_id, 0, message.ack_id))
            return None
        work = self._dispatch.handle_event(peer.caller, peer.dialect, _received(message))
        if work is not None:
            return self._finish(peer, work)
        self._tell_if_placeless(peer)
        return None

    async def _finish(self, peer: RemotePeer, work: Coroutine[Any, Any, None]) -> None:
        await work
        self._tell_if_placeless(peer)

    def _tell_if_placeless(self, peer: RemotePeer) -> None:
        """Tell the edge that a peer has no place any more, e.g. because it has left."""
        if self._forget_if_placeless(peer):
            self._messages.send(peer.edge, NoPlace(peer.caller.peer_id))

    def _change(self, peer: RemotePeer, message: Changed) -> None:
        change = change_of(message)
        if isinstance(change, ConnectionEnded):
            self._remote.remove(peer.caller.peer_id)
        self._dispatch.connection_changed(peer.caller, change)

    def _depart(self, peer: RemotePeer) -> None:
        self._remote.remove(peer.caller.peer_id)
        self._delivery.deliver(release_place(peer.caller.peer_id, self._presence))

    def _forget_if_placeless(self, peer: RemotePeer) -> bool:
        """Forget a peer that has no place here, and nothing under way; return whether it is so."""
        peer_id = peer.caller.peer_id
        has_place = (
            self._presence.place_of(peer_id) is not None
            or self._presence.pairs.visitor(peer_id) is not None
        )
        if has_place or len(peer.queue):
            return False
        self._remote.remove(peer_id)
        return True


def _received(message: Enter | Event) -> Received:
    key = message.message_key if isinstance(message, Event) else None
    return Received(EVENT, "", message.ack_id, message.name, message.body, key)
