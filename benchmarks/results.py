"""The figures of all rounds, and their medians with the machine and the versions."""

import json
import os
import platform
import statistics
import subprocess
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.loops import Figures
from benchmarks.servers import NODE

LATEST = Path(__file__).resolve().parent / "results" / "latest.json"

# Figures by scenario and server.
Table = dict[str, dict[str, Figures]]

_LIBRARIES = ("daphne", "python-socketio", "uvloop", "picows", "msgspec")
_MODULES = ("socket.io", "ws")


class Results:
    def __init__(self) -> None:
        self._rounds: defaultdict[tuple[str, str], list[Figures]] = defaultdict(list)

    def add(self, scenario: str, server: str, figures: Figures) -> None:
        self._rounds[scenario, server].append(figures)

    def medians(self) -> dict[str, Any]:
        """Return all stored results: the machine, the versions and the median of each figure.

        `of_node` contains ratios to Node's figures, each the median of the ratios of the rounds. If
        the machine is slow for a minute, it slows down both servers of a round.
        """
        return {
            "taken": datetime.now(UTC).date().isoformat(),
            "rounds": max(map(len, self._rounds.values())),
            "machine": _machine(),
            "versions": _versions(),
            "figures": self._by_scenario(lambda _, figures: figures),
            "of_node": self._by_scenario(_ratios),
        }

    def _by_scenario(self, of: Callable[[Figures, Figures], Figures]) -> Table:
        """Return medians of `of`, called with Node's and a server's figures of the same round."""
        table: Table = {}
        for (scenario, server), rounds in self._rounds.items():
            made = list(map(of, self._rounds[scenario, NODE], rounds))
            table.setdefault(scenario, {})[server] = {
                name: _rounded(statistics.median(one[name] for one in made)) for name in made[0]
            }
        return table


def store(medians: dict[str, Any]) -> None:
    LATEST.parent.mkdir(exist_ok=True)
    LATEST.write_text(json.dumps(medians, indent=2) + "\n")


def _ratios(of_node: Figures, figures: Figures) -> Figures:
    return {name: figures[name] / of_node[name] for name in figures}


def _rounded(figure: float) -> float:
    return float(f"{figure:.4g}")


def _machine() -> dict[str, Any]:
    names = (
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    )
    return {
        "processor": next(names, platform.machine()),
        "cores": os.cpu_count(),
        "kernel": platform.release().split("-")[0],
    }


def _versions() -> dict[str, str]:
    node = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True)
    modules = LATEST.parent.parent.parent / "node_modules"
    return {
        "python": platform.python_version(),
        "node": node.stdout.strip().removeprefix("v"),
        **{name: version(name) for name in _LIBRARIES},
        **{
            name: json.loads((modules / name / "package.json").read_text())["version"]
            for name in _MODULES
        },
    }
