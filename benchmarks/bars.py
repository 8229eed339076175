"""The limits for Meet's figures, each with the measured value."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.loops import Figures
from benchmarks.servers import MEET

# The tolerance for cache effects at larger sizes, and for the noise of a shared machine.
_FLAT = 1.25
_IDLE_KB = 30

Measured = Mapping[str, Mapping[str, Figures]]


@dataclass(frozen=True)
class Bar:
    """A limit: `measured` may be at most `most`. `unit` is the unit of both."""

    title: str
    measured: float
    most: float
    unit: str

    @property
    def is_met(self) -> bool:
        return self.measured <= self.most


def bars(figures: Measured, of_node: Measured) -> list[Bar]:
    """Return all bars with a measured value, absolute or as a ratio to Node's value."""
    ratios = [
        ("CPU, candidates one by one", "candidates", "cpu_us", 0.6),
        ("CPU, candidates in bursts", "candidates_in_bursts", "cpu_us", 0.6),
        ("CPU, descriptions one by one", "descriptions", "cpu_us", 0.6),
        ("CPU, descriptions in bursts", "descriptions_in_bursts", "cpu_us", 0.6),
        ("CPU, broadcast to 10", "broadcast_to_10", "cpu_us", 0.9),
        ("CPU, broadcast to 50", "broadcast_to_50", "cpu_us", 0.9),
        ("CPU, connect", "connects", "cpu_us", 1.1),
        ("p99, candidates at 2,000 a second", "candidates_paced", "p99_ms", 1.0),
        ("p99, descriptions at 2,000 a second", "descriptions_paced", "p99_ms", 1.0),
        ("CPU, candidates of 200 people, one each", "rooms_candidates", "cpu_us", 0.7),
        ("CPU, candidates of 200 people, eight each", "rooms_candidates_in_transit", "cpu_us", 0.7),
        ("CPU, descriptions of 200 people, one each", "rooms_descriptions", "cpu_us", 0.6),
        (
            "CPU, descriptions of 200 people, eight each",
            "rooms_descriptions_in_transit",
            "cpu_us",
            0.6,
        ),
        ("CPU, connect, one after the other", "rooms_connects", "cpu_us", 1.0),
        ("p99, candidates of 200 people, one each", "rooms_candidates", "p99_ms", 1.0),
        ("p99, descriptions of 200 people, one each", "rooms_descriptions", "p99_ms", 1.0),
    ]
    found = [
        Bar(title, of_node[scenario][MEET][name], most, "of Node's")
        for title, scenario, name, most in ratios
        if scenario in of_node
    ]
    return found + (_of_the_crowd(figures["crowd"][MEET]) if "crowd" in figures else [])


def _of_the_crowd(crowd: Figures) -> list[Bar]:
    grown = [
        Bar(title, costs[-1] / costs[0], _FLAT, "of the first")
        for title, prefix in (
            ("Cost of a disconnect, as people become more", "drop_us_"),
            ("Cost of a message, as rooms become more", "message_us_"),
        )
        if (costs := [cost for name, cost in crowd.items() if name.startswith(prefix)])
    ]
    return [Bar("Memory of an idle connection", crowd["idle_kb"], _IDLE_KB, "kB"), *grown]
