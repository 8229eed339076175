"""What Janus and the bots used and carried during some seconds."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.bots.bot import Bot
from benchmarks.processes import Measured


class Figures(NamedTuple):
    """Rates during one measurement; `cores` is CPU time for each second."""

    cores: float
    cores_of_bots: float
    received: float
    """Packets that Janus received from the bots in a second."""
    forwarded: float
    """Packets that Janus sent to the bots in a second, lost ones included."""
    megabits: float
    """The traffic that the bots received in a second."""
    lost: float
    """Packets that the bots did not read in time, in a second."""


async def measure(janus: Measured, bots: Sequence[Bot], seconds: float) -> Figures:
    before = _totals(janus, bots)
    await asyncio.sleep(seconds)
    after = _totals(janus, bots)
    elapsed, *changes = (now - then for then, now in zip(before, after, strict=True))
    return Figures(*(change / elapsed for change in changes))


def medians(rounds: Sequence[Figures]) -> Figures:
    return Figures(*map(statistics.median, zip(*rounds, strict=True)))


def _totals(janus: Measured, bots: Sequence[Bot]) -> tuple[float, ...]:
    """Return the time, and then the totals in the order of `Figures`."""
    received = [bot.received for bot in bots]
    return (
        time.monotonic(),
        janus.cpu_seconds(),
        time.process_time(),
        sum(bot.sent for bot in bots),
        sum(one.packets.total() + one.lost for one in received),
        sum(one.bytes for one in received) * 8 / 1e6,
        sum(one.lost for one in received),
    )
