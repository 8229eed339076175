"""Store how many joins were refused, by the code of the refusal."""

from collections import Counter

from rooms import actions as rows
from signaling.concurrency.database import in_database
from signaling.concurrency.periodic_tasks import run_periodically
from signaling.concurrency.retry_queue import RetryQueue

_STORE_SECONDS = 0.5


class RefusedJoins:
    """Moves the `counts` to the database: one query for a code, not one for each join."""

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts
        self.codes = RetryQueue(self._store, "Counting refused joins")

    async def run(self) -> None:
        """Queue the codes to store until cancelled; the `codes` run in a task of their own."""
        await run_periodically(self._queue_codes, every_seconds=_STORE_SECONDS)

    async def store_all(self) -> None:
        for code in list(self._counts):
            await self.codes.attempt(code)

    def _queue_codes(self) -> None:
        for code in self._counts:
            self.codes.add(code)

    async def _store(self, code: str) -> None:
        count = self._counts[code]
        if not count:
            return
        await in_database(rows.count_refused_join, code, count)
        self._counts[code] -= count
        if not self._counts[code]:
            del self._counts[code]
