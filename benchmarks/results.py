"""The figures of every round, and their medians with what they were taken on."""

import json
import os
import platform
import statistics
import subprocess
from collections import defaultdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.loops import Figures

LATEST = Path(__file__).resolve().parent / "results" / "latest.json"

_LIBRARIES = ("daphne", "python-socketio", "uvloop", "picows", "msgspec")
_MODULES = ("socket.io", "ws")


class Results:
    def __init__(self) -> None:
        self._rounds: defaultdict[tuple[str, str], list[Figures]] = defaultdict(list)

    def add(self, scenario: str, server: str, figures: Figures) -> None:
        self._rounds[scenario, server].append(figures)

    def medians(self) -> dict[str, Any]:
        """Return everything that is kept: the machine, the versions and each figure's median."""
        figures: dict[str, dict[str, Figures]] = {}
        for (scenario, server), rounds in self._rounds.items():
            figures.setdefault(scenario, {})[server] = {
                name: _rounded(statistics.median(figures[name] for figures in rounds))
                for name in rounds[0]
            }
        return {
            "taken": datetime.now(UTC).date().isoformat(),
            "rounds": max(map(len, self._rounds.values())),
            "machine": _machine(),
            "versions": _versions(),
            "figures": figures,
        }


def store(medians: dict[str, Any]) -> None:
    LATEST.parent.mkdir(exist_ok=True)
    LATEST.write_text(json.dumps(medians, indent=2) + "\n")


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
