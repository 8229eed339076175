"""The homes of this worker's peers change: look for the new home, and repeat what was under way.

the home lapsed, gave the room back, or denies that it is the home
  ──▶ search ──▶ another worker is the home: it calls the roll, and gets the events again
            └──▶ this worker claims the room: `take_reports`, and the events are carried out
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import NamedTuple

from rooms.actions.claims import PAIRS
from signaling.concurrency.periodic_tasks import run_periodically
from signaling.refusals import NotInRoom
from signaling.workers.edge.backlogs import Backlogs
from signaling.workers.edge.held_events import Held, to_home
from signaling.workers.edge.joins import Joins
from signaling.workers.edge.local_server import LocalConnection, LocalServer
from signaling.workers.edge.places import HELD_SECONDS, Place, Places
from signaling.workers.home.homes import Home
from signaling.workers.message_sender import MessageSender
from signaling.workers.messages import (
    GivenBack,
    NoPlace,
    NotHome,
    PeerReport,
    RollCall,
    RollCallAnswer,
    remote_caller,
)

logger = logging.getLogger(__name__)

_CHECK_SECONDS = 0.5
_PAUSE_SECONDS = 0.5


class OwnReports(NamedTuple):
    """The peers of this worker in a room, and the roster that they know.

    `carry_out` begins to carry out the held events, after the room was taken up.
    """

    peers: list[PeerReport]
    roster: dict[str, str] | None
    carry_out: Callable[[], None]


FindHome = Callable[[str], Awaitable[Home]]
"""Finds or claims the home of a room by its key."""


class HomeChanges:
    def __init__(
        self,
        worker: str,
        server: LocalServer,
        *,
        places: Places,
        joins: Joins,
        messages: MessageSender,
        backlogs: Backlogs,
        find_home: FindHome,
    ) -> None:
        self._worker = worker
        self._server = server
        self._places = places
        self._joins = joins
        self._messages = messages
        self._backlogs = backlogs
        self._find_home = find_home
        self._searches: dict[str, asyncio.Task[None]] = {}
        self._checking: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._checking = asyncio.create_task(
            run_periodically(self._refuse_old, every_seconds=_CHECK_SECONDS)
        )

    async def stop(self) -> None:
        tasks = [*self._searches.values(), *filter(None, [self._checking])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def home_is_gone(self, home: str) -> None:
        """A worker is dead: look for the new homes of its rooms."""
        self._lose_home(home, self._rooms_of(home), is_gone=True)
        self._joins.home_is_gone(home)

    def given_back(self, home: str, message: GivenBack) -> None:
        given_back = self._rooms_of(home).intersection(message.room_keys)
        self._lose_home(home, given_back, is_gone=True)

    def not_home(self, home: str, message: NotHome) -> None:
        """An event was refused by a worker that is not the home of the peer's place."""
        place = self._places.find(message.peer_id)
        if message.number:
            self._joins.not_home(message)
        elif place is not None and place.home == home:
            self._lose_home(home, {place.room_key}, is_gone=False)

    def no_place(self, home: str, message: NoPlace) -> None:
        """A peer has lost its place at its home; its further events are answered here."""
        place = self._places.find(message.peer_id)
        if place is not None and place.source == home:
            self._places.remove(message.peer_id)
            for held in place.take_all():
                self._backlogs.refuse(message.peer_id, held, NotInRoom())

    def gap(self, home: str) -> None:
        """Messages of a home are lost: the clients of its rooms connect and join again."""
        for peer_id, _ in self._places.of_source(home):
            self._server.restart(peer_id)

    def roll_call(self, home: str, message: RollCall) -> None:
        self._report_to(home, message.room_key, message.epoch)

    def take_reports(self, room_key: str) -> OwnReports:
        """Give up the places in a room whose home is this worker now."""
        places, roster = self._places.in_room(room_key), self._places.roster(room_key)
        reports = self._reports(peer_id for peer_id, _ in places)
        left = [(peer_id, place.take_all()) for peer_id, place in places]
        for peer_id, _ in left:
            self._places.remove(peer_id)
        return OwnReports(reports, roster, partial(self._carry_out, left))

    def _rooms_of(self, home: str) -> set[str]:
        return {place.room_key for _, place in self._places.of_source(home)}

    def _lose_home(self, home: str, room_keys: Iterable[str], *, is_gone: bool) -> None:
        """Look for the homes of these rooms, of which this one has the places of peers here.

        `is_gone` means that it certainly is not the home.
        """
        for room_key in room_keys:
            for peer_id, place in self._places.in_room(room_key):
                if place.source != home:
                    continue
                place.lose_home(is_gone=is_gone)
                if room_key == PAIRS:
                    # The next home of the pairs knows nothing of them.
                    self._server.restart(peer_id)
            self._search_soon(room_key)

    def _search_soon(self, room_key: str) -> None:
        if room_key not in self._searches and room_key != PAIRS:
            task = asyncio.create_task(self._search(room_key))
            self._searches[room_key] = task
            task.add_done_callback(partial(self._searched, room_key))

    def _searched(self, room_key: str, _task: asyncio.Task[None]) -> None:
        del self._searches[room_key]
        if self._lacks_home(room_key):
            # The home was lost again at the end of the search.
            self._search_soon(room_key)

    async def _search(self, room_key: str) -> None:
        """Find or claim the home; a home that has not called the roll here gets a report."""
        while self._lacks_home(room_key):
            try:
                home = await self._find_home(room_key)
                if home.worker != self._worker and self._lacks_home(room_key):
                    self._report_to(home.worker, room_key, home.epoch)
            except Exception as error:
                logger.warning("The home of a room could not be found (%s)", type(error).__name__)
                await asyncio.sleep(_PAUSE_SECONDS)

    def _lacks_home(self, room_key: str) -> bool:
        return any(not place.home for _, place in self._places.in_room(room_key))

    def _report_to(self, home: str, room_key: str, epoch: int) -> None:
        """Tell a home which peers are here; from now on, it is the home of their places."""
        places = self._places.in_room(room_key)
        reports = [
            *self._reports(peer_id for peer_id, _ in places),
            *self._reports(self._joins.asking(home, room_key), is_asking=True),
        ]
        roster = self._places.roster(room_key)
        self._messages.send(home, RollCallAnswer(room_key, epoch, reports, roster))
        for peer_id, place in places:
            if place.epoch < epoch or not place.home:
                place.set_home(home, epoch)
                self._repeat(peer_id, place)

    def _reports(self, peer_ids: Iterable[str], *, is_asking: bool = False) -> list[PeerReport]:
        return [
            self._report(connection, is_asking=is_asking)
            for connection in map(self._server.find, peer_ids)
            if connection is not None
        ]

    def _report(self, connection: LocalConnection, *, is_asking: bool) -> PeerReport:
        place = self._places.find(connection.caller.peer_id)
        return PeerReport(
            remote_caller(connection.caller),
            connection.session is None,
            is_asking,
            seat_id="" if place is None or is_asking else place.seat_id,
            knows_seats=place is not None and place.knows_seats,
            has_two_pictures=place is not None and place.has_two_pictures,
            knows_media_server=place is not None and place.knows_media_server,
            newest_message=None if place is None or is_asking else place.newest_message,
        )

    def _repeat(self, peer_id: str, place: Place) -> None:
        """Send what the old home did not acknowledge to the new one, or refuse it."""
        for held in place.take_all():
            if not held.may_be_sent:
                self._backlogs.refuse(peer_id, held)
                continue
            if held.ack_id is not None:
                place.hold(held._replace(is_sent=True))
            self._messages.send(place.home, to_home(peer_id, held.event, held.ack_id))

    def _carry_out(self, left: Iterable[tuple[str, list[Held]]]) -> None:
        """Carry out here what the old home of the peers did not acknowledge, or refuse it."""
        for peer_id, all_held in left:
            if all_held:
                self._backlogs.carry_out(peer_id, all_held)

    def _refuse_old(self) -> None:
        """Refuse the events that no home has acknowledged for too long."""
        before = self._places.clock() - HELD_SECONDS
        for peer_id, place in self._places.all():
            for held in place.take_older(before):
                self._backlogs.refuse(peer_id, held)
