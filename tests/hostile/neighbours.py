"""People on the npm client, who send each other candidates and notice what goes wrong."""

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

# Rooms with how many people in each, always an even number: they talk in pairs.
Street = Sequence[tuple[Place, int]]


@dataclass(frozen=True)
class Noticed:
    """What a street noticed in a while; without one round trip there is no 99th percentile."""

    lost: int
    p99_milliseconds: float | None
    count: int
    troubles: list[str]


class Neighbours:
    """All of them, in a Node process that ends when its input does."""

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
        """Return what each street noticed since this was last asked."""
        assert self._popen.stdin is not None
        self._popen.stdin.write("\n")
        self._popen.stdin.flush()
        return {
            name: Noticed(told["lost"], told["p99Ms"], told["count"], told["troubles"])
            for name, told in self._line().items()
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
