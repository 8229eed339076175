"""Parse an event, run the action of its command, deliver the outcomes, and acknowledge the event.

Only this module catches the errors of actions, maps them to codes, and acknowledges. If an action
fails after it has changed something, the events about that change are still sent. There are three
kinds of errors. A refusal is acknowledged, and the connection stays. Misbehaviour is raised to the
Socket.IO server, which reports it once and closes the connection. Any other error is logged and
acknowledged as INTERNAL, or as UNAVAILABLE if the database can't be reached.
"""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import msgspec
from django.conf import settings

from rooms.refusals import EntryRefused, InvalidInput, Refusal
from signaling.actions import ACTIONS, CONNECTION_ACTIONS, outcomes_of
from signaling.caller import Caller
from signaling.concurrency.arrivals import FairQueue
from signaling.delivery import Deliverer
from signaling.dialects import NO_ARGUMENTS, Dialect
from signaling.metrics import JOIN_REFUSALS, REFUSALS
from signaling.outcomes import CloseAttendance, Delivery, Interrupted, Outcome, Reply, StoreRoom
from signaling.presence import Presence
from signaling.protocol.commands import Command, Join
from signaling.protocol.connection_changes import ConnectionChange
from signaling.protocol.packets import Arguments, Received
from signaling.refusals import Misbehaviour, refusal_for

logger = logging.getLogger(__name__)

_STORED = frozenset((CloseAttendance, StoreRoom))

Acknowledgement = dict[str, Any]
StoreRooms = Callable[[], Awaitable[None]]
"""Stores the state of the rooms that have changed."""


class Dispatch:
    """Carries out the commands of callers on one presence, and sends through one delivery."""

    def __init__(
        self,
        presence: Presence,
        delivery: Deliverer,
        queue: FairQueue | None = None,
        store_rooms: StoreRooms | None = None,
    ) -> None:
        self._presence = presence
        self._delivery = delivery
        self._store_rooms = store_rooms or _store_nothing
        self._queue = queue or FairQueue(settings.DATABASE_THREADS)
        self.refused_joins: Counter[str] = Counter()
        """The number of refused joins by code that are not yet stored in the database."""

    async def connect(self, caller: Caller, dialect: Dialect) -> None:
        """Carry out the dialect's command for a new connection; raise Refusal to reject it."""
        if dialect.on_connect is not None:
            outcomes = outcomes_of(caller, dialect.on_connect, self._presence)
            await self._delivery.deliver_all(outcomes)

    def connection_changed(self, caller: Caller, change: ConnectionChange) -> None:
        """Handle the loss, the recovery or the end of a connection; errors are only logged."""
        for action in CONNECTION_ACTIONS[type(change)]:
            try:
                self._delivery.deliver(action(caller, change, self._presence))
            except Exception:
                logger.exception("%s on %s failed", type(change).__name__, caller.protocol)

    def refuse(self, caller: Caller, dialect: Dialect, event: Received, refusal: Refusal) -> None:
        """Answer an event that is not handled."""
        outcomes, acknowledgement = self._failure(caller, dialect, event, refusal)
        self._deliver_and_acknowledge(caller, event, outcomes, acknowledgement)

    def handle_event(
        self, caller: Caller, dialect: Dialect, event: Received
    ) -> Coroutine[Any, Any, None] | None:
        """Handle one event; return a coroutine for the rest of the work if it has to wait.

        An event with an acknowledgement id is always acknowledged, unless this raises Misbehaviour.
        """
        try:
            command = dialect.parse(event)
            if isinstance(command, Join):
                return self._complete(caller, dialect, event, self._join_in_order(caller, command))
            outcomes = ACTIONS[type(command)](caller, command, self._presence)
            if not isinstance(outcomes, list):
                return self._complete(caller, dialect, event, outcomes)
            acknowledgement = _success(dialect, event, outcomes)
        except Misbehaviour:
            raise
        except Exception as error:
            outcomes, acknowledgement = self._failure(caller, dialect, event, error)
        return self._conclude(caller, event, outcomes, acknowledgement)

    async def _complete(
        self, caller: Caller, dialect: Dialect, event: Received, action: Awaitable[list[Outcome]]
    ) -> None:
        """Await an action, deliver its outcomes, and acknowledge the event."""
        outcomes, acknowledgement = await self._result_of(caller, dialect, event, action)
        if (rest := self._conclude(caller, event, outcomes, acknowledgement)) is not None:
            await rest

    def _conclude(
        self,
        caller: Caller,
        event: Received,
        outcomes: list[Outcome],
        acknowledgement: Acknowledgement,
    ) -> Coroutine[Any, Any, None] | None:
        """Deliver the outcomes and acknowledge the event; return a coroutine if that has to wait.

        The outcomes are delivered at once. The end of an attendance, and the state of a room if a
        host decided it, are stored before the acknowledgement. But if the outcomes close the
        caller's connection, the acknowledgement must be sent before that.
        """
        if _STORED.isdisjoint(map(type, outcomes)):
            self._deliver_and_acknowledge(caller, event, outcomes, acknowledgement)
            return None
        stored, others = _split_stored(outcomes)
        if _closes(caller, others):
            self._deliver_and_acknowledge(caller, event, others, acknowledgement)
            return self._store(stored)
        self._delivery.deliver(others)
        return self._store_and_acknowledge(stored, caller, event, acknowledgement)

    async def _store_and_acknowledge(
        self,
        stored: Sequence[CloseAttendance | StoreRoom],
        caller: Caller,
        event: Received,
        acknowledgement: Acknowledgement,
    ) -> None:
        await self._store(stored)
        self._deliver_and_acknowledge(caller, event, [], acknowledgement)

    async def handle_request(
        self, caller: Caller, dialect: Dialect, event: Received
    ) -> Acknowledgement:
        """Handle a request of Django code as an event, and return its acknowledgement."""
        action = self._parse_and_run(caller, dialect, event)
        outcomes, acknowledgement = await self._result_of(caller, dialect, event, action)
        stored, others = _split_stored(outcomes)
        self._delivery.deliver(others)
        await self._store(stored)
        return acknowledgement

    async def _parse_and_run(
        self, caller: Caller, dialect: Dialect, event: Received
    ) -> list[Outcome]:
        command = dialect.parse(event)
        return await outcomes_of(caller, command, self._presence)

    async def _join_in_order(self, caller: Caller, command: Join) -> list[Outcome]:
        """Carry out a join when it is the caller's turn; the earliest connection joins first."""
        async with self._queue.turn(caller.connected_at):
            return await outcomes_of(caller, command, self._presence)

    async def _result_of(
        self, caller: Caller, dialect: Dialect, event: Received, action: Awaitable[list[Outcome]]
    ) -> tuple[list[Outcome], Acknowledgement]:
        """Await an action, and return the outcomes to deliver and the acknowledgement."""
        try:
            outcomes = await action
            return outcomes, _success(dialect, event, outcomes)
        except Exception as error:
            return self._failure(caller, dialect, event, error)

    def _failure(
        self, caller: Caller, dialect: Dialect, event: Received, error: Exception
    ) -> tuple[list[Outcome], Acknowledgement]:
        """Return the outcomes to deliver and the acknowledgement for an event that failed.

        The outcomes of changes before the failure come first.
        """
        outcomes: Sequence[Outcome] = ()
        if isinstance(error, Interrupted):
            outcomes, error = error.outcomes, error.error
        command = _command_type(dialect, event)
        if not isinstance(error, Refusal):
            logger.error("%s of %s failed", event.name[:40], caller.protocol, exc_info=error)
            error = refusal_for(error)
        elif isinstance(error, EntryRefused) and command and issubclass(command, Join):
            self.refused_joins[error.code] += 1
            JOIN_REFUSALS.labels(error.code).inc()
        REFUSALS.labels(error.code).inc()
        refused, acknowledgement = _refused(caller, dialect, event, command, error)
        return [*outcomes, *refused], acknowledgement

    def _deliver_and_acknowledge(
        self,
        caller: Caller,
        event: Received,
        outcomes: list[Outcome],
        acknowledgement: Acknowledgement,
    ) -> None:
        if event.ack_id is None:
            self._delivery.deliver(outcomes)
        elif _closes(caller, outcomes):
            # A client gets nothing after its connection is closed.
            self._delivery.acknowledge(caller.peer_id, event.ack_id, acknowledgement)
            self._delivery.deliver(outcomes)
        else:
            self._delivery.deliver(outcomes)
            self._delivery.acknowledge(caller.peer_id, event.ack_id, acknowledgement)

    async def _store(self, outcomes: Sequence[CloseAttendance | StoreRoom]) -> None:
        """Store the ends of attendances and the state of rooms; if that fails, store it later.

        The other participants have already been told.
        """
        for outcome in outcomes:
            if isinstance(outcome, CloseAttendance):
                await self._delivery.attendance.attempt(outcome.seat)
        if any(isinstance(outcome, StoreRoom) for outcome in outcomes):
            try:
                await self._store_rooms()
            except Exception:
                logger.exception("The state of rooms could not be stored, and is stored later")


async def _store_nothing() -> None:
    pass


def _split_stored(
    outcomes: Sequence[Outcome],
) -> tuple[list[CloseAttendance | StoreRoom], list[Outcome]]:
    """Return the outcomes that are stored, and the other ones."""
    stored = [one for one in outcomes if isinstance(one, CloseAttendance | StoreRoom)]
    return stored, [one for one in outcomes if not isinstance(one, CloseAttendance | StoreRoom)]


def _closes(caller: Caller, outcomes: list[Outcome]) -> bool:
    return any(
        isinstance(outcome, Delivery) and outcome.then_close and caller.peer_id in outcome.to
        for outcome in outcomes
    )


def _success(dialect: Dialect, event: Received, outcomes: list[Outcome]) -> Acknowledgement:
    """Return the acknowledgement; empty if the client asked for none."""
    if event.ack_id is None:
        return {}
    acknowledgement: Acknowledgement = {"success": True}
    for outcome in outcomes:
        if isinstance(outcome, Reply):
            acknowledgement |= dialect.acknowledges[type(outcome.event)](outcome.event)
    return acknowledgement


def _refused(
    caller: Caller,
    dialect: Dialect,
    asked: Received,
    command: type[Command] | None,
    refusal: Refusal,
) -> tuple[list[Outcome], Acknowledgement]:
    """Return the refusal as deliveries and as an acknowledgement.

    The refusal is sent as an event, too, if the protocol has a refusal event for this command. If
    the client asked for no acknowledgement, the protocol's general refusal event is sent as well,
    if there is one: clients from before the command had an event of its own listen to that.
    """
    event = dialect.refusal_event(command, refusal, _arguments(asked))
    acknowledgement: Acknowledgement = {
        "success": False,
        "error": refusal.message,
        "code": refusal.code,
    }
    has_own_event = dialect.is_refused_by_event(command)
    if event is not None and has_own_event:
        acknowledgement |= msgspec.to_builtins(event)
    events = [event] if asked.ack_id is None or has_own_event else []
    if asked.ack_id is None and has_own_event:
        events.append(dialect.refusal_event(None, refusal))
    return [Delivery(one, [caller.peer_id]) for one in events if one is not None], acknowledgement


def _command_type(dialect: Dialect, event: Received) -> type[Command] | None:
    parser = dialect.hears.get(event.name)
    return None if parser is None else parser.command


def _arguments(asked: Received) -> Arguments:
    """Return the arguments that a refusal may repeat; none if they can't be parsed."""
    try:
        return asked.arguments()
    except InvalidInput:
        return NO_ARGUMENTS
