"""The upkeep of this worker's claims: end idle ones, take up rooms of dead workers, notice losses.

A worker may lose a claim without noticing, e.g. while its machine is suspended. It notices when the
database refuses a write about the room, or when it compares its claims with the rows.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from rooms.actions import claims
from rooms.actions.row_locks import NotHome, fenced_by
from rooms.refusals import Unavailable
from signaling.concurrency.database import in_database
from signaling.concurrency.periodic_tasks import run_periodically
from signaling.outcomes import peers
from signaling.presence import Presence, Seat
from signaling.workers.home.homes import Homes
from signaling.workers.home.remote_peers import RemotePeers

_SWEEP_SECONDS = 10
_CHECK_SECONDS = 2
_ROOMS_PER_SWEEP = 20
_IDLE_SECONDS = 1


class HomeUpkeep:
    """`unfinished` returns the seats whose end is not stored yet; `restart` ends a peer's session.

    `is_lapsed` tells whether a worker is certainly dead. `abandon_media` stops the use of a media
    server in a room, without ending anything there.
    """

    def __init__(
        self,
        homes: Homes,
        presence: Presence,
        remote: RemotePeers,
        *,
        is_lapsed: Callable[[str], bool],
        unfinished: Callable[[], Iterable[Seat]],
        restart: Callable[[str], None],
        abandon_media: Callable[[str], None],
    ) -> None:
        self._homes = homes
        self._presence = presence
        self._remote = remote
        self._is_lapsed = is_lapsed
        self._unfinished = unfinished
        self._restart = restart
        self._abandon_media = abandon_media
        self._tasks: list[asyncio.Task[None]] = []
        self._verifying: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        work = (
            (self._end_idle, _IDLE_SECONDS),
            (self._sweep, _SWEEP_SECONDS),
            (self._check_claims, _CHECK_SECONDS),
        )
        self._tasks = [
            asyncio.create_task(run_periodically(step, every_seconds=seconds))
            for step, seconds in work
        ]

    async def stop(self) -> None:
        tasks = [*self._tasks, *self._verifying]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @contextmanager
    def fenced(self) -> Iterator[None]:
        """Surround a call to the database: only the home of a room may write about it."""
        try:
            with fenced_by(self._homes.epoch_of_room):
                yield
        except NotHome as error:
            self._loop.call_soon_threadsafe(self._verify, str(error.room_id))
            raise

    def _end_idle(self) -> Coroutine[Any, Any, None] | None:
        return self._homes.end_idle(self._is_idle) if self._homes.keys() else None

    def _is_idle(self, room_key: str) -> bool:
        if room_key == claims.PAIRS:
            return self._presence.pairs.is_empty()
        return self._presence.room(room_key) is None and not any(
            seat.room_id == room_key for seat in self._unfinished()
        )

    async def _sweep(self) -> None:
        """Take up rooms that nobody asks for, so that their meetings end or go on.

        They are of dead workers, were given back, or this worker has failed to take them up.
        """
        workers = await in_database(claims.workers_with_rooms) - {self._homes.worker}
        dead = [worker for worker in workers if self._is_lapsed(worker)]
        own = await in_database(claims.epochs_of, self._homes.worker)
        left = [key for key in own if not self._homes.is_home(key)]
        left += await in_database(claims.rooms_of, [*dead, ""], _ROOMS_PER_SWEEP)
        for room_key in left:
            # A worker that has begun to stop meanwhile claims nothing.
            with suppress(Unavailable):
                async with self._homes.using(room_key):
                    pass

    async def _check_claims(self) -> None:
        """Give up rooms that this worker lost without noticing, even if it writes nothing there."""
        for room_key in await self._homes.lost_claims():
            await self._give_up_unless_home(room_key)

    def _verify(self, room_key: str) -> None:
        task = self._loop.create_task(self._give_up_unless_home(room_key))
        self._verifying.add(task)
        task.add_done_callback(self._verifying.discard)

    async def _give_up_unless_home(self, room_key: str) -> None:
        """Forget a room that another worker has claimed; its people here join again."""
        if await self._homes.verify(room_key):
            return
        peer_ids = peers(self._presence.seats(room_key))
        peer_ids += [knock.peer_id for knock in self._presence.knocks(room_key)]
        # The new home goes on with the media server.
        self._abandon_media(room_key)
        self._presence.close_room(room_key)
        self._remote.remove_room(room_key)
        for peer_id in peer_ids:
            self._restart(peer_id)
