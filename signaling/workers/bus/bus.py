"""Messages from worker to worker, in order and each once, over one Redis channel for each receiver.

Redis passes entries on and stores nothing: numbers and repetition give the guarantees. A receiver
that misses numbers asks the sender for them, which keeps what it sent for 10 s or 4 MiB. Messages
are lost only if the sender no longer has them or does not answer; then the receiver is told. All of
this runs on one event loop, and nothing waits for Redis. See decision 0035.
"""

import asyncio
import logging
import time
from collections.abc import Callable

import msgspec

from signaling.concurrency.periodic_tasks import run_periodically
from signaling.workers.bus.channel import Channel
from signaling.workers.bus.entries import Dropped, Messages, Position, Request, decode, encode
from signaling.workers.bus.inbox import Inbox
from signaling.workers.bus.outbox import Outbox

logger = logging.getLogger(__name__)

_TEND_SECONDS = 0.5
_POSITION_EVERY_SECONDS = 2


class Bus:
    """Messages between workers: ordered from each worker to each worker.

    `received` is called with the sender and the message; an error in it is logged. `lost` is called
    with a sender whose messages cannot be had any more, before its later messages. Worker ids must
    be new at each start.
    """

    def __init__(
        self,
        redis_url: str,
        worker: str,
        *,
        received: Callable[[str, bytes], None],
        lost: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._worker = worker
        self._received = received
        self._lost = lost
        self._clock = clock
        self._channel = Channel(
            redis_url, _channel_of(worker), got=self._got, connected=self._is_back, clock=clock
        )
        self._outboxes: dict[str, Outbox] = {}
        self._inboxes: dict[str, Inbox] = {}
        self._forgotten: set[str] = set()
        # The outboxes with messages that were added in this turn of the event loop.
        self._due: list[Outbox] = []
        self._positions_at = float("-inf")
        self._lag_seconds = 0.0
        self._tending: asyncio.Task[None] | None = None

    @property
    def is_connected(self) -> bool:
        return self._channel.is_connected

    @property
    def lag_seconds(self) -> float:
        """Return how long the newest entry was on its way, by the wall clocks of both workers."""
        return self._lag_seconds

    async def start(self) -> None:
        """Begin to connect to Redis; return after the first attempt, at most 4 s later."""
        await self._channel.start()
        self._tending = asyncio.create_task(
            run_periodically(self._tend, every_seconds=_TEND_SECONDS)
        )

    async def stop(self) -> None:
        """Send what is due, and disconnect; take at most 2 s."""
        if self._tending is not None:
            self._tending.cancel()
            await asyncio.wait([self._tending])
        self._flush()
        self._send_positions()
        await self._channel.stop()

    def send(self, worker: str, message: bytes) -> None:
        """Send a message at the end of this turn of the event loop; never wait.

        While Redis is away, the message is kept for 10 s, or until 4 MiB of later ones are kept.
        """
        outbox = self._outboxes.get(worker) or self._new_outbox(worker)
        if outbox.add(message):
            if not self._due:
                asyncio.get_running_loop().call_soon(self._flush)
            self._due.append(outbox)

    def _new_outbox(self, worker: str) -> Outbox:
        outbox = Outbox(self._worker, _channel_of(worker).encode())
        if worker not in self._forgotten:
            self._outboxes[worker] = outbox
        return outbox

    def forget(self, worker: str) -> None:
        """Free what is kept for a worker that has lapsed, and ignore what it still sends."""
        self._forgotten.add(worker)
        self._outboxes.pop(worker, None)
        self._inboxes.pop(worker, None)

    def _flush(self) -> None:
        if not self._due:
            return
        due, self._due = self._due, []
        now, wall_time, publish = self._clock(), time.time(), self._channel.publish
        for outbox in due:
            publish(outbox.channel, outbox.collect(now, wall_time))

    def _got(self, payload: bytes) -> None:
        try:
            entry = decode(payload)
        except msgspec.MsgspecError:
            logger.exception("An entry on the bus was not understood")
            return
        if entry.sender in self._forgotten:
            return
        self._lag_seconds = max(0.0, time.time() - entry.sent_at)
        if type(entry) is Request:
            self._answer(entry)
            return
        inbox = self._inboxes.get(entry.sender) or self._new_inbox(entry.sender)
        if type(entry) is Messages:
            if inbox.take(entry.number, entry.messages):
                return
        elif type(entry) is Position:
            inbox.note_position(entry.number)
        elif type(entry) is Dropped:
            inbox.note_dropped(entry.number)
        self._ask(entry.sender, inbox)

    def _new_inbox(self, sender: str) -> Inbox:
        inbox = self._inboxes[sender] = Inbox(sender, self._received, self._lost)
        return inbox

    def _ask(self, sender: str, inbox: Inbox) -> None:
        """Ask for what is missing, unless it was asked for just now."""
        missing = inbox.missing(self._clock())
        if missing is not None:
            request = Request(self._worker, time.time(), *missing)
            self._channel.publish(_channel_of(sender).encode(), encode(request))

    def _answer(self, request: Request) -> None:
        outbox = self._outboxes.get(request.sender)
        if outbox is not None:
            for entry in outbox.answer(request.number, request.end, time.time()):
                self._channel.publish(outbox.channel, entry)

    def _is_back(self, proven_at: float) -> None:
        """Send again what Redis may not have, and ask for what it had when it was lost."""
        for outbox in self._outboxes.values():
            for entry in outbox.since(proven_at):
                self._channel.publish(outbox.channel, entry)
        self._send_positions()
        for sender, inbox in self._inboxes.items():
            inbox.note_connected()
            request = Request(self._worker, time.time(), inbox.next_number)
            self._channel.publish(_channel_of(sender).encode(), encode(request))

    async def _tend(self) -> None:
        now = self._clock()
        for outbox in self._outboxes.values():
            outbox.drop_old(now)
        if not self.is_connected:
            return
        for sender, inbox in list(self._inboxes.items()):
            self._ask(sender, inbox)
        if now - self._positions_at >= _POSITION_EVERY_SECONDS:
            self._send_positions()

    def _send_positions(self) -> None:
        """Tell the receivers of the last 30 s which message was the last one."""
        now = self._positions_at = self._clock()
        for outbox in self._outboxes.values():
            position = outbox.position(now, time.time())
            if position is not None:
                self._channel.publish(outbox.channel, position)


def _channel_of(worker: str) -> str:
    return f"meet:bus:{worker}"
