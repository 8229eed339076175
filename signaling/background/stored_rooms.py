"""Store the rooms in session, so that the next run of the server continues their meetings.

    start ──▶ restore the rooms of the earlier run ──▶ every second: store what has changed
                  │ no server was alive for too long
                  ▼
              the meetings end at the time at which a server was last alive

A crash may lose the hands, mutes and waiting people of the last second. Locks, removals, roles,
chat and attendance are rows before they are acknowledged. `docs/decisions/0032` has the reasons.
"""

import asyncio
import logging
from collections.abc import Iterable
from datetime import timedelta

from rooms.actions import snapshots as rows
from rooms.actions.claims import store_states
from rooms.actions.media_servers import RoomLoad
from signaling.actions.rooms.room_rows import room_from_row, seat_from_row
from signaling.concurrency.database import in_database
from signaling.concurrency.periodic_tasks import run_periodically
from signaling.presence import Presence, Room, Seat
from signaling.presence.snapshot_records import Snapshot, read_snapshot
from signaling.workers.home.homes import Homes
from signaling.workers.home.restoring import hold_seconds

logger = logging.getLogger(__name__)

# At most this much state is lost in a crash, except what is a row.
_STORE_SECONDS = 1
_BEAT_SECONDS = 10
# People wait this long for a server to return. After that, their meetings have ended.
_MOST_AGE = timedelta(minutes=10)


class RoomStorage:
    """With several workers, `homes` has the rooms of this one; they are restored on demand."""

    def __init__(self, presence: Presence, homes: Homes | None = None) -> None:
        self._presence = presence
        self._homes = homes
        self._tasks: list[asyncio.Task[None]] = []
        self._storing = asyncio.Lock()

    async def start(self) -> None:
        """Restore the rooms of the earlier run, and start to store."""
        if self._homes is None:
            await self._restore()
        self._tasks = [
            asyncio.create_task(run_periodically(self.store, every_seconds=_STORE_SECONDS)),
            asyncio.create_task(run_periodically(self._beat, every_seconds=_BEAT_SECONDS)),
        ]

    async def stop(self) -> None:
        """Store the final state; the meetings go on when the server is back."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._beat()
        await self.store()

    async def store(self) -> None:
        """Store the rooms that have changed; when this returns, no change before it is left."""
        async with self._storing:
            changed, ended = self._presence.snapshots.take_changed()
            if changed or ended:
                await self._store(changed, ended)

    async def _store(self, changed: dict[str, bytes], ended: list[str]) -> None:
        is_stored = False
        try:
            if self._homes is None:
                await in_database(rows.store_snapshots, changed, ended, self._loads(changed))
            else:
                claimed, loads = self._claimed(changed), self._loads(changed)
                await in_database(store_states, self._homes.worker, claimed, loads)
            is_stored = True
        finally:
            if not is_stored:
                self._presence.snapshots.not_stored([*changed, *ended])

    def _claimed(self, changed: dict[str, bytes]) -> dict[str, tuple[int, bytes]]:
        """Return the states of rooms that this worker has claimed, with their epochs."""
        epochs = {room_id: self._homes.epoch(room_id) for room_id in changed} if self._homes else {}
        return {key: (epoch, changed[key]) for key, epoch in epochs.items() if epoch is not None}

    def _loads(self, room_ids: Iterable[str]) -> dict[str, RoomLoad]:
        """Return the load of the rooms that use a media server."""
        loads = {room_id: self._presence.media.load_of_room(room_id) for room_id in room_ids}
        return {room_id: load for room_id, load in loads.items() if load.media_server}

    async def _beat(self) -> None:
        """Store that the server is alive, while it has rooms that a restart would interrupt."""
        if self._presence.rooms.all():
            await in_database(rows.beat)

    async def _restore(self) -> None:
        if ended := await in_database(rows.end_meetings_of_absent_server, _MOST_AGE):
            logger.info("ended %d meetings of a server that was away for too long", ended)
        interrupted = await in_database(rows.interrupted_rooms)
        for one in interrupted.rooms:
            room = room_from_row(one.room, self._presence.now(), one.meeting_id)
            seats = [seat_from_row(row, room) for row in one.seats if row.user_id or row.guest_id]
            self._restore_room(room, seats, read_snapshot(one.state))
        for state in interrupted.ad_hoc_states:
            snapshot = read_snapshot(state)
            if snapshot is not None and snapshot.room.is_ad_hoc:
                self._restore_room(snapshot.room, snapshot.seats, snapshot)
        if count := len(self._presence.rooms.all()):
            logger.info("continuing with %d rooms", count)

    def _restore_room(self, room: Room, seats: list[Seat], snapshot: Snapshot | None) -> None:
        self._presence.snapshots.restore(room, seats, snapshot, hold_seconds)
