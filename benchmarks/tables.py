"""The figures as Markdown tables in the documentation."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.bars import Bar, Measured, bars
from benchmarks.loops import Figures
from benchmarks.servers import MEET, NAMES, NODE

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
_BEGIN = "<!-- measured: begin -->\n"
_END = "<!-- measured: end -->"

TITLES = {
    "candidates": "Candidate, 220 bytes, one by one",
    "candidates_in_bursts": "Candidate, in bursts of 8",
    "descriptions": "Session description, 2.5 kB, one by one",
    "descriptions_in_bursts": "Session description, in bursts of 8",
    "candidates_paced": "Candidate, 2,000 a second",
    "descriptions_paced": "Session description, 2,000 a second",
    "candidates_at_half_load": "Candidate, at half load",
    "descriptions_at_half_load": "Session description, at half load",
    "broadcast_to_10": "Broadcast to 10, each delivery",
    "broadcast_to_50": "Broadcast to 50, each delivery",
    "connects": "Connect",
    "rooms_candidates": "Candidate, 200 people, one in transit each",
    "rooms_candidates_in_transit": "Candidate, 200 people, eight in transit each",
    "rooms_descriptions": "Session description, 200 people, one in transit each",
    "rooms_descriptions_in_transit": "Session description, 200 people, eight in transit each",
    "rooms_connects": "Connect, one after the other",
    "crowd": "A crowd",
}


_CROWDED = {
    "message": "a message of 10 rooms beside",
    "anywhere": "a message anywhere among",
    "drop": "a disconnect among",
}


def as_markdown(medians: Mapping[str, Any]) -> str:
    figures, of_node = medians["figures"], medians["of_node"]
    parts = [_introduction(medians), _bars(bars(figures, of_node))]
    parts += [_costs(figures, of_node), _latencies(figures)]
    if "crowd" in figures:
        parts.append(_crowd(figures["crowd"], of_node["crowd"]))
    return "\n\n".join(parts) + "\n"


def put_into_document(table: str) -> None:
    text = DOCUMENT.read_text()
    head, _, rest = text.partition(_BEGIN)
    DOCUMENT.write_text(f"{head}{_BEGIN}\n{table}\n{_END}{rest.partition(_END)[2]}")


def _introduction(medians: Mapping[str, Any]) -> str:
    machine = medians["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in medians["versions"].items())
    return (
        f"Taken on {medians['taken']}, medians of {medians['rounds']} rounds, on "
        f"{machine['cores']} cores of {machine['processor']}, Linux {machine['kernel']}.\n"
        f"{versions}."
    )


def _bars(found: Sequence[Bar]) -> str:
    rows = [
        (
            bar.title,
            f"{bar.measured:.2f} {bar.unit}",
            f"≤ {bar.most:g}",
            "met" if bar.is_met else "**missed**",
        )
        for bar in found
    ]
    return _table(("bar", "Meet", "at most", ""), rows)


def _costs(figures: Measured, of_node: Measured) -> str:
    """Return the CPU time per message, with its ratio to Node; the crowd has its own table."""
    rows = [
        (
            TITLES[scenario],
            *(_with_ratio(servers, of_node[scenario], name, "cpu_us") for name in NAMES),
        )
        for scenario, servers in figures.items()
        if scenario != "crowd"
    ]
    return "**CPU, µs** (of Node's)\n\n" + _table(("", *NAMES.values()), rows)


def _latencies(figures: Measured) -> str:
    rows = [
        (TITLES[scenario], *(_speed(servers.get(name)) for name in NAMES))
        for scenario, servers in figures.items()
        if "p99_ms" in servers[MEET]
    ]
    heading = "**Deliveries a second · p50 · p99, ms · memory, MB**\n\n"
    return heading + _table(("", *NAMES.values()), rows)


def _speed(figures: Figures | None) -> str:
    if figures is None:
        return ""
    return (
        f"{figures['per_second']:,.0f} · {figures['p50_ms']:.2f} · {figures['p99_ms']:.2f} · "
        f"{figures['rss_mb']:.0f}"
    )


def _crowd(servers: Mapping[str, Figures], of_node: Mapping[str, Figures]) -> str:
    rows = [
        (_in_words(figure), *(_with_ratio(servers, of_node, name, figure) for name in NAMES))
        for figure in servers[MEET]
    ]
    return "**A crowd** (of Node's)\n\n" + _table(("", *NAMES.values()), rows)


def _in_words(figure: str) -> str:
    """Describe a figure such as "drop_us_1000_people" in words."""
    if figure == "idle_kb":
        return "memory of an idle connection, kB"
    if figure == "enter_us":
        return "entering a room, µs"
    what, _, size = figure.partition("_us_")
    count, _, of_what = size.partition("_")
    return f"{_CROWDED[what]} {int(count):,} {of_what}, µs"


def _with_ratio(
    servers: Mapping[str, Figures], of_node: Mapping[str, Figures], server: str, figure: str
) -> str:
    value = servers.get(server, {}).get(figure)
    if value is None:
        return ""
    shown = f"{value:,.0f}" if value >= 100 else f"{value:.1f}"  # noqa: PLR2004
    return shown if server == NODE else f"{shown} ({of_node[server][figure]:.2f})"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
