"""Timing of the event loop and of a sample of the events, ten times a second.

A timer fires every 0.1 s, and its delay is the lag of the event loop. It also arranges that the
next event is timed: it replaces the handler of events by one that times a single event and puts the
original back. All other events are handled as if there were no metrics.
"""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

from prometheus_client import CollectorRegistry, Histogram

from signaling.actions import ACTIONS
from signaling.actions.pairs.relay import relay_to_partner
from signaling.actions.relay import pass_on, relay
from signaling.caller import Caller
from signaling.dialects import Dialect
from signaling.protocol.packets import Received
from signaling.runtime import Runtime

_PERIOD_SECONDS = 0.1
_LAG_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
_EVENT_SECONDS = (
    *(0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05),
    *(0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_RELAYING = frozenset((relay, pass_on, relay_to_partner))

Waiting = Coroutine[Any, Any, None]


class Sampling:
    """The samples of one process."""

    def __init__(self, runtime: Runtime, registry: CollectorRegistry) -> None:
        self._runtime = runtime
        self._handle_event = runtime.handle_event
        self._due: float | None = None
        self._lag = Histogram(
            "meet_event_loop_lag_seconds",
            "How late a timer of the event loop fires.",
            buckets=_LAG_SECONDS,
            registry=registry,
        )
        self._events = Histogram(
            "meet_event_seconds",
            "How long a sampled event took, of those that are relayed and of all others.",
            ["kind"],
            buckets=_EVENT_SECONDS,
            registry=registry,
        )

    def start(self) -> None:
        """Start on the running event loop, unless that was done before."""
        if self._due is None:
            self._schedule()

    def _schedule(self) -> None:
        loop = asyncio.get_running_loop()
        self._due = loop.time() + _PERIOD_SECONDS
        loop.call_at(self._due, self._fire, self._due)

    def _fire(self, due: float) -> None:
        self._lag.observe(asyncio.get_running_loop().time() - due)
        self._runtime.handle_event = self._time_next
        self._schedule()

    def _time_next(self, caller: Caller, dialect: Dialect, event: Received) -> Waiting | None:
        self._runtime.handle_event = self._handle_event
        events = self._events.labels(_kind_of(dialect, event))
        begun = time.perf_counter()
        waiting = self._handle_event(caller, dialect, event)
        if waiting is not None:
            return _timed(waiting, events, begun)
        events.observe(time.perf_counter() - begun)
        return None


async def _timed(waiting: Waiting, events: Histogram, begun: float) -> None:
    try:
        await waiting
    finally:
        events.observe(time.perf_counter() - begun)


def _kind_of(dialect: Dialect, event: Received) -> str:
    parser = dialect.hears.get(event.name)
    action = ACTIONS.get(parser.command) if parser is not None else None
    return "relay" if action in _RELAYING else "action"
