"""The simulated bus: messages from worker to worker, in order and with delays.

A worker can be cut off. What is sent to it or by it waits, and is lost after 10 s, like messages on
the real bus while Redis is away.
"""

import asyncio
import random
from collections import defaultdict, deque
from collections.abc import Callable
from contextvars import Context
from typing import NamedTuple

from tests.signaling.workers.simulation.loop import Process, VirtualLoop

_KEPT_SECONDS = 10
_DELAYS_SECONDS = (0, 0, 0.001, 0.01, 0.2)
_NEUTRAL = Context()

Pair = tuple[str, str]


class _Sent(NamedTuple):
    """One entry: the messages from a worker to another in one turn of the event loop."""

    at: float
    messages: list[bytes]


class Bus:
    """The bus as one worker sees it: a `MessageBus`."""

    lag_seconds = 0.0

    def __init__(
        self,
        network: "Network",
        worker: str,
        process: Process,
        *,
        received: Callable[[str, bytes], None],
        lost: Callable[[str], None],
    ) -> None:
        self._network = network
        self._worker = worker
        self.process = process
        self._received = received
        self._lost = lost
        self._forgotten: set[str] = set()
        self._due: dict[str, list[bytes]] = {}

    async def start(self) -> None:
        self._network.buses[self._worker] = self

    async def stop(self) -> None:
        self._flush()
        self._network.buses.pop(self._worker, None)

    def send(self, worker: str, message: bytes) -> None:
        if not self._due:
            asyncio.get_running_loop().call_soon(self._flush)
        self._due.setdefault(worker, []).append(message)

    def _flush(self) -> None:
        due, self._due = self._due, {}
        for worker, messages in due.items():
            if worker not in self._forgotten:
                self._network.carry((self._worker, worker), messages)

    def forget(self, worker: str) -> None:
        self._forgotten.add(worker)

    def arrived(self, sender: str, message: bytes) -> None:
        if sender not in self._forgotten:
            self._received(sender, message)

    def missed(self, sender: str) -> None:
        if sender not in self._forgotten:
            self._lost(sender)


class Network:
    def __init__(self, loop: VirtualLoop, chance: random.Random) -> None:
        self._loop = loop
        self._chance = chance
        self.buses: dict[str, Bus] = {}
        self._under_way: defaultdict[Pair, deque[_Sent]] = defaultdict(deque)
        self._cut: set[str] = set()

    def carry(self, pair: Pair, messages: list[bytes]) -> None:
        self._under_way[pair].append(_Sent(self._loop.time(), messages))
        delay_seconds = self._chance.choice(_DELAYS_SECONDS)
        self._loop.call_later(delay_seconds, self._deliver_next, pair, context=_NEUTRAL)

    def cut(self, worker: str) -> None:
        self._cut.add(worker)

    def heal(self, worker: str) -> None:
        """Deliver what has waited; what is too old is lost."""
        self._cut.discard(worker)
        for pair in [pair for pair in self._under_way if worker in pair]:
            if self._cut.isdisjoint(pair):
                self._deliver_waiting(pair)

    def lose(self, pair: Pair) -> None:
        """Lose what is under way between two workers; the receiver is told."""
        self._under_way.pop(pair, None)
        if self._cut.isdisjoint(pair) and (bus := self.buses.get(pair[1])) is not None:
            bus.process.soon(bus.missed, pair[0])

    def remove(self, worker: str) -> None:
        """End a worker: the last of its messages may not have left it."""
        self.buses.pop(worker, None)
        for pair, messages in self._under_way.items():
            if pair[0] == worker:
                for _ in range(self._chance.randint(0, len(messages))):
                    messages.pop()

    def _deliver_next(self, pair: Pair) -> None:
        if self._under_way[pair] and self._cut.isdisjoint(pair):
            self._deliver(pair, self._under_way[pair].popleft())

    def _deliver_waiting(self, pair: Pair) -> None:
        messages = self._under_way.pop(pair, deque())
        oldest = self._loop.time() - _KEPT_SECONDS
        if messages and messages[0].at < oldest and (bus := self.buses.get(pair[1])) is not None:
            bus.process.soon(bus.missed, pair[0])
        for sent in messages:
            if sent.at >= oldest:
                self._deliver(pair, sent)

    def _deliver(self, pair: Pair, sent: _Sent) -> None:
        sender, receiver = pair
        if (bus := self.buses.get(receiver)) is not None:
            for message in sent.messages:
                bus.process.soon(bus.arrived, sender, message)
