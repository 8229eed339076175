"""`manage.py serve` that prints on SIGUSR1 how many objects of each kind are alive.

Run as a program with the flags of `serve`. It counts objects of Meet's classes, tasks and open
files. Objects from the start are excluded, because the garbage collector has frozen them.
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


def print_counts(*_signal: object) -> None:
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
    signal.signal(signal.SIGUSR1, print_counts)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meet.settings")
    execute_from_command_line([sys.argv[0], "serve", *sys.argv[1:]])
