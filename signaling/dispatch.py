"""Parse an event, run the action of its command, and answer it.

Only this module catches the errors of actions, maps them to codes, and acknowledges. If an action
fails after it has changed something, the events about that change are still sent. There are three
kinds of errors. A refusal is answered, and the connection stays. Misbehaviour is raised to the
transport, which reports it once and closes the connection. Any other error is logged and answered
as INTERNAL, or as UNAVAILABLE if the database can't be reached.
"""

import logging
from collections import Counter
from collections.abc import Awaitable, Coroutine, Sequence
from typing import Any

import msgspec
from django.conf import settings

from rooms.refusals import EntryRefused, InvalidInput, Refusal
from signaling.actions import ACTIONS, CONNECTION_ACTIONS, outcomes_of
from signaling.caller import Caller
from signaling.delivery import Deliverer
from signaling.dialects import NO_ARGUMENTS, Dialect
from signaling.metrics import JOIN_REFUSALS, REFUSALS
from signaling.outcomes import CloseAttendance, Delivery, Interrupted, Outcome, Reply
from signaling.presence import Presence, Seat
from signaling.protocol.commands import Join
from signaling.protocol.connection_changes import ConnectionChange
from signaling.protocol.packets import Arguments, Received
from signaling.queueing import FairQueue
from signaling.refusals import Misbehaviour, refusal_for

logger = logging.getLogger(__name__)


class Dispatch:
    """Carries out the commands of callers on one presence, and answers through one delivery."""

    def __init__(
        self, presence: Presence, delivery: Deliverer, queue: FairQueue | None = None
    ) -> None:
        self._presence = presence
        self._delivery = delivery
        self._queue = queue or FairQueue(settings.DATABASE_THREADS)
        self.refused_joins: Counter[str] = Counter()
        """The number of refused joins by code that are not yet stored in the database."""

    async def arrive(self, caller: Caller, dialect: Dialect) -> None:
        """Carry out the dialect's command for a new connection; raise Refusal to reject it."""
        if dialect.on_connect is not None:
            await self._delivery.deliver_all(
                outcomes_of(caller, dialect.on_connect, self._presence)
            )

    def handle(
        self, caller: Caller, dialect: Dialect, event: Received
    ) -> Coroutine[Any, Any, None] | None:
        """Handle one event; return a coroutine for the rest of the work if it has to wait.

        An event with an acknowledgement id is always acknowledged, unless this raises Misbehaviour.
        """
        try:
            command = dialect.parse(event)
            if isinstance(command, Join):
                return self._finish(caller, dialect, event, self._enter(caller, command))
            outcomes = ACTIONS[type(command)](caller, command, self._presence)
            if not isinstance(outcomes, list):
                return self._finish(caller, dialect, event, outcomes)
            answer = _success(dialect, event, outcomes)
        except Misbehaviour:
            raise
        except Exception as error:
            outcomes, answer = self._failure(caller, dialect, event, error)
        self._tell(caller, event, outcomes, answer)
        return None

    async def answer(self, caller: Caller, dialect: Dialect, event: Received) -> dict[str, Any]:
        """Handle a request from outside the sockets, and return the acknowledgement."""
        carried_out = self._carry_out(caller, dialect, event)
        outcomes, answer = await self._settled(caller, dialect, event, carried_out)
        closing, others = _closing_first(outcomes)
        self._delivery.deliver(others)
        await self._close_attendance(closing)
        return answer

    def connection_changed(self, caller: Caller, change: ConnectionChange) -> None:
        """Handle the loss, the recovery or the end of a connection; errors are only logged."""
        for action in CONNECTION_ACTIONS[type(change)]:
            try:
                self._delivery.deliver(action(caller, change, self._presence))
            except Exception:
                logger.exception("%s on %s failed", type(change).__name__, caller.protocol)

    async def _carry_out(self, caller: Caller, dialect: Dialect, event: Received) -> list[Outcome]:
        command = dialect.parse(event)
        return await outcomes_of(caller, command, self._presence)

    async def _finish(
        self, caller: Caller, dialect: Dialect, event: Received, waiting: Awaitable[list[Outcome]]
    ) -> None:
        outcomes, answer = await self._settled(caller, dialect, event, waiting)
        closing, others = _closing_first(outcomes)
        if not closing or _closes(caller, others):
            self._tell(caller, event, others, answer)
            await self._close_attendance(closing)
            return
        self._delivery.deliver(others)
        await self._close_attendance(closing)
        self._tell(caller, event, [], answer)

    async def _close_attendance(self, seats: Sequence[Seat]) -> None:
        """Store the end of attendances before the acknowledgement; if that fails, store it later.

        The other participants have already been told.
        """
        for seat in seats:
            await self._delivery.attendance.attempt(seat)

    async def _enter(self, caller: Caller, command: Join) -> list[Outcome]:
        """Carry out a join when it is the caller's turn; the earliest connection joins first."""
        async with self._queue.turn(caller.connected_at):
            return await outcomes_of(caller, command, self._presence)

    async def _settled(
        self, caller: Caller, dialect: Dialect, event: Received, waiting: Awaitable[list[Outcome]]
    ) -> tuple[list[Outcome], dict[str, Any]]:
        """Wait for an action, and return the outcomes to deliver and the acknowledgement."""
        try:
            outcomes = await waiting
            return outcomes, _success(dialect, event, outcomes)
        except Exception as error:
            return self._failure(caller, dialect, event, error)

    def _tell(
        self, caller: Caller, event: Received, outcomes: list[Outcome], answer: dict[str, Any]
    ) -> None:
        if event.ack_id is None:
            self._delivery.deliver(outcomes)
        elif _closes(caller, outcomes):
            # A client gets nothing after its connection is closed.
            self._delivery.acknowledge(caller.peer_id, event.ack_id, answer)
            self._delivery.deliver(outcomes)
        else:
            self._delivery.deliver(outcomes)
            self._delivery.acknowledge(caller.peer_id, event.ack_id, answer)

    def _failure(
        self, caller: Caller, dialect: Dialect, event: Received, error: Exception
    ) -> tuple[list[Outcome], dict[str, Any]]:
        """Return the outcomes to deliver and the acknowledgement for an event that failed.

        The outcomes of changes before the failure come first.
        """
        outcomes: Sequence[Outcome] = ()
        if isinstance(error, Interrupted):
            outcomes, error = error.outcomes, error.error
        if not isinstance(error, Refusal):
            logger.error("%s of %s failed", event.name[:40], caller.protocol, exc_info=error)
            error = refusal_for(error)
        elif isinstance(error, EntryRefused) and _is_join(dialect, event.name):
            self.refused_joins[error.code] += 1
            JOIN_REFUSALS.labels(error.code).inc()
        REFUSALS.labels(error.code).inc()
        refused, answer = _refused(caller, dialect, event, error)
        return [*outcomes, *refused], answer


def _closing_first(outcomes: Sequence[Outcome]) -> tuple[list[Seat], list[Outcome]]:
    """Return the seats whose attendance is to be closed, and the other outcomes."""
    closing = [one.seat for one in outcomes if isinstance(one, CloseAttendance)]
    return closing, [one for one in outcomes if not isinstance(one, CloseAttendance)]


def _closes(caller: Caller, outcomes: list[Outcome]) -> bool:
    return any(
        isinstance(outcome, Delivery) and outcome.then_close and caller.peer_id in outcome.to
        for outcome in outcomes
    )


def _is_join(dialect: Dialect, name: str) -> bool:
    heard = dialect.hears.get(name)
    return heard is not None and issubclass(heard.command, Join)


def _success(dialect: Dialect, event: Received, outcomes: list[Outcome]) -> dict[str, Any]:
    """Return the acknowledgement; empty if the client asked for none."""
    if event.ack_id is None:
        return {}
    answer: dict[str, Any] = {"success": True}
    for outcome in outcomes:
        if isinstance(outcome, Reply):
            answer |= dialect.acknowledges[type(outcome.event)](outcome.event)
    return answer


def _refused(
    caller: Caller, dialect: Dialect, asked: Received, refusal: Refusal
) -> tuple[list[Outcome], dict[str, Any]]:
    """Return the refusal as deliveries and as an acknowledgement.

    The refusal is sent as an event, too, if the protocol has a refusal event for this command. If
    the client asked for no acknowledgement, the protocol's general refusal event is sent as well,
    if there is one: clients from before the command had an event of its own listen to that.
    """
    heard = dialect.hears.get(asked.name)
    command = heard.command if heard else None
    event = dialect.refusal_event(command, refusal, _arguments(asked))
    answer: dict[str, Any] = {"success": False, "error": refusal.message, "code": refusal.code}
    has_own_event = dialect.is_refused_by_event(command)
    if event is not None and has_own_event:
        answer |= msgspec.to_builtins(event)
    events = [event] if asked.ack_id is None or has_own_event else []
    if asked.ack_id is None and has_own_event:
        events.append(dialect.refusal_event(None, refusal))
    return [Delivery(one, [caller.peer_id]) for one in events if one is not None], answer


def _arguments(asked: Received) -> Arguments:
    """Return the arguments that a refusal may repeat; none if they can't be parsed."""
    try:
        return asked.arguments()
    except InvalidInput:
        return NO_ARGUMENTS
