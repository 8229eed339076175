"""Continuous load, and the figures measured under it."""

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Callable, Sequence

from benchmarks.client import Client
from benchmarks.processes import Measured

Figures = dict[str, float]
# A frame to send, and the beginning of the message that a receiver gets for it.
Sent = tuple[bytes, bytes]

_WARM_UP = 0.2  # of the measured time
_TICK_SECONDS = 0.001


class Tally:
    """The latencies of all received messages, in seconds."""

    def __init__(self) -> None:
        self.latencies: list[float] = []

    async def watch(self, process: Measured, seconds: float) -> Figures:
        """Warm up, then measure the received messages and the server's cost for `seconds`."""
        await asyncio.sleep(seconds * _WARM_UP)
        self.latencies.clear()
        cpu, began = process.cpu_seconds(), time.perf_counter()
        own_cpu = time.process_time()
        await asyncio.sleep(seconds)
        cpu, took = process.cpu_seconds() - cpu, time.perf_counter() - began
        own_cpu = time.process_time() - own_cpu
        count, sorted_latencies = len(self.latencies), sorted(self.latencies)
        if not count:
            raise RuntimeError(f"No message arrived in {seconds} s: is the machine this busy?")
        return {
            "cpu_us": cpu / count * 1e6,
            "per_second": count / took,
            "p50_ms": sorted_latencies[count // 2] * 1e3,
            "p99_ms": sorted_latencies[count * 99 // 100] * 1e3,
            "rss_mb": process.rss_bytes() / 1e6,
            "server_busy": cpu / took,
            "load_busy": own_cpu / took,
        }


class Lane:
    """A sender that sends the same frame repeatedly, and its receiver.

    With `writes_alone` each frame is a write of its own, whatever else is sent at the same time.
    """

    def __init__(
        self,
        sender: Client,
        receiver: Client,
        sent: Sent,
        tally: Tally,
        *,
        writes_alone: bool = False,
    ) -> None:
        self._write = sender.write_alone if writes_alone else sender.write
        self._frame, self._prefix = sent
        self._took = tally
        self._sent_at: deque[float] = deque()
        self.on_arrival: Callable[[Lane], None] = _nothing
        receiver.on_message = self._arrived

    @property
    def is_idle(self) -> bool:
        return not self._sent_at

    def send(self) -> None:
        self._sent_at.append(time.perf_counter())
        self._write(self._frame)

    def _arrived(self, message: bytes) -> None:
        if message.startswith(self._prefix):
            self._took.latencies.append(time.perf_counter() - self._sent_at.popleft())
            self.on_arrival(self)


async def closed_loop(
    process: Measured, lanes: list[Lane], tally: Tally, at_once: int, seconds: float
) -> Figures:
    """Keep `at_once` messages in flight, over all lanes in turn; each arrival sends the next."""
    waiting = deque(lanes * -(-at_once // len(lanes)))

    def next_one(lane: Lane) -> None:
        waiting.append(lane)
        waiting.popleft().send()

    for lane in lanes:
        lane.on_arrival = next_one
    for _ in range(at_once):
        waiting.popleft().send()
    figures = await tally.watch(process, seconds)
    await _come_to_rest(lanes)
    return figures


async def refilled(
    process: Measured, lanes: Sequence[Lane], tally: Tally, depth: int, seconds: float
) -> Figures:
    """Keep `depth` messages of each lane in flight; each arrival sends the next on its lane."""
    for lane in lanes:
        lane.on_arrival = Lane.send
    for _ in range(depth):
        for lane in lanes:
            lane.send()
    figures = await tally.watch(process, seconds)
    await _come_to_rest(lanes)
    return figures


async def paced(
    process: Measured, lanes: Sequence[Lane], tally: Tally, rate: float, seconds: float
) -> Figures:
    """Send `rate` messages a second, whether or not earlier ones have arrived."""
    sending = asyncio.create_task(_send_at(rate, itertools.cycle(lanes)))
    figures = await tally.watch(process, seconds)
    sending.cancel()
    await _come_to_rest(lanes)
    return figures


class Group:
    """A person who sends a broadcast to a room, again each time when everyone has received it."""

    def __init__(self, people: Sequence[Client], sent: Sent, tally: Tally) -> None:
        teller, *self._others = people
        self._write = teller.write
        self._frame, self._prefix = sent
        self._took = tally
        self._missing = 0
        self._sent_at = 0.0
        self.is_going_on = True
        for other in self._others:
            other.on_message = self._arrived

    @property
    def is_idle(self) -> bool:
        return self._missing == 0

    def send(self) -> None:
        self._missing = len(self._others)
        self._sent_at = time.perf_counter()
        self._write(self._frame)

    def _arrived(self, message: bytes) -> None:
        if not message.startswith(self._prefix):
            return
        self._took.latencies.append(time.perf_counter() - self._sent_at)
        self._missing -= 1
        if not self._missing and self.is_going_on:
            self.send()


async def broadcasting(
    process: Measured, groups: Sequence[Group], tally: Tally, seconds: float
) -> Figures:
    for group in groups:
        group.send()
    figures = await tally.watch(process, seconds)
    for group in groups:
        group.is_going_on = False
    while not all(group.is_idle for group in groups):  # noqa: ASYNC110 the loop pays for nothing more
        await asyncio.sleep(_TICK_SECONDS)
    return figures


async def _send_at(rate: float, lanes: "itertools.cycle[Lane]") -> None:
    due = time.perf_counter()
    while True:
        while due <= time.perf_counter():
            next(lanes).send()
            due += 1 / rate
        await asyncio.sleep(_TICK_SECONDS)


async def _come_to_rest(lanes: Sequence[Lane]) -> None:
    for lane in lanes:
        lane.on_arrival = _nothing
    while not all(lane.is_idle for lane in lanes):  # noqa: ASYNC110 the loop pays for nothing more
        await asyncio.sleep(_TICK_SECONDS)


def _nothing(_lane: Lane) -> None:
    pass
