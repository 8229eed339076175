"""Route the events of this worker's clients: to its own dispatch, or to the home of their place.

An event that may give its caller a place names the room, whose home is looked up. Any other event
goes to the home of the caller's place; a caller without a place elsewhere is handled here.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

from rooms.actions.claims import AD_HOC, PAIRS
from rooms.channel_requests import refusal_from_code
from rooms.refusals import Refusal, Unavailable
from signaling.caller import Caller
from signaling.dialects import Dialect
from signaling.dispatch import Dispatch
from signaling.presence import Presence
from signaling.protocol import commands
from signaling.protocol.commands.compatibility import without_original
from signaling.protocol.connection_changes import ConnectionChange
from signaling.protocol.packets import EVENT, Received
from signaling.refusals import Misbehaviour, refusal_for
from signaling.workers.edge.backlogs import Backlogs
from signaling.workers.edge.edge import Edge
from signaling.workers.edge.joins import Joins
from signaling.workers.edge.places import HELD_SECONDS, Places
from signaling.workers.home.homes import Homes
from signaling.workers.room_keys import RoomKeys

logger = logging.getLogger(__name__)

_ENTERING = (commands.Join, commands.JoinByName, commands.CheckRoom)
_PAUSE_SECONDS = 0.1


class Router:
    """The `ConnectionHandler` of a worker, except for `ready`."""

    def __init__(
        self,
        dialects: Mapping[str, Dialect],
        presence: Presence,
        dispatch: Dispatch,
        *,
        homes: Homes,
        edge: Edge,
        joins: Joins,
        places: Places,
        backlogs: Backlogs,
        room_keys: RoomKeys,
    ) -> None:
        self._presence = presence
        self._dispatch = dispatch
        self._homes = homes
        self._edge = edge
        self._room_keys = room_keys
        self._joins = joins
        self._place_of = places.find
        self._backlogs = backlogs
        self._has_backlog = backlogs.has
        self._dispatch_event = dispatch.handle_event
        self._entering = frozenset(
            (dialect.name, name)
            for dialect in dialects.values()
            for name, parser in dialect.hears.items()
            if issubclass(parser.command, _ENTERING)
        )

        self._entering_names = frozenset(name for _, name in self._entering)

    async def connect(self, caller: Caller, dialect: Dialect) -> None:
        """Let a new connection in; visitors of random pairs are let in by the home of the pairs."""
        if dialect.on_connect is None:
            return
        asked = Received(EVENT, dialect.namespace)

        async def here() -> None:
            await self._dispatch.connect(caller, dialect)

        refused = await self._at_home(PAIRS, caller, dialect, asked, here)
        if refused is not None:
            raise refusal_from_code(*refused)

    def handle_event(
        self, caller: Caller, dialect: Dialect, event: Received
    ) -> Coroutine[Any, Any, None] | None:
        # The first condition is false for almost every event, and the quickest to find out.
        if event.name in self._entering_names and (dialect.name, event.name) in self._entering:
            return self._enter(caller, dialect, event)
        place = self._place_of(caller.peer_id)
        if place is not None:
            return self._edge.forward(place, caller, dialect, event)
        if self._has_backlog(caller.peer_id):
            return self._handle_after_backlog(caller, dialect, event)
        return self._dispatch_event(caller, dialect, event)

    def connection_changed(self, caller: Caller, change: ConnectionChange) -> None:
        self._dispatch.connection_changed(caller, change)
        self._edge.connection_changed(caller, change)

    async def _handle_after_backlog(
        self, caller: Caller, dialect: Dialect, event: Received
    ) -> None:
        await self._backlogs.ended(caller.peer_id)
        if (work := self.handle_event(caller, dialect, event)) is not None:
            await work

    def _enter(
        self, caller: Caller, dialect: Dialect, event: Received
    ) -> Coroutine[Any, Any, None] | None:
        """Carry out a join at the home of the room that it names; raise Misbehaviour."""
        try:
            command = dialect.parse(event)
        except Misbehaviour:
            raise
        except Exception:
            # Dispatch answers an event that can't be parsed.
            return self._dispatch.handle_event(caller, dialect, event)
        return self._enter_by(without_original(command), caller, dialect, event)

    async def _enter_by(
        self, command: commands.Command, caller: Caller, dialect: Dialect, event: Received
    ) -> None:
        async def here() -> None:
            work = self._dispatch.handle_event(caller, dialect, event)
            if work is not None:
                await work

        try:
            room_key = await self._room_key(command)
            if room_key is None:
                await here()
            else:
                await self._at_home(room_key, caller, dialect, event, here)
        except Exception as error:
            self._dispatch.refuse(caller, dialect, event, _refusal(error))

    async def _room_key(self, command: commands.Command) -> str | None:
        """Return the key of the room that a join names; None if this worker can answer alone."""
        room_key = await self._room_keys.find(command)
        is_only_look = isinstance(command, commands.CheckRoom)
        if room_key is None or not (is_only_look and room_key.startswith(AD_HOC)):
            return room_key
        return room_key if await self._homes.look(room_key) is not None else None

    async def _at_home(
        self,
        room_key: str,
        caller: Caller,
        dialect: Dialect,
        event: Received,
        here: Callable[[], Awaitable[None]],
    ) -> tuple[str, str] | None:
        """Do `here`, or ask the room's home; return the code and message of a refused connection.

        Raises Unavailable if no home answers in time.
        """
        clock = asyncio.get_running_loop().time
        until = clock() + HELD_SECONDS
        while True:
            async with self._homes.using(room_key) as home:
                await self._backlogs.ended(caller.peer_id)
                if home.worker == self._homes.worker:
                    await here()
                    place = self._presence.place_of(caller.peer_id)
                    if place is not None and place.room_id == room_key:
                        self._edge.leave(caller.peer_id)
                    return None
                entered = await self._joins.enter(home, room_key, caller, dialect, event)
            if entered is not None:
                return entered.refused
            if clock() > until:
                raise Unavailable
            await asyncio.sleep(_PAUSE_SECONDS)


def _refusal(error: Exception) -> Refusal:
    if isinstance(error, Refusal):
        return error
    logger.error("The home of a room could not be reached", exc_info=error)
    return refusal_for(error)
