"""From an event on the wire to an action and its answer.

This is the one place that catches what goes wrong, maps it to a code, and acknowledges. An error
has one of three fates: a refusal is answered and the connection stays; misbehaviour is raised to
the transport, which tells it once and closes; anything else is logged and answered as INTERNAL, or
as UNAVAILABLE where the database can't be reached.
"""

import logging
from collections import Counter
from collections.abc import Awaitable
from typing import Any, NamedTuple

import msgspec

from rooms.refusals import EntryRefused, Refusal
from signaling.actions import ACTIONS
from signaling.actions.leaving import drop, lose, recover
from signaling.actions.pairing import leave_pairing, lose_pairing, recover_pairing
from signaling.caller import Caller
from signaling.commands import Join
from signaling.delivery import Delivering
from signaling.dialects import Dialect
from signaling.outcomes import Delivery, Outcome, Reply
from signaling.presence import Presence
from signaling.refusals import refusal_for
from signaling.wire import Arguments

logger = logging.getLogger(__name__)


class Dispatch:
    """Carries out what callers ask for, on one presence, through one delivery."""

    def __init__(self, presence: Presence, delivery: Delivering) -> None:
        self._presence = presence
        self._delivery = delivery
        self.refused_joins: Counter[str] = Counter()
        """How many joins were refused with which code, until somebody stores and forgets that."""

    async def arrive(self, caller: Caller, dialect: Dialect) -> None:
        """Carry out what a connection asks for by coming; raise Refusal if it may not come."""
        if dialect.arrival is not None:
            action = ACTIONS[type(dialect.arrival)]
            self._delivery.deliver(await action(caller, dialect.arrival, self._presence))

    async def handle(
        self, caller: Caller, dialect: Dialect, name: str, arguments: Arguments, ack_id: int | None
    ) -> None:
        """Handle one event to its end; with an `ack_id` it is always acknowledged."""
        outcomes, answer = await self._carry_out(caller, dialect, name, arguments, ack_id)
        if ack_id is None:
            self._delivery.deliver(outcomes)
        elif _closes(caller, outcomes):
            # What comes after the end of a connection is not heard.
            self._delivery.acknowledge(caller.peer_id, ack_id, answer)
            self._delivery.deliver(outcomes)
        else:
            self._delivery.deliver(outcomes)
            self._delivery.acknowledge(caller.peer_id, ack_id, answer)

    async def answer(
        self, caller: Caller, dialect: Dialect, name: str, arguments: Arguments
    ) -> dict[str, Any]:
        """Handle what is asked from outside the sockets, and return the acknowledgement."""
        outcomes, answer = await self._carry_out(caller, dialect, name, arguments, 0)
        self._delivery.deliver(outcomes)
        return answer

    async def lost(self, caller: Caller, *, went_away: bool) -> None:
        """Handle the loss of a transport that may come back."""
        await self._follow(caller, lose(caller, self._presence, went_away=went_away))
        await self._follow(caller, lose_pairing(caller, self._presence, went_away=went_away))

    async def recovered(self, caller: Caller) -> None:
        """Handle the return of a lost transport, with nothing missed."""
        await self._follow(caller, recover(caller, self._presence))
        await self._follow(caller, recover_pairing(caller, self._presence))

    async def drop(self, caller: Caller, *, was_closed: bool) -> None:
        """Handle the end of a connection."""
        await self._follow(caller, drop(caller, self._presence, was_closed=was_closed))
        await self._follow(caller, leave_pairing(caller, self._presence))

    async def _carry_out(
        self, caller: Caller, dialect: Dialect, name: str, arguments: Arguments, ack_id: int | None
    ) -> tuple[list[Outcome], dict[str, Any]]:
        try:
            command = dialect.parse(name, arguments)
            outcomes = await ACTIONS[type(command)](caller, command, self._presence)
            return outcomes, {} if ack_id is None else _success(dialect, outcomes)
        except Refusal as refusal:
            if isinstance(refusal, EntryRefused) and _is_join(dialect, name):
                self.refused_joins[refusal.code] += 1
            return _refused(caller, dialect, _Asked(name, arguments, ack_id), refusal)
        except Exception as error:
            logger.exception("%s of %s failed", name[:40], caller.protocol)
            return _refused(caller, dialect, _Asked(name, arguments, ack_id), refusal_for(error))

    async def _follow(self, caller: Caller, action: Awaitable[list[Outcome]]) -> None:
        """Deliver what nobody asked for; what goes wrong is only logged."""
        try:
            self._delivery.deliver(await action)
        except Exception:
            logger.exception("What a connection on %s went through failed", caller.protocol)


def _closes(caller: Caller, outcomes: list[Outcome]) -> bool:
    return any(
        isinstance(outcome, Delivery) and outcome.then_close and caller.peer_id in outcome.to
        for outcome in outcomes
    )


def _is_join(dialect: Dialect, name: str) -> bool:
    heard = dialect.hears.get(name)
    return heard is not None and issubclass(heard.command, Join)


def _success(dialect: Dialect, outcomes: list[Outcome]) -> dict[str, Any]:
    answer: dict[str, Any] = {"success": True}
    for outcome in outcomes:
        if isinstance(outcome, Reply):
            answer |= dialect.answers[type(outcome.event)](outcome.event)
    return answer


class _Asked(NamedTuple):
    name: str
    arguments: Arguments
    ack_id: int | None


def _refused(
    caller: Caller, dialect: Dialect, asked: _Asked, refusal: Refusal
) -> tuple[list[Outcome], dict[str, Any]]:
    """Refuse by acknowledgement, and by event where the protocol has one for this command."""
    heard = dialect.hears.get(asked.name)
    command = heard.command if heard else None
    event = dialect.refusal_event(command, refusal, asked.arguments)
    answer: dict[str, Any] = {"success": False, "error": refusal.message, "code": refusal.code}
    has_own_event = dialect.is_refused_by_event(command)
    if event is not None and has_own_event:
        answer |= msgspec.to_builtins(event)
    if event is None or (asked.ack_id is not None and not has_own_event):
        return [], answer
    return [Delivery(event, [caller.peer_id])], answer
