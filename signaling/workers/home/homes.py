"""The rooms of which this worker is the home, and the homes of other rooms.

                  claim                       take up
    unclaimed ──────────────▶ claimed by us ───────────▶ home
        ▲                         ▲                       │
        │ the room is idle        │ the other one lapsed, │ it is idle, or this worker stops
        └─────────────────────────┼─ or gave it back ─────┘
                                  │
                          claimed by another

Claims are rows: see `rooms.actions.claims`. A worker never claims the room of a living worker.
"""

import asyncio
import logging
import uuid
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple, Protocol

from rooms.actions import claims
from rooms.refusals import Unavailable
from signaling.concurrency.database import in_database
from signaling.metrics import EPOCHS_TAKEN

logger = logging.getLogger(__name__)

TakeUp = Callable[[str, int], Awaitable[None]]
"""Continues with a room that was just claimed, by its key and its epoch."""


class LeaseJudge(Protocol):
    """The part of `leases` that homes need."""

    def is_lapsed(self, worker: str) -> bool:
        """Tell whether a worker is certainly dead."""


class Home(NamedTuple):
    worker: str
    epoch: int


class Homes:
    """Room keys are the ids of `presence`'s rooms, and `claims.PAIRS` for the random pairs."""

    def __init__(self, worker: str, leases: LeaseJudge, take_up: TakeUp) -> None:
        self.worker = worker
        self._leases = leases
        self._take_up = take_up
        self._epochs: dict[str, int] = {}
        self._beginning: set[str] = set()
        """The rooms that are being taken up."""
        self._is_stopping = False
        self._users: Counter[str] = Counter()
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def stop_claiming(self) -> None:
        """Claim no room any more, because this worker ends."""
        self._is_stopping = True

    def epoch(self, room_key: str) -> int | None:
        """Return the epoch of this worker's claim; None if it is not the home."""
        return self._epochs.get(room_key)

    def is_home(self, room_key: str) -> bool:
        return room_key in self._epochs

    def is_open(self, room_key: str) -> bool:
        """Tell whether this worker is the home of a room, and has taken it up."""
        return room_key in self._epochs and room_key not in self._beginning

    def epoch_of_room(self, room_id: uuid.UUID) -> int | None:
        """Return the epoch of this worker's claim on a stored room; any thread may call this."""
        return self._epochs.get(str(room_id))

    def keys(self) -> list[str]:
        return list(self._epochs)

    def is_used(self, room_key: str) -> bool:
        return self._users[room_key] > 0

    @asynccontextmanager
    async def using(self, room_key: str) -> AsyncIterator[Home]:
        """Yield the home of a room; a room without a living home is claimed by this worker.

        In the block, this worker keeps the room even if nobody is in it. Raises Unavailable if the
        room has no living home and this worker ends.
        """
        self._users[room_key] += 1
        try:
            yield await self._find(room_key)
        finally:
            self._users[room_key] -= 1
            if not self._users[room_key]:
                del self._users[room_key]
                self._forget_lock(room_key)

    async def look(self, room_key: str) -> Home | None:
        """Return the living home of a room, and claim nothing; None if there is none."""
        if (epoch := self._epochs.get(room_key)) is not None:
            return Home(self.worker, epoch)
        claim = await in_database(claims.find_claim, room_key)
        return Home(*claim) if claim is not None and self._is_held(claim) else None

    async def end_idle(self, is_idle: Callable[[str], bool]) -> None:
        """Delete the claims on rooms that are idle and that nothing uses."""
        for room_key in [key for key in self._epochs if is_idle(key) and not self.is_used(key)]:
            async with self._lock(room_key):
                # A task that needs the room from now on waits for the lock, and claims it again.
                if is_idle(room_key) and not self.is_used(room_key):
                    await self._end(room_key, self._epochs.pop(room_key))

    async def _end(self, room_key: str, epoch: int) -> None:
        """Delete a claim; if that fails, it is tried again."""
        is_ended = False
        try:
            await in_database(claims.end_claims, self.worker, {room_key: epoch})
            is_ended = True
        finally:
            if not is_ended:
                self._epochs[room_key] = epoch

    async def give_back_all(self) -> list[str]:
        """Give back every room, so that another worker can claim it; return the keys."""
        room_keys = self.keys()
        self._epochs.clear()
        await in_database(claims.give_back_all, self.worker)
        return room_keys

    async def lost_claims(self) -> list[str]:
        """Return the rooms of this worker that another one has claimed without its consent."""
        before = dict(self._epochs)
        found = await in_database(claims.epochs_of, self.worker) if before else {}
        return [key for key, epoch in before.items() if found.get(key) != epoch]

    async def verify(self, room_key: str) -> bool:
        """Tell whether this worker still has its claim on a room; without it, forget the room."""
        epoch = self._epochs.get(room_key)
        claim = await in_database(claims.find_claim, room_key)
        if epoch is None or claim == claims.Claim(self.worker, epoch):
            return epoch is not None
        if self._epochs.get(room_key) == epoch:
            del self._epochs[room_key]
        return False

    @asynccontextmanager
    async def _lock(self, room_key: str) -> AsyncIterator[None]:
        """Hold the lock of a room's claim; the lock is forgotten when nothing needs it."""
        async with self._locks[room_key]:
            yield
        self._forget_lock(room_key)

    def _forget_lock(self, room_key: str) -> None:
        """Forget a lock that nothing holds or waits for; who waits for it uses the room."""
        if not self._locks[room_key].locked() and not self.is_used(room_key):
            del self._locks[room_key]

    async def _find(self, room_key: str) -> Home:
        if (epoch := self._epochs.get(room_key)) is not None and not self._locks[room_key].locked():
            return Home(self.worker, epoch)
        async with self._locks[room_key]:
            if (epoch := self._epochs.get(room_key)) is not None:
                return Home(self.worker, epoch)
            return await self._find_or_claim(room_key)

    async def _find_or_claim(self, room_key: str) -> Home:
        claim = await in_database(claims.find_claim, room_key)
        while True:
            if claim is not None and self._is_held(claim):
                return Home(*claim)
            if self._is_stopping:
                raise Unavailable
            seen, claim = claim, await in_database(claims.claim_room, room_key, self.worker, claim)
            is_claimed = claim is not None and claim.worker == self.worker and claim != seen
            if claim is not None and is_claimed and not self._is_stopping:
                EPOCHS_TAKEN.inc()
                await self._begin(room_key, claim.epoch)
                return Home(*claim)

    async def _begin(self, room_key: str, epoch: int) -> None:
        """Take up a claimed room; if that fails, the next attempt claims it again."""
        self._epochs[room_key] = epoch
        self._beginning.add(room_key)
        is_taken_up = False
        try:
            await self._take_up(room_key, epoch)
            is_taken_up = True
        finally:
            self._beginning.discard(room_key)
            if not is_taken_up:
                self._epochs.pop(room_key, None)

    def _is_held(self, claim: claims.Claim) -> bool:
        """Tell whether another worker has the room and is not certainly dead."""
        is_other = claim.worker not in ("", self.worker)
        return is_other and not self._leases.is_lapsed(claim.worker)
