"""Coalesce updates about one subject: send the first at once, then at most one every 0.25 s.

    quiet ──update──▶ sent, resting ──0.25 s──▶ quiet
                       ▲    │
                       └────┘ 0.25 s, with an update in between

Each update is sent with the latest state: clients never get an outdated state, and the last change
is never lost.
"""

import asyncio
from collections.abc import Callable

from signaling.outcomes import News, Outcome

# Four times a second is as fast as a person can follow the changes of a list.
REST_SECONDS = 0.25


class Newsroom:
    def __init__(self, deliver: Callable[[list[Outcome]], None]) -> None:
        self._deliver = deliver
        # The latest update for each resting subject, or None if there was none since the last send.
        self._resting: dict[str, News | None] = {}

    def got(self, news: News) -> None:
        """Send an update at once, or as soon as the pause of its subject ends."""
        if news.subject in self._resting:
            self._resting[news.subject] = news
            return
        self._resting[news.subject] = None
        asyncio.get_running_loop().call_later(REST_SECONDS, self._has_rested, news.subject)
        self._deliver(news.told())

    def _has_rested(self, subject: str) -> None:
        news = self._resting.pop(subject)
        if news is not None:
            self.got(news)
