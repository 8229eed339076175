"""Coalesce updates about one subject: send the first at once, then at most one every 0.25 s.

    quiet ──update──▶ sent, resting ──0.25 s──▶ quiet
                       ▲    │
                       └────┘ 0.25 s, with an update in between

Each update is sent with the latest state: clients never get an outdated state, and the last change
is never lost.
"""

import asyncio
from collections.abc import Callable

# Four times a second is as fast as a person can follow the changes of a list.
REST_SECONDS = 0.25


class Coalescer:
    """Calls `send` with the key of a subject whose state has changed."""

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send
        # The resting subjects, and whether each has changed since it was sent.
        self._resting: dict[str, bool] = {}

    def changed(self, key: str) -> None:
        """Send the state of a subject at once, or as soon as its pause ends."""
        if key in self._resting:
            self._resting[key] = True
            return
        self._resting[key] = False
        asyncio.get_running_loop().call_later(REST_SECONDS, self._has_rested, key)
        self._send(key)

    def _has_rested(self, key: str) -> None:
        if self._resting.pop(key):
            self.changed(key)
