"""How the parent starts a worker: the command line, and the sockets that the worker inherits."""

import logging
import sys

from django.conf import settings

from meet.server.listening import Addresses, port_of
from meet.server.worker_process import WorkerProcess

logger = logging.getLogger(__name__)


class Launcher:
    """Opens the sockets of `count` workers, and starts each worker with them.

    `flags` are those of `serve` that each worker needs, too. Raises CannotListen.
    """

    def __init__(self, addresses: Addresses, count: int, flags: list[str]) -> None:
        self._flags = flags
        self._shared = addresses.listen()
        self._own = {slot: addresses.listen_for(slot) for slot in range(1, count + 1)}
        for slot, own in self._own.items():
            if own:
                logger.info("Worker %d also listens on port %d", slot, port_of(own))

    @property
    def port(self) -> int:
        """The port of the address that all workers share."""
        return port_of(self._shared)

    def launch(self, slot: int) -> WorkerProcess:
        """Start the worker of a slot."""
        sockets = [*self._shared, *self._own[slot]]
        descriptors = [f"--listen-fd={one.fileno()}" for one in sockets]
        # The parent has run the checks.
        command = [sys.executable, f"{settings.BASE_DIR / 'manage.py'}", "serve", "--skip-checks"]
        return WorkerProcess(slot, [*command, *self._flags, *descriptors], sockets)
