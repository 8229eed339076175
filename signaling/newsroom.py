"""What may change faster than anybody can follow is told at once, and then not for a moment.

    quiet ──news──▶ told, resting ──a moment──▶ quiet
                     ▲    │
                     └────┘ a moment, with news since

News is what is so when it is told: nobody hears of what is over, and the last change is never lost.
"""

import asyncio
from collections.abc import Callable

from signaling.outcomes import News, Outcome

# Four times a second: as fast as a list can be followed.
REST_SECONDS = 0.25


class Newsroom:
    def __init__(self, deliver: Callable[[list[Outcome]], None]) -> None:
        self._deliver = deliver
        # By subject that was just told: what has come since, if anything has.
        self._resting: dict[str, News | None] = {}

    def got(self, news: News) -> None:
        """Tell news at once, or as soon as its subject has rested."""
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
