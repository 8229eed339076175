"""`manage.py serve` with a look inside: SIGUSR1 makes it say how much of everything is alive.

Run as a program with the flags of `serve`. Counted are objects of our own classes, tasks and open
files; what was alive at the start is left out by the collector itself, which was told to freeze it.
"""

import asyncio
import collections
import gc
import itertools
import json
import os
import signal
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

OURS = ("meet.", "signaling.")

_looks = itertools.count(1)


def tell(*_signal: object) -> None:
    gc.collect()
    alive = collections.Counter(
        f"{kind.__module__}.{kind.__qualname__}"
        for kind in map(type, gc.get_objects())
        if kind.__module__.startswith(OURS)
    )
    alive["tasks"] = len(asyncio.all_tasks())
    alive["files"] = sum(1 for _ in Path("/proc/self/fd").iterdir())
    sys.stdout.write(f"alive {next(_looks)} {json.dumps(alive)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, tell)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meet.settings")
    execute_from_command_line([sys.argv[0], "serve", *sys.argv[1:]])
