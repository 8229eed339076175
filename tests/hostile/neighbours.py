"""Four people on the npm client, who send each other candidates and notice what goes wrong."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.hostile.promises import Place

_SCRIPT = Path(__file__).with_name("neighbours.mjs")


@dataclass(frozen=True)
class Noticed:
    """What the four noticed in a while; without one round trip there is no 99th percentile."""

    lost: int
    p99_milliseconds: float | None
    count: int
    troubles: list[str]


class Neighbours:
    """The four, in a Node process that ends when its input does."""

    def __init__(self, place: Place) -> None:
        node = shutil.which("node")
        if node is None:
            raise RuntimeError("Node is not on the PATH. Run the tests through make test.")
        self._popen = subprocess.Popen(
            [node, _SCRIPT, "http://{}:{}".format(*place.address), place.code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._line() == {"ready": True}

    def noticed(self) -> Noticed:
        assert self._popen.stdin is not None
        self._popen.stdin.write("\n")
        self._popen.stdin.flush()
        told = self._line()
        return Noticed(told["lost"], told["p99Ms"], told["count"], told["troubles"])

    def leave(self) -> None:
        self._popen.communicate(timeout=10)

    def _line(self) -> dict[str, Any]:
        assert self._popen.stdout is not None
        return dict(json.loads(self._popen.stdout.readline()))


@contextmanager
def four_neighbours(place: Place) -> Iterator[Neighbours]:
    four = Neighbours(place)
    try:
        yield four
    finally:
        four.leave()
