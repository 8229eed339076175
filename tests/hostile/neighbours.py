"""People on the npm client, who send each other candidates and count losses and delays."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.hostile.promises import Place

_SCRIPT = Path(__file__).with_name("neighbours.mjs")

# Rooms, each with an even number of people, who talk in pairs.
Street = Sequence[tuple[Place, int]]


@dataclass(frozen=True)
class Noticed:
    """The measurements of one street since the last call; no p99 without a round trip."""

    lost: int
    p99_milliseconds: float | None
    count: int
    troubles: list[str]


class Neighbours:
    """All streets, in a Node process that ends with its standard input."""

    def __init__(self, streets: Mapping[str, Street]) -> None:
        node = shutil.which("node")
        if node is None:
            raise RuntimeError("Node is not on the PATH. Run the tests through make test.")
        described = {
            name: [
                ["http://{}:{}".format(*place.address), place.code, count] for place, count in it
            ]
            for name, it in streets.items()
        }
        self._popen = subprocess.Popen(
            [node, _SCRIPT, json.dumps(described)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._line() == {"ready": True}

    def noticed(self) -> dict[str, Noticed]:
        """Return the measurements of each street since the last call."""
        assert self._popen.stdin is not None
        self._popen.stdin.write("\n")
        self._popen.stdin.flush()
        return {
            name: Noticed(counts["lost"], counts["p99Ms"], counts["count"], counts["troubles"])
            for name, counts in self._line().items()
        }

    def leave(self) -> None:
        self._popen.communicate(timeout=10)

    def _line(self) -> dict[str, Any]:
        assert self._popen.stdout is not None
        return dict(json.loads(self._popen.stdout.readline()))


@contextmanager
def neighbours(**streets: Street) -> Iterator[Neighbours]:
    people = Neighbours(streets)
    try:
        yield people
    finally:
        people.leave()
