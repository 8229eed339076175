"""`manage.py serve` that prints on SIGUSR1 the limits that keep its event loop turns short.

Run as a program with the flags of `serve`.
"""

import gc
import json
import os
import signal
import socket
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.management import execute_from_command_line


def print_limits(*_signal: object) -> None:
    limits = {
        "received_bytes": list(buffers(socket.SO_RCVBUF)),
        "sent_bytes": list(buffers(socket.SO_SNDBUF)),
        "frozen_objects": gc.get_freeze_count(),
        "collected_at": gc.get_threshold(),
        "switch_seconds": sys.getswitchinterval(),
    }
    sys.stdout.write(f"bounds {json.dumps(limits)}\n")
    sys.stdout.flush()


def buffers(kind: int) -> Iterator[int]:
    """Yield this kernel buffer size of each accepted connection."""
    for name in Path("/proc/self/fd").iterdir():
        # The descriptor that listed the directory is already closed.
        if name.exists() and stat.S_ISSOCK(name.stat().st_mode):
            with socket.socket(fileno=os.dup(int(name.name))) as one:
                if one.family == socket.AF_INET and not is_listening(one):
                    yield one.getsockopt(socket.SOL_SOCKET, kind)


def is_listening(one: socket.socket) -> bool:
    return bool(one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, print_limits)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meet.settings")
    execute_from_command_line([sys.argv[0], "serve", *sys.argv[1:]])
