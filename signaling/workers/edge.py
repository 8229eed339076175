"""This worker as an edge: its peers that have a place in a room of another worker.

client ──event──▶ edge ──Event──▶ home: parsed again, carried out
client ◀─packet── edge ◀─Packets── home: encoded once for all peers of the edge

The edge keeps the socket, its limits and its credential, and knows nothing of rooms but the home of
each. A connection never waits for the home, except while it joins.
"""

import asyncio
import itertools
import logging
import re
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import NamedTuple, Protocol

from rooms.actions.claims import PAIRS
from rooms.refusals import Unavailable
from signaling.caller import Caller
from signaling.concurrency.periodic_tasks import run_periodically
from signaling.dialects import Dialect
from signaling.dispatch import Dispatch
from signaling.protocol.commands import RefreshToken
from signaling.protocol.connection_changes import ConnectionChange, ConnectionEnded
from signaling.protocol.offsets import with_next_offset
from signaling.protocol.packets import Received
from signaling.refusals import Misbehaviour
from signaling.socketio.handler import PendingWork
from signaling.workers.homes import Home
from signaling.workers.message_sender import MessageSender
from signaling.workers.messages import (
    Acknowledgement,
    Close,
    Departed,
    Enter,
    Entered,
    Event,
    Forget,
    GivenBack,
    NotHome,
    Packets,
    PeerReport,
    Restart,
    RollCall,
    RollCallAnswer,
    changed,
    remote_caller,
)
from signaling.workers.places import HELD_SECONDS, Held, Place, Places, is_repeatable

logger = logging.getLogger(__name__)

_SWEEP_SECONDS = 0.5
_PAUSE_SECONDS = 0.5
_ACK_ID = re.compile(rb"43(?:/[^,\[]*,)?([0-9]+)")

FindHome = Callable[[str], Awaitable[Home]]
"""Finds or claims the home of a room by its key."""


class _Request(NamedTuple):
    """A peer's join that a home carries out; the result is None if it is not the home."""

    number: int
    home: str
    room_key: str
    answer: "asyncio.Future[Entered | None]"


class LocalConnection(Protocol):
    """A connection of this worker."""

    @property
    def dialect(self) -> Dialect: ...

    @property
    def caller(self) -> Caller: ...

    @property
    def session(self) -> object | None:
        """The session of the client; None while the connection is lost."""

    def send_event(self, packet: bytes) -> None: ...

    def send_acknowledgement(self, packet: bytes) -> None: ...


class LocalServer(Protocol):
    """The part of the Socket.IO server that an edge needs."""

    @property
    def find(self) -> Callable[[str], LocalConnection | None]:
        """Return a function from a peer id to the connection, or None if it is not here."""

    def close_connection(self, peer_id: str) -> None: ...

    def restart(self, peer_id: str) -> None: ...

    def forget(self, peer_id: str) -> None: ...


class Edge:
    """`release_here` releases a peer's place in a room of this worker."""

    def __init__(
        self,
        worker: str,
        server: LocalServer,
        dispatch: Dispatch,
        messages: MessageSender,
        *,
        find_home: FindHome,
        release_here: Callable[[str], None],
    ) -> None:
        self._worker = worker
        self._server = server
        self._dispatch = dispatch
        self._messages = messages
        self._find_home = find_home
        self._release_here = release_here
        self.places = Places(time.monotonic)
        self._requests: dict[str, _Request] = {}
        """What each peer asks of a home, and waits for."""
        self._numbers = itertools.count(1)
        self._searches: dict[str, asyncio.Task[None]] = {}
        self._sweep: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._sweep = asyncio.create_task(
            run_periodically(self._refuse_old, every_seconds=_SWEEP_SECONDS)
        )

    async def stop(self) -> None:
        tasks = [*self._searches.values(), *filter(None, [self._sweep])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # Events of clients

    def forward(
        self, place: Place, caller: Caller, dialect: Dialect, event: Received
    ) -> PendingWork | None:
        """Send an event to the home of the peer's place, or hold it until there is a home.

        An event that can't be parsed is answered here, and one about the credential, too. Raises
        Misbehaviour.
        """
        try:
            command = dialect.parse(event)
        except Misbehaviour:
            raise
        except Exception:
            return self._dispatch.handle_event(caller, dialect, event)
        if isinstance(command, RefreshToken):
            return self._dispatch.handle_event(caller, dialect, event)
        is_sent = bool(place.home)
        if event.ack_id is not None or not is_sent:
            held = Held(event, dialect, self.places.clock(), is_sent, is_repeatable(command))
            if not place.hold(held):
                self._dispatch.refuse(caller, dialect, event, Unavailable())
                return None
        if is_sent:
            self._send(place.home, caller.peer_id, event)
        return None

    async def enter(
        self, home: Home, room_key: str, caller: Caller, dialect: Dialect, event: Received
    ) -> Entered | None:
        """Ask a home to carry out a join; return None if it is not the home.

        Raises Unavailable if it does not answer in time. A place that it gives later is released.
        """
        answer = asyncio.get_running_loop().create_future()
        request = _Request(next(self._numbers), home.worker, room_key, answer)
        self._requests[caller.peer_id] = request
        asked = Enter(
            number=request.number,
            room_key=room_key,
            epoch=home.epoch,
            caller=remote_caller(caller),
            namespace=dialect.namespace,
            ack_id=event.ack_id,
            name=event.name,
            body=event.body,
        )
        self._messages.send(home.worker, asked)
        try:
            async with asyncio.timeout(HELD_SECONDS):
                entered: Entered | None = await answer
                return entered
        except TimeoutError:
            raise Unavailable from None
        finally:
            del self._requests[caller.peer_id]

    def entered_here(self, peer_id: str) -> None:
        """A peer has taken a place in a room of this worker, and leaves another home."""
        if (place := self.places.remove(peer_id)) is not None and place.home:
            self._messages.send(place.home, Departed(peer_id))

    def leave(self, peer_id: str) -> bool:
        """Release a peer's place at another home; return False if it has none."""
        place = self.places.remove(peer_id)
        if place is not None and place.home:
            self._messages.send(place.home, Departed(peer_id))
        return place is not None

    def connection_changed(self, caller: Caller, change: ConnectionChange) -> None:
        """Report a change of a connection to its home; without a home, a roll call will ask."""
        place = self.places.find(caller.peer_id)
        if place is None:
            return
        if place.home:
            self._messages.send(place.home, changed(caller.peer_id, change))
        if isinstance(change, ConnectionEnded):
            self.places.remove(caller.peer_id)

    # Messages of homes

    def entered(self, sender: str, message: Entered) -> None:
        """Note the place that a peer has after a join, and leave its earlier place."""
        peer_id, before = message.peer_id, self.places.find(message.peer_id)
        request = self._awaited(peer_id, message.number)
        if request is None or self._server_lacks(message):
            if message.room_key and (before is None or before.home != sender):
                self._messages.send(sender, Departed(peer_id))
            return
        if message.room_key:
            if before is not None and before.home not in ("", sender):
                self._messages.send(before.home, Departed(peer_id))
            elif before is None:
                self._release_here(peer_id)
            self.places.put(peer_id, Place(message.room_key, sender, message.epoch))
        elif before is not None and before.home == sender:
            self.places.remove(peer_id)
        request.answer.set_result(message)

    def _awaited(self, peer_id: str, number: int) -> "_Request | None":
        """Return the request with this number, if the peer still waits for its answer."""
        request = self._requests.get(peer_id)
        is_awaited = request is not None and request.number == number
        return request if request and is_awaited and not request.answer.done() else None

    def _server_lacks(self, message: Entered) -> bool:
        """Tell whether the peer's connection is gone; a visitor's connection is not there yet."""
        return message.room_key != PAIRS and self._server.find(message.peer_id) is None

    def not_home(self, sender: str, message: NotHome) -> None:
        """An event was refused by a worker that is not the home of the peer's place."""
        if message.number:
            if (request := self._awaited(message.peer_id, message.number)) is not None:
                request.answer.set_result(None)
            return
        place = self.places.find(message.peer_id)
        if place is not None and place.home == sender:
            self.search(place.room_key)

    def packets(self, sender: str, message: Packets) -> None:
        packet = with_next_offset(message.packet)
        for peer_id in message.peer_ids:
            connection = self._server.find(peer_id)
            if connection is not None and self._is_from_home(sender, peer_id):
                connection.send_event(packet)

    def acknowledge(self, sender: str, message: Acknowledgement) -> None:
        """Pass on an acknowledgement, unless the event was answered already."""
        connection = self._server.find(message.peer_id)
        match, place = _ACK_ID.match(message.packet), self.places.find(message.peer_id)
        if connection is None or match is None:
            return
        is_awaited = place is not None and place.acknowledged(int(match[1]))
        if is_awaited or self._asks(sender, message.peer_id):
            connection.send_acknowledgement(message.packet)

    def close(self, sender: str, message: Close) -> None:
        if self._is_from_home(sender, message.peer_id):
            self._server.close_connection(message.peer_id)

    def restart(self, sender: str, message: Restart) -> None:
        if self._is_from_home(sender, message.peer_id):
            self._server.restart(message.peer_id)

    def forget(self, sender: str, message: Forget) -> None:
        if self._is_from_home(sender, message.peer_id):
            self._server.forget(message.peer_id)

    # Changes of homes

    def home_is_gone(self, home: str) -> None:
        """A worker is dead: look for the new homes of its rooms."""
        for room_key in {place.room_key for _, place in self.places.at_home(home)}:
            self.search(room_key)
        for request in self._requests.values():
            if request.home == home and not request.answer.done():
                request.answer.set_result(None)

    def given_back(self, home: str, message: GivenBack) -> None:
        keys = {place.room_key for _, place in self.places.at_home(home)}
        for room_key in keys.intersection(message.room_keys):
            self.search(room_key)

    def gap(self, home: str) -> None:
        """Messages of a home are lost: the clients of its rooms connect and join again."""
        for peer_id, _ in self.places.at_home(home):
            self._server.restart(peer_id)

    def search(self, room_key: str) -> None:
        """Find the new home of a room, and send what was not acknowledged there."""
        for peer_id, place in self.places.in_room(room_key):
            place.home = ""
            if room_key == PAIRS:
                # The next home of the pairs knows nothing of them.
                self._server.restart(peer_id)
        if room_key not in self._searches and room_key != PAIRS:
            task = asyncio.create_task(self._search(room_key))
            self._searches[room_key] = task
            task.add_done_callback(lambda _: self._searches.pop(room_key, None))

    async def _search(self, room_key: str) -> None:
        while any(not place.home for _, place in self.places.in_room(room_key)):
            try:
                home = await self._find_home(room_key)
                self._settle(room_key, home)
            except Exception as error:
                logger.warning("The home of a room could not be found (%s)", type(error).__name__)
            else:
                return
            await asyncio.sleep(_PAUSE_SECONDS)

    def _settle(self, room_key: str, home: Home) -> None:
        """Report this worker's peers to a home that has not called the roll here."""
        if home.worker != self._worker and any(
            not place.home for _, place in self.places.in_room(room_key)
        ):
            self._report_to(home.worker, room_key, home.epoch)

    def roll_call(self, home: str, message: RollCall) -> None:
        self._report_to(home, message.room_key, message.epoch)

    def _report_to(self, home: str, room_key: str, epoch: int) -> None:
        """Tell a home which peers are here; from now on, it is the home of their places."""
        self._messages.send(home, RollCallAnswer(room_key, epoch, self._reports(room_key)))
        for peer_id, place in self.places.in_room(room_key):
            if place.epoch < epoch or not place.home:
                place.home, place.epoch = home, epoch
                self._repeat(peer_id, place)

    def take_reports(self, room_key: str) -> tuple[list[PeerReport], Callable[[], Awaitable[None]]]:
        """Give up the places in a room whose home is this worker now.

        Return the reports, and a function that carries out the held events after the room was taken
        up.
        """
        reports = self._reports(room_key)
        left = [(peer_id, place.take_all()) for peer_id, place in self.places.in_room(room_key)]
        for peer_id, _ in left:
            self.places.remove(peer_id)
        return reports, partial(self._carry_out_all, left)

    def _reports(self, room_key: str) -> list[PeerReport]:
        asking = [peer_id for peer_id, one in self._requests.items() if one.room_key == room_key]
        peer_ids = dict.fromkeys([*(one for one, _ in self.places.in_room(room_key)), *asking])
        found = (self._server.find(peer_id) for peer_id in peer_ids)
        return [
            PeerReport(remote_caller(one.caller), one.session is None)
            for one in found
            if one is not None
        ]

    def _repeat(self, peer_id: str, place: Place) -> None:
        """Send what the old home did not acknowledge to the new one, or refuse it."""
        for held in place.take_all():
            if held.is_sent and not held.is_repeatable:
                self._refuse(peer_id, held)
                continue
            if held.event.ack_id is not None:
                place.hold(held._replace(is_sent=True))
            self._send(place.home, peer_id, held.event)

    async def _carry_out_all(self, left: list[tuple[str, list[Held]]]) -> None:
        """Carry out here what the old home of the peers did not acknowledge, or refuse it."""
        for peer_id, all_held in left:
            for held in all_held:
                connection = self._server.find(peer_id)
                if held.is_sent and not held.is_repeatable:
                    self._refuse(peer_id, held)
                elif connection is not None:
                    work = self._dispatch.handle_event(connection.caller, held.dialect, held.event)
                    if work is not None:
                        await work

    async def _refuse_old(self) -> None:
        """Refuse the events that no home has acknowledged for too long."""
        before = self.places.clock() - HELD_SECONDS
        for peer_id, place in self.places.all():
            for held in place.take_older(before):
                self._refuse(peer_id, held)

    def _refuse(self, peer_id: str, held: Held) -> None:
        connection = self._server.find(peer_id)
        if connection is not None:
            self._dispatch.refuse(connection.caller, held.dialect, held.event, Unavailable())

    def _send(self, home: str, peer_id: str, event: Received) -> None:
        self._messages.send(home, Event(peer_id, event.ack_id, event.name, event.body))

    def _is_from_home(self, sender: str, peer_id: str) -> bool:
        """Tell whether a worker may send to a peer: it has the peer's place, or is asked for it."""
        place = self.places.find(peer_id)
        if place is not None and place.home == sender:
            return True
        return self._asks(sender, peer_id)

    def _asks(self, home: str, peer_id: str) -> bool:
        request = self._requests.get(peer_id)
        return request is not None and request.home == home
