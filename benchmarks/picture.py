"""A chart of the CPU time per message: one group of bars per scenario, one bar per server."""

from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.loops import Figures
from benchmarks.servers import BARE, MEET, NAMES, NODE, STOCK
from benchmarks.tables import TITLES

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "images" / "performance.svg"

_SHOWN = (
    "candidates",
    "candidates_in_bursts",
    "descriptions",
    "descriptions_in_bursts",
    "broadcast_to_10",
    "broadcast_to_50",
)
_ORDER = (MEET, NODE, BARE, STOCK)

# All sizes are in pixels. Stock daphne's value would make all other bars too short to see. Long
# bars therefore end at the edge, with an arrow after the value.
_WIDTH = 760
_LEFT = 130
_BAR = 16
_GROUP = 4 * (_BAR + 4) + 44
_TOP = 64
_LARGEST_US = 40
_FULL = _WIDTH - _LEFT - 110

_NOTE = "less is better; Meet with every check, the others with none"
_STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #1b1f24 }
  .title { font-size: 16px; font-weight: 600 }
  .group { font-weight: 600 }
  .name, .note { fill: #59636e }
  .meet { fill: #3b5bdb } .node { fill: #8a94a0 } .ws { fill: #b6bec7 } .daphne { fill: #d0a35c }
  .value-meet { font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6e9ed } .name, .note { fill: #9aa4af }
    .meet { fill: #7c96ff } .node { fill: #7d8791 } .ws { fill: #59636e } .daphne { fill: #b98a3f }
  }
"""


def draw(figures: Mapping[str, Mapping[str, Figures]]) -> None:
    shown = [scenario for scenario in _SHOWN if scenario in figures]
    height = _TOP + len(shown) * _GROUP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">',
        f"<title>CPU of one delivered message</title><style>{_STYLE}</style>",
        '<text class="title" x="16" y="28">CPU of one delivered message, µs</text>',
        f'<text class="note" x="16" y="48">{_NOTE}</text>',
    ]
    for number, scenario in enumerate(shown):
        top = _TOP + number * _GROUP
        parts.append(f'<text class="group" x="16" y="{top + 14}">{escape(TITLES[scenario])}</text>')
        parts += _bars(figures[scenario], top + 24)
    PICTURE.write_text("\n".join([*parts, "</svg>"]) + "\n")


def _bars(servers: Mapping[str, Figures], top: int) -> list[str]:
    drawn = []
    for number, server in enumerate(name for name in _ORDER if name in servers):
        y, value = top + number * (_BAR + 4), servers[server]["cpu_us"]
        width = max(2, min(1, value / _LARGEST_US) * _FULL)
        end, shown = _LEFT + width + 8, f"{value:.1f}{' →' if value > _LARGEST_US else ''}"
        drawn += [
            f'<text class="name" x="16" y="{y + 13}">{escape(NAMES[server])}</text>',
            f'<rect class="{server}" x="{_LEFT}" y="{y}" width="{width:.0f}" height="{_BAR}"/>',
            f'<text class="value-{server}" x="{end:.0f}" y="{y + 13}">{shown}</text>',
        ]
    return drawn
