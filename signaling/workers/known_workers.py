"""The other workers, by their leases and by what they have said about themselves.

A worker says that it has started, because its lease may be seen later, and that it stops, because
its lease ends later.
"""

from signaling.workers.links import WorkerLeases


class KnownWorkers:
    def __init__(self, leases: WorkerLeases) -> None:
        self._leases = leases
        self._started: set[str] = set()
        self._stopping: set[str] = set()

    def note_start(self, worker: str) -> None:
        self._started.add(worker)

    def note_stop(self, worker: str) -> None:
        """Note that a worker has given its rooms back, and has not ended yet."""
        self._stopping.add(worker)

    def forget(self, worker: str) -> None:
        """Forget a worker that is dead."""
        self._started.discard(worker)
        self._stopping.discard(worker)

    def reporting(self) -> frozenset[str]:
        """Return the workers that report their peers; one that stops closes all its sockets."""
        return self._leases.living() - self._stopping

    def is_living(self, worker: str) -> bool:
        is_known = worker in self._leases.living() or worker in self._started
        return is_known and not self._leases.is_lapsed(worker)
