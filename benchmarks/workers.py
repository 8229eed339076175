"""`python -m benchmarks.workers`: the relay over one hop, and what a second worker brings.

It starts PostgreSQL and Redis from Debian's packages, with the helpers of the tests. CPU is that of
all workers and of Redis for each delivered message; PostgreSQL has no part in a relay. The peer is
Node's Socket.IO with its Redis adapter, as two processes with the same Redis. The servers take
turns in each round, and a ratio is the median of the ratios in each round.
"""

import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import uvloop

from benchmarks import cores, people
from benchmarks.client import Client
from benchmarks.loops import Figures, Lane, Tally, closed_loop
from benchmarks.processes import Measured, ServerProcess, Together
from benchmarks.scenarios import BURST, PAIRS, candidate_to
from benchmarks.servers import ROOT, SETTINGS, make_rooms, new_secrets
from tests.servers.postgres import postgres
from tests.servers.redis import redis

_ROUNDS = 7
_SECONDS = 1.0
_READY = r"Meet is ready at http://[^:]+:(\d+)/"

Pair = tuple[Client, Client]


class Servers:
    """All servers that are compared; they run until the end of `ending`."""

    def __init__(self, directory: Path, ending: ExitStack) -> None:
        self._directory = directory
        self._ending = ending
        # A process without Redis refuses the database of workers.
        own, database = (
            ending.enter_context(postgres(directory / f"postgres-{name}.log"))
            for name in ("alone", "workers")
        )
        with cores.of_the_server():
            shared = ending.enter_context(redis(directory / "redis.log"))
        alone = {**SETTINGS, **new_secrets(), "DATABASE_URL": own}
        settings = {**alone, "DATABASE_URL": database, "REDIS_URL": shared.url}
        self.rooms_of_alone = make_rooms(PAIRS, own, alone)
        self.rooms = make_rooms(2 * PAIRS, database, alone)
        meet = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", "0"]
        app = ROOT / "benchmarks" / "apps" / "socket-io.mjs"
        node = ["node", str(app), shared.url.removeprefix("unix://")]
        self.alone = self._start(meet, _READY, "meet-alone", alone)
        self.workers = [self._start(meet, _READY, f"meet-{slot}", settings) for slot in (1, 2)]
        self.nodes = [self._start(node, r"ready at (\d+)", f"node-{slot}", {}) for slot in (1, 2)]
        self.redis = Measured(shared.pid)

    def _start(
        self, command: Sequence[str], ready: str, name: str, environment: Mapping[str, str]
    ) -> ServerProcess:
        process = ServerProcess(command, ready, self._directory / f"{name}.log", environment)
        self._ending.callback(process.stop)
        return process


def main() -> None:
    cores.claim()
    with tempfile.TemporaryDirectory(prefix="meet-benchmarks-") as directory, ExitStack() as ending:
        uvloop.run(_measure(Servers(Path(directory), ending)))


async def _measure(servers: Servers) -> None:
    costs: dict[str, list[float]] = defaultdict(list)
    for number in range(_ROUNDS):
        print(f"round {number + 1}", file=sys.stderr)
        for title, figures in (await _round(servers)).items():
            costs[title].append(figures["cpu_us"])
    for title, measured in costs.items():
        print(f"{title}: {statistics.median(measured):.1f} µs")
    for title, over, under, bar in _RATIOS:
        ratios = [one / other for one, other in zip(costs[over], costs[under], strict=True)]
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        print(f"{title}: {statistics.median(ratios):.2f} ({spread}), at most {bar}")


_ALONE, _SAME, _SPREAD = "one process, no Redis", "one worker", "two workers, no hop"
_HOP, _NODE_HOP = "one hop", "one hop, Node"
_RATIOS = (
    (f"{_SAME} / {_ALONE}", _SAME, _ALONE, 1.05),
    # Throughput of two workers is 2 divided by this.
    (f"{_SPREAD} / {_SAME}", _SPREAD, _SAME, round(2 / 1.8, 2)),
    ("one hop, one by one, of Node's", _HOP, _NODE_HOP, 2.0),
    ("one hop, in bursts, of Node's", f"{_HOP}, in bursts", f"{_NODE_HOP}, in bursts", 0.7),
)


async def _round(servers: Servers) -> dict[str, Figures]:
    one, two = servers.workers
    all_workers, nodes = Together(one, two, servers.redis), Together(*servers.nodes, servers.redis)
    figures = {
        _ALONE: await _relay(
            servers.alone, await _local_pairs(servers.alone, servers.rooms_of_alone)
        ),
        _SAME: await _relay(all_workers, await _local_pairs(one, servers.rooms[:PAIRS])),
    }
    spread = [
        *await _local_pairs(one, servers.rooms[:PAIRS]),
        *await _local_pairs(two, servers.rooms[PAIRS:]),
    ]
    figures[_SPREAD] = await _relay(all_workers, spread)
    for depth, suffix in ((1, ""), (BURST, ", in bursts")):
        pairs = await _distant_pairs(one, two, servers.rooms[:PAIRS])
        figures[_HOP + suffix] = await _relay(all_workers, pairs, depth)
        pairs = await _distant_pairs(*servers.nodes, servers.rooms[:PAIRS])
        figures[_NODE_HOP + suffix] = await _relay(nodes, pairs, depth)
    return figures


async def _local_pairs(process: ServerProcess, rooms: Sequence[str]) -> list[Pair]:
    return [(one, other) for one, other in await people.fill(process.port, rooms, 2)]


async def _distant_pairs(
    home: ServerProcess, edge: ServerProcess, rooms: Sequence[str]
) -> list[Pair]:
    """Return pairs with one person at each process; every second sender is at the edge."""
    firsts = [room[0] for room in await people.fill(home.port, rooms, 1)]
    seconds = [room[0] for room in await people.fill(edge.port, rooms, 1)]
    pairs = list(zip(firsts, seconds, strict=True))
    return [pair if number % 2 else pair[::-1] for number, pair in enumerate(pairs)]


async def _relay(process: Measured, pairs: Sequence[Pair], depth: int = 1) -> Figures:
    """Relay candidates between the pairs at full speed, `depth` of each pair in flight."""
    tally = Tally()
    lanes = [Lane(one, other, candidate_to(other), tally) for one, other in pairs]
    figures = await closed_loop(process, lanes, tally, len(pairs) * depth, _SECONDS)
    await people.leave(client for pair in pairs for client in pair)
    return figures


if __name__ == "__main__":
    main()
