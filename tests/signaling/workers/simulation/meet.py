"""A Meet of several simulated workers, and the faults that a test can cause."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from channels import DEFAULT_CHANNEL_LAYER
from channels.layers import InMemoryChannelLayer, channel_layers
from django.db import OperationalError
from django.test import override_settings

from rooms import announcements
from rooms.models import Meeting, RoomSnapshot
from signaling.background import rooms
from signaling.concurrency import database as real_database
from tests.signaling.workers.simulation.database import Database, one_connection
from tests.signaling.workers.simulation.leases import Counters
from tests.signaling.workers.simulation.loop import VirtualLoop, current_process
from tests.signaling.workers.simulation.network import Network
from tests.signaling.workers.simulation.worker import Worker

if TYPE_CHECKING:
    from tests.signaling.media.fake_engine import FakeMediaServer


class Meet:
    """Workers have numbers as they are started; a worker that was killed is not started again."""

    def __init__(self, pool: Executor, seed: int = 0) -> None:
        self._runner = asyncio.Runner(loop_factory=VirtualLoop)
        self.loop: VirtualLoop = self._runner.get_loop()  # type: ignore[assignment]
        self.chance = random.Random(seed)  # noqa: S311 not a secret
        self.network = Network(self.loop, self.chance)
        self.counters = Counters()
        self.database = Database(pool, self.loop, self.chance)
        self.workers: list[Worker] = []
        self.media_servers: list[FakeMediaServer] = []
        """The media servers of workers that are started from now on."""
        self.runs = 0
        """How often the loop has run. In between, nothing happens."""
        self.errors: list[str] = []
        self.loop.set_exception_handler(self._note_error)

    def run(self, work: Awaitable[Any]) -> Any:
        async def awaiting() -> Any:
            result = await work
            await self.database.idle()
            return result

        self.runs += 1
        return self._runner.run(awaiting())

    async def start_worker(self) -> Worker:
        number = len(self.workers) + 1
        worker = Worker(self, f"w{number}-{self.chance.getrandbits(32):08x}")
        self.workers.append(worker)
        await worker.start()
        return worker

    async def pass_seconds(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def living(self) -> list[Worker]:
        return [worker for worker in self.workers if worker.is_up]

    def kill(self, worker: Worker) -> None:
        """End a worker without notice; a frozen worker may be killed, too."""
        worker.is_up, worker.is_killed = False, True
        worker.process.freeze()
        self.network.remove(worker.id)
        worker.close_sockets()

    def cut_off(self, worker: Worker) -> None:
        """Cut a worker off from Redis and the database, but not from its clients."""
        self.network.cut(worker.id)
        self.counters.cut.add(worker.id)
        self.database.cut.add(worker.process)

    def connect_again(self, worker: Worker) -> None:
        self.network.heal(worker.id)
        self.counters.cut.discard(worker.id)
        self.database.cut.discard(worker.process)

    def end_faults(self) -> None:
        """Let all workers continue, except those that were killed."""
        for worker in self.workers:
            if not worker.is_killed:
                worker.process.thaw()
                self.connect_again(worker)

    def take_away(self, room_key: str) -> None:
        """Take a claim from the home, without its knowledge; the next worker that asks gets it."""
        self.database.now(_take_away, room_key)

    def end(self) -> None:
        """Stop all workers, and those that were killed, which cannot do it by themselves."""
        self.run(self._end())
        self._runner.close()

    async def _end(self) -> None:
        for worker in self.workers:
            self.connect_again(worker)
            worker.process.thaw()
            worker.stop()
        for worker in self.workers:
            assert worker.stopping is not None
            with suppress(OperationalError):
                await worker.stopping

    def rows_changed(self, room_id: str) -> None:
        """Do what the listener of the process does whose transaction was committed."""
        for worker in self.workers:
            if worker.process is current_process():
                reject = worker.presence.admission.reject_older_rows
                self.loop.call_soon_threadsafe(reject, room_id)

    def _note_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        self.errors.append(f"{context['message']}: {context.get('exception')!r}")


class _Recorder(logging.Handler):
    def __init__(self, errors: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info and record.exc_info[1]
        if not isinstance(error, OperationalError):
            self._errors.append(self.format(record))


@contextmanager
def a_meet(seed: int = 0, **changed: float) -> Iterator[Meet]:
    """Yield a Meet without workers on the test database, which needs `transactional_db`.

    `changed` has the settings that differ from those of other tests.
    """
    with one_connection() as thread, _as_meet(Meet(thread, seed), changed) as meet:
        yield meet
        meet.end()


@contextmanager
def _as_meet(meet: Meet, changed: Mapping[str, float]) -> Iterator[Meet]:
    """Let the code of this process use the parts of the simulation."""
    pool = real_database.pool
    meet.database.now(_forget_rooms)
    real_database.pool = meet.database  # type: ignore[assignment]
    real_database.surround_calls(meet.database.surround)
    recorder = _Recorder(meet.errors)
    logging.getLogger("signaling").addHandler(recorder)
    # The workers would wait for each other's listeners, which real processes do not share.
    layer = channel_layers[DEFAULT_CHANNEL_LAYER]
    channel_layers.set(DEFAULT_CHANNEL_LAYER, InMemoryChannelLayer())
    listening = rooms.add_listener, rooms.remove_listener
    rooms.add_listener = rooms.remove_listener = _ignore
    announcements.add_listener(meet.rows_changed)
    try:
        # Rate limits measure real time, in which many simulated seconds pass.
        with override_settings(MESSAGES_BURST=1_000_000, **changed):
            yield meet
    finally:
        channel_layers.set(DEFAULT_CHANNEL_LAYER, layer)
        announcements.remove_listener(meet.rows_changed)
        rooms.add_listener, rooms.remove_listener = listening
        logging.getLogger("signaling").removeHandler(recorder)
        real_database.surround_calls(None)
        real_database.pool = pool


def _ignore(_listener: object) -> None:
    pass


def _forget_rooms() -> None:
    """Delete what an earlier run of the same test has left in session."""
    RoomSnapshot.objects.all().delete()
    Meeting.objects.all().delete()


def _take_away(room_key: str) -> None:
    RoomSnapshot.objects.filter(pk=room_key).update(worker="")
