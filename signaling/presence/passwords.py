"""A limit on wrong passwords for ad-hoc rooms, counted for each network address over all rooms.

The module knows passwords and addresses, not seats or sessions. Nothing here awaits. Above the
limit, correct passwords are refused too; otherwise guessing could go on.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings

from signaling.presence.records import Room
from signaling.presence.refusals import (
    PasswordRequired,
    TooManyPasswords,
    WrongPassword,
)

_SECONDS = 60
# The limit of remembered addresses. At the limit, addresses whose minute is over are removed.
_MOST_ADDRESSES = 10_000


class _Wrong(NamedTuple):
    times: int
    since: float


class PasswordGuesses:
    """Wrong passwords by address. Times are seconds of `now`."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._wrong: dict[str, _Wrong] = {}

    def check_password(self, room: Room, password: str, network: str) -> None:
        """Check a password; raise PasswordRequired, WrongPassword or TooManyPasswords."""
        if not room.password:
            return
        if not password:
            raise PasswordRequired
        now = self._now()
        wrong = self._wrong.get(network)
        if wrong is None or now - wrong.since >= _SECONDS:
            wrong = _Wrong(0, now)
        if wrong.times >= settings.WRONG_PASSWORDS_PER_MINUTE:
            raise TooManyPasswords(math.ceil(wrong.since + _SECONDS - now))
        if not room.has_password(password):
            self._forget_some(now)
            self._wrong[network] = _Wrong(wrong.times + 1, wrong.since)
            raise WrongPassword

    def _forget_some(self, now: float) -> None:
        if len(self._wrong) < _MOST_ADDRESSES:
            return
        recent = {key: one for key, one in self._wrong.items() if now - one.since < _SECONDS}
        self._wrong = recent if len(recent) < _MOST_ADDRESSES else {}
