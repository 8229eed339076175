"""Decides when a worker has lapsed, from the counters that each round of leases reads.

    unknown ──observe, or first seen──▶ observed ──6 s without a change, or revoked──▶ lapsed

A counter only proves something by changing: one that is missing or that was reset is a change or
nothing. The time without a change counts only while this worker's own rounds succeed and follow
each other closely; otherwise the network or this process may be what stands still. A worker that
has lapsed stays lapsed for ever, because ids are never used again. This module knows no Redis.
"""

from collections.abc import Collection, Mapping

ROUND_SECONDS = 2
LAPSE_SECONDS = 6
# If rounds are further apart, this process stood still, and perhaps the others with it.
_CLOSE_SECONDS = 2 * ROUND_SECONDS


class Lapses:
    """The leases of all workers as one worker sees them; times are of its monotonic clock."""

    def __init__(self, worker: str) -> None:
        self._worker = worker
        self._counters: dict[str, str] = {}
        # When the counters changed as seen here, and since when the others are observed at all.
        self._changed_at: dict[str, float] = {}
        self._observed_from: dict[str, float] = {}
        self._lapsed: set[str] = set()
        # The rounds succeed since then.
        self._steady_since: float | None = None
        self._succeeded_at = float("-inf")
        self._is_expelled = False

    @property
    def is_expelled(self) -> bool:
        return self._is_expelled

    def is_renewed(self, now: float) -> bool:
        """Return whether this worker renewed its lease within the last 6 s."""
        return not self._is_expelled and now - self._succeeded_at < LAPSE_SECONDS

    def is_own_lapsed(self, now: float) -> bool:
        """Return whether the own lease has lapsed, as far as this worker can know.

        It has if this worker is expelled, or if it was not renewed for 6 s though Redis answers.
        While Redis is away, no worker lapses.
        """
        answers = self._steady_since is not None
        return self._is_expelled or (answers and not self.is_renewed(now))

    def is_lapsed(self, worker: str, now: float) -> bool:
        """Return whether a worker has lapsed, and begin to observe a worker that is not known."""
        if worker in self._lapsed:
            return True
        if worker != self._worker:
            self._observed_from.setdefault(worker, now)
        return False

    def living(self, now: float) -> frozenset[str]:
        """Return the other workers whose counters were first seen or changed in the last 6 s."""
        return frozenset(
            worker
            for worker, changed_at in self._changed_at.items()
            if now - changed_at < LAPSE_SECONDS
        )

    def fail(self) -> None:
        """Note a round that failed."""
        self._steady_since = None

    def ended(self, workers: Collection[str]) -> list[str]:
        """Return those that have lapsed, or this worker if it is expelled."""
        return [
            worker
            for worker in workers
            if worker in self._lapsed or (worker == self._worker and self._is_expelled)
        ]

    def succeed(
        self, counters: Mapping[str, str], revoked: Collection[str], begun_at: float, now: float
    ) -> list[str]:
        """Note a round that lasted from `begun_at` to now; return the workers that lapsed.

        A counter is read at some time during the round. Therefore a change counts from the end of
        a round, and the time without a change is measured at the begin of a later one.
        """
        if self._steady_since is None or begun_at - self._succeeded_at > _CLOSE_SECONDS:
            self._steady_since = now
        self._succeeded_at = now
        self._is_expelled = self._is_expelled or self._worker in revoked
        for worker, counter in counters.items():
            self._note_counter(worker, counter, now)
        lapsed = [worker for worker in revoked if self._is_other(worker)]
        lapsed += [
            worker
            for worker, observed_from in self._observed_from.items()
            if worker not in revoked
            and begun_at - max(self._steady_since, observed_from) >= LAPSE_SECONDS
        ]
        for worker in lapsed:
            self._note_lapsed(worker)
        return lapsed

    def _is_other(self, worker: str) -> bool:
        return worker != self._worker and worker not in self._lapsed

    def _note_counter(self, worker: str, counter: str, now: float) -> None:
        if self._is_other(worker) and self._counters.get(worker) != counter:
            self._counters[worker] = counter
            self._changed_at[worker] = self._observed_from[worker] = now

    def _note_lapsed(self, worker: str) -> None:
        self._lapsed.add(worker)
        self._counters.pop(worker, None)
        self._changed_at.pop(worker, None)
        self._observed_from.pop(worker, None)
