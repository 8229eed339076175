"""`python -m benchmarks.media`: the CPU of Janus for each packet that it receives and forwards.

Bots fill one room. All publish a camera in three sizes and a microphone. In the first stage nobody
receives anything. In the other stages all receive pictures of one size from some others, and the
sounds of everybody. Janus has one core, and the bots have the other. The second table calculates
from the costs what rooms need.

It needs two cores, Debian's package janus, and aiortc, which nothing else of Meet uses:

    .venv/bin/uv pip install aiortc==1.16.0
"""

import argparse
import asyncio
import os
from collections import defaultdict
from collections.abc import Callable, Sequence

import django
import uvloop

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meet.settings")
django.setup()

from benchmarks.bots.bot import Bot  # noqa: E402
from benchmarks.bots.costs import Plan, as_markdown  # noqa: E402
from benchmarks.bots.janus_process import janus_on_own_core  # noqa: E402
from benchmarks.bots.measuring import Figures, measure, medians  # noqa: E402
from benchmarks.bots.pictures import SIZES, Size, encoded  # noqa: E402
from benchmarks.processes import Measured  # noqa: E402
from signaling.media.engine import Layer, Stream, Subscription  # noqa: E402
from signaling.media.janus.server import JanusServer  # noqa: E402
from tests.servers.janus import Janus  # noqa: E402

_LAYERS: Sequence[Layer] = (0, 1, 2)
_READY_SECONDS = 30
_LOOK_SECONDS = 0.05
# A size changes with the next whole picture, which bots send every 2 s.
_SETTLE_SECONDS = 4


class Listener:
    """Counts the publishing connections that can be subscribed to."""

    def __init__(self) -> None:
        self.connections = 0

    def gone(self) -> None:
        raise RuntimeError("Janus has ended")

    def reference_changed(self) -> None:
        """Nothing is stored here."""

    def streams_changed(self) -> None:
        self.connections += 1


def main() -> None:
    plan = _arguments()
    with janus_on_own_core("meet-media-") as (server, _):
        nobody, stages = uvloop.run(_run(server, plan))
    print(as_markdown(plan, nobody, stages))


def _arguments() -> Plan:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.media", description=__doc__)
    parser.add_argument("--people", type=int, default=25, help="bots in the room")
    parser.add_argument("--pictures", type=int, default=9, help="pictures that each receives")
    parser.add_argument("--speakers", type=int, default=2, help="bots that are not silent")
    parser.add_argument("--seconds", type=float, default=8, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3, help="of each stage")
    return Plan(**vars(parser.parse_args()))


async def _run(server: Janus, plan: Plan) -> tuple[Figures, dict[Size, Figures]]:
    media_server = JanusServer(server.address)
    media_server.start()
    await _until(lambda: media_server.is_healthy)
    listener = Listener()
    room = await media_server.open_room(plan.people, listener)
    bots = [Bot(room, f"seat-{number}") for number in range(plan.people)]
    pictures = [encoded(size) for size in SIZES]
    for number, bot in enumerate(bots):
        await bot.publish(pictures, is_speaking=number < plan.speakers)
    await _until(lambda: listener.connections >= plan.people)
    janus_process = Measured(server.pid)
    nobody = medians([await measure(janus_process, bots, plan.seconds) for _ in range(plan.rounds)])
    stages = await _stages(janus_process, bots, plan)
    for bot in bots:
        await bot.close()
    await room.close()
    await media_server.stop()
    return nobody, stages


async def _stages(janus_process: Measured, bots: Sequence[Bot], plan: Plan) -> dict[Size, Figures]:
    """Measure each size in turn, several times, so that a disturbance affects all of them."""
    async with asyncio.TaskGroup() as tasks:
        for number, bot in enumerate(bots):
            tasks.create_task(bot.receive(_wanted(number, bots, plan, 0)))
    rounds: dict[Size, list[Figures]] = defaultdict(list)
    for _ in range(plan.rounds):
        for layer in _LAYERS:
            for number, bot in enumerate(bots):
                await bot.change(_wanted(number, bots, plan, layer))
            await asyncio.sleep(_SETTLE_SECONDS)
            rounds[SIZES[layer]].append(await measure(janus_process, bots, plan.seconds))
    return {size: medians(figures) for size, figures in rounds.items()}


def _wanted(number: int, bots: Sequence[Bot], plan: Plan, layer: Layer) -> list[Subscription]:
    """Return the pictures of the next bots, and the sounds of all others."""
    others = [*bots[number + 1 :], *bots[:number]]
    pictures = [Stream(bot.seat_id, "camera") for bot in others[: plan.pictures]]
    sounds = [Stream(bot.seat_id, "microphone") for bot in others]
    return [Subscription(stream, layer) for stream in [*pictures, *sounds]]


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(_READY_SECONDS):
        while not is_so():  # noqa: ASYNC110 the interface has no event for it
            await asyncio.sleep(_LOOK_SECONDS)


if __name__ == "__main__":
    main()
