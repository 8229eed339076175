"""The denials of one meeting: how often hosts denied a person, and when.

A person may knock again some time after the first denial, and not at all after the second one.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings

from rooms.refusals import KnockDenied
from signaling.presence.records import Knock

# After this number of denials, a person can't knock again in the same meeting.
_MOST_DENIALS = 2
# An age that allows another knock; JSON has no infinity.
_LONG_AGO = 1e9


class _Denied(NamedTuple):
    times: int
    at: float


class Denials:
    def __init__(self) -> None:
        self._denied: dict[str, _Denied] = {}

    def check_knock(self, owner: str, now: float) -> int:
        """Return how often the person was denied; raise KnockDenied if it may not knock now."""
        times, at = self._denied.get(owner, _Denied(0, 0))
        if times >= _MOST_DENIALS:
            raise KnockDenied
        wait_seconds = at + settings.KNOCK_AGAIN_SECONDS - now
        if times and wait_seconds > 0:
            raise KnockDenied(retry_after_seconds=math.ceil(wait_seconds))
        return times

    def note(self, knock: Knock, now: float) -> int | None:
        """Store a denial; return the seconds until the knocker may knock again, None for never."""
        times = knock.denied_before + 1
        self._denied[knock.seat.owner] = _Denied(times, now)
        return None if times >= _MOST_DENIALS else settings.KNOCK_AGAIN_SECONDS

    def ages(self, now: float) -> dict[str, tuple[int, float]]:
        """Return the number of denials of each person, and the seconds since the last one."""
        return {
            owner: (times, min(now - at, _LONG_AGO)) for owner, (times, at) in self._denied.items()
        }

    def restore(self, ages: Mapping[str, tuple[int, float]], now: float) -> None:
        self._denied = {owner: _Denied(times, now - age) for owner, (times, age) in ages.items()}

    def undo(self, knock: Knock) -> None:
        """Undo a denial. Earlier denials still count, but the knocker may knock again at once."""
        self._denied.pop(knock.seat.owner, None)
        if knock.denied_before:
            self._denied[knock.seat.owner] = _Denied(knock.denied_before, -math.inf)
