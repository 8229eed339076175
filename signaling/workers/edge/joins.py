"""Joins of this worker's peers that a home carries out.

asked ──Enter──▶ home ──Entered──▶ the peer has a place there, and leaves its earlier place
                  │ NotHome, or it died: the caller looks for the home again
                  │ no answer within 5 s: refused, and a place that is given later is left
"""

import asyncio
import itertools
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rooms.actions.claims import PAIRS
from rooms.refusals import Unavailable
from signaling.caller import Caller
from signaling.dialects import Dialect
from signaling.protocol.packets import Received
from signaling.workers.edge.local_server import LocalServer
from signaling.workers.edge.places import HELD_SECONDS, Place, Places
from signaling.workers.home.homes import Home
from signaling.workers.message_sender import MessageSender
from signaling.workers.messages import Departed, Enter, Entered, NotHome, remote_caller


class _Request(NamedTuple):
    """A peer's join; the result is None if the worker that was asked is not the home."""

    number: int
    home: str
    room_key: str
    ack_id: int | None
    answer: "asyncio.Future[Entered | None]"


class Joins:
    """`release_here` releases a peer's place in a room of this worker."""

    def __init__(
        self,
        server: LocalServer,
        places: Places,
        messages: MessageSender,
        release_here: Callable[[str], None],
    ) -> None:
        self._server = server
        self._places = places
        self._messages = messages
        self._release_here = release_here
        self._requests: dict[str, _Request] = {}
        """The request of each peer that waits for an answer."""
        self._numbers = itertools.count(1)

    async def enter(
        self, home: Home, room_key: str, caller: Caller, dialect: Dialect, event: Received
    ) -> Entered | None:
        """Ask a home to carry out a join; return None if it is not the home.

        Raises Unavailable if it does not answer in time.
        """
        answer = asyncio.get_running_loop().create_future()
        number = next(self._numbers)
        request = _Request(number, home.worker, room_key, event.ack_id, answer)
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

    def are_asked(self, home: str, peer_id: str) -> bool:
        """Tell whether a peer waits for the answer of this home."""
        request = self._requests.get(peer_id)
        return request is not None and request.home == home

    def await_acknowledgement(self, home: str, peer_id: str, ack_id: int) -> bool:
        """Tell whether a peer waits for this acknowledgement of its join by this home.

        It does not wait for that of an earlier join, which was refused because it took too long.
        """
        request = self._requests.get(peer_id)
        return request is not None and (request.home, request.ack_id) == (home, ack_id)

    def asking(self, home: str, room_key: str) -> Iterator[str]:
        """Yield the peers that wait for a place in a room of this home."""
        for peer_id, request in self._requests.items():
            if request.home == home and request.room_key == room_key:
                yield peer_id

    def home_is_gone(self, home: str) -> None:
        for request in self._requests.values():
            if request.home == home and not request.answer.done():
                request.answer.set_result(None)
                self._places.forget_unused_roster(request.room_key)

    def entered(self, home: str, message: Entered) -> None:
        """Note the place that a peer has after a join, and leave its earlier place."""
        peer_id, before = message.peer_id, self._places.find(message.peer_id)
        request = self._awaited(peer_id, message.number)
        if request is None or self._is_gone(message):
            self._leave_late(home, message, before)
            return
        if message.room_key:
            if before is not None and before.home not in ("", home):
                self._messages.send(before.home, Departed(peer_id))
            elif before is None:
                self._release_here(peer_id)
            place = Place(
                message.room_key,
                home,
                message.epoch,
                message.seat_id,
                knows_seats=message.knows_seats,
                has_two_pictures=message.has_two_pictures,
                knows_media_server=message.knows_media_server,
                newest_message=message.newest_message,
            )
            self._places.put(peer_id, place)
        elif before is not None and before.home == home and not message.is_stranger:
            # A stranger keeps its place, which is in a room that needs a new home.
            self._places.remove(peer_id)
        request.answer.set_result(message)

    def not_home(self, message: NotHome) -> None:
        if (request := self._awaited(message.peer_id, message.number)) is not None:
            request.answer.set_result(None)

    def _awaited(self, peer_id: str, number: int) -> _Request | None:
        """Return the request with this number, if the peer still waits for its answer."""
        request = self._requests.get(peer_id)
        is_awaited = request is not None and request.number == number
        return request if request and is_awaited and not request.answer.done() else None

    def _leave_late(self, home: str, message: Entered, before: Place | None) -> None:
        """Leave a place for which the peer does not wait any more, unless it asks there again."""
        if not any(self.asking(home, message.room_key)):
            self._places.forget_unused_roster(message.room_key)
        is_mine = before is not None and before.home == home
        if message.room_key and not is_mine and not self.are_asked(home, message.peer_id):
            self._messages.send(home, Departed(message.peer_id))

    def _is_gone(self, message: Entered) -> bool:
        """Tell whether the peer's connection is gone; a visitor's connection is not there yet."""
        return message.room_key != PAIRS and self._server.find(message.peer_id) is None
