"""`python -m benchmarks`: measure, print, and write the results into the documentation."""

import argparse
import asyncio
import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import uvloop

from benchmarks import cores
from benchmarks.crowd import FULL, QUICK, Sizes, crowd
from benchmarks.many_rooms import MANY_ROOMS, ROOMS
from benchmarks.picture import draw
from benchmarks.processes import ServerProcess
from benchmarks.results import Results, store
from benchmarks.scenarios import SCENARIOS, Plan
from benchmarks.servers import BARE, MEET, NAMES, NODE, STOCK, Stable
from benchmarks.tables import as_markdown, put_into_document

_ROUNDS = 5
_SECONDS = 0.6
_QUICK_SECONDS = 0.3
_OPEN_FILES = 12_000
# Longer than any scenario takes. Without this limit, a lost message would block the benchmark
# forever.
_SCENARIO_SECONDS = 120


def main() -> None:
    quick = _arguments().quick
    cores.claim()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most < _OPEN_FILES:
        sys.exit(f"{_OPEN_FILES} open files are needed, and {most} allowed: see `ulimit -Hn`")
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, most))
    medians = uvloop.run(_measure(quick=quick)).medians()
    if not quick:
        store(medians)
    table = as_markdown(medians)
    print(table)
    if not quick:
        put_into_document(table)
        draw(medians["figures"])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="one short round of two minutes, not kept"
    )
    return parser.parse_args()


async def _measure(*, quick: bool) -> Results:
    """Run every scenario on every server in turn, so that a disturbance affects all servers."""
    results = Results()
    sizes = QUICK if quick else FULL
    with tempfile.TemporaryDirectory(prefix="meet-benchmarks-") as directory:
        stable = Stable(Path(directory), max(ROOMS, *sizes.relaying, *sizes.dropping))
        plan = Plan(_QUICK_SECONDS if quick else _SECONDS, stable.rooms)
        running = {name: stable.start(name) for name in NAMES}
        try:
            for number in range(1 if quick else _ROUNDS):
                print(f"round {number + 1}", file=sys.stderr)
                await _round(running, plan, results)
                # Stock daphne runs this once: it is slow, and one run shows how its cost grows.
                names = [name for name in NAMES if name != STOCK or number == 0]
                await _crowds(names, stable, plan, sizes, results)
        finally:
            for process in running.values():
                process.stop()
    return results


async def _round(running: dict[str, ServerProcess], plan: Plan, results: Results) -> None:
    for title, scenario in {**SCENARIOS, **MANY_ROOMS}.items():
        for name in (MEET, NODE, BARE) if title in MANY_ROOMS else NAMES:
            async with asyncio.timeout(_SCENARIO_SECONDS):
                results.add(title, name, await scenario(running[name], plan))


async def _crowds(
    names: Sequence[str], stable: Stable, plan: Plan, sizes: Sizes, results: Results
) -> None:
    for name in names:
        process = stable.start(name)
        try:
            async with asyncio.timeout(_SCENARIO_SECONDS):
                results.add("crowd", name, await crowd(name, process, plan, sizes))
        finally:
            process.kill()


if __name__ == "__main__":
    main()
