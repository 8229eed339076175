"""The measured cost of packets, and what other rooms need according to it.

A room costs what Janus receives from its people, and what it forwards to them. The calculation does
not know lossy networks, and people who enter and leave. It assumes that cores carry equally much.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from benchmarks.bots.measuring import Figures
from benchmarks.bots.pictures import Size
from benchmarks.bots.sending import SILENT_PACKETS, SPEAKING_PACKETS

_PEOPLE = (25, 50)
# A core that is busy for this share of the time still forwards without delay.
_BUSY = 0.7
_CORES = 16


class Plan(NamedTuple):
    """The measured room. Everybody receives `pictures` pictures, and the sounds of all others."""

    people: int
    pictures: int
    speakers: int
    seconds: float
    rounds: int

    def sounds(self, people: int) -> float:
        """Return the packets of sound that each of so many people receives in a second."""
        heard = self.speakers * SPEAKING_PACKETS + (people - self.speakers) * SILENT_PACKETS
        return heard * (people - 1) / people


class Stage(NamedTuple):
    """The figures with pictures of one size. `nobody` is the stage without any receiver."""

    plan: Plan
    nobody: Figures
    figures: Figures

    @property
    def received_us(self) -> float:
        return self.nobody.cores / self.nobody.received * 1e6

    @property
    def forwarded_us(self) -> float:
        return (self.figures.cores - self.nobody.cores) / self.figures.forwarded * 1e6

    def forwarded(self, people: int) -> float:
        """Return the packets that a room of so many people receives in a second."""
        pictures = self.figures.forwarded / self.plan.people - self.plan.sounds(self.plan.people)
        return people * (pictures + self.plan.sounds(people))

    def cores(self, people: int) -> float:
        received = people * self.nobody.received / self.plan.people
        return (received * self.received_us + self.forwarded(people) * self.forwarded_us) / 1e6


def as_markdown(plan: Plan, nobody: Figures, stages: Mapping[Size, Figures]) -> str:
    every = {size: Stage(plan, nobody, figures) for size, figures in stages.items()}
    return "\n".join([*_measured(every, nobody), "", *_calculated(every)])


def _measured(stages: Mapping[Size, Stage], nobody: Figures) -> Iterator[str]:
    yield from _head(
        "pictures", "received/s", "forwarded/s", "Mbit/s", "lost/s", "cores", "µs", "bots"
    )
    received_us = nobody.cores / nobody.received * 1e6
    yield _row("none", nobody, f"{received_us:.1f} for each received packet")
    for size, stage in stages.items():
        cost = f"{stage.forwarded_us:.1f} for each forwarded packet"
        yield _row(f"{size.width} × {size.height}", stage.figures, cost)


def _row(title: str, figures: Figures, cost: str) -> str:
    rates = (figures.received, figures.forwarded, figures.megabits)
    cells = [title, *(f"{rate:,.0f}" for rate in rates), f"{figures.lost:.1f}"]
    return _line(*cells, f"{figures.cores:.2f}", cost, f"{figures.cores_of_bots:.2f}")


def _calculated(stages: Mapping[Size, Stage]) -> Iterator[str]:
    yield from _head(
        "room", "pictures", "forwarded/s", "Mbit/s", "cores", f"rooms on {_CORES} cores"
    )
    for people in _PEOPLE:
        for size, stage in stages.items():
            cores = stage.cores(people)
            megabits = stage.figures.megabits * stage.forwarded(people) / stage.figures.forwarded
            yield _line(
                f"{people} people",
                f"{stage.plan.pictures} of {size.width} × {size.height}",
                f"{stage.forwarded(people):,.0f}",
                f"{megabits:,.0f}",
                f"{cores:.2f}",
                f"{_CORES * _BUSY / cores:.0f}",
            )


def _head(*titles: str) -> Iterator[str]:
    yield _line(*titles)
    yield _line(*("---" for _ in titles))


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
