"""Many people join through two workers at once, while the room is locked and changes its home."""

import asyncio
import os
import time
from collections.abc import Sequence

import pytest
from django.db import transaction
from django.db.models import F

from accounts.models import User
from rooms.actions import create_room
from rooms.models import LastEpoch, Room, RoomSnapshot, Seat
from tests.protocol.joining import access_token
from tests.waiting import eventually
from tests.workers.conftest import Worker
from tests.workers.crowd.crowd import Crowd
from tests.workers.crowd.person import Event, Person
from tests.workers.joining import join

Two = tuple[Worker, Worker]

PLACES = 8
JOINS = 50
# ROUNDS=20 makes as many rounds as the bar demands. Each takes five seconds, and longer on a busy
# machine.
ROUNDS = int(os.environ.get("ROUNDS", "3"))
_MOST_SECONDS_EACH = 40
FLIP_SECONDS = 0.05


@pytest.mark.timeout(_MOST_SECONDS_EACH * ROUNDS)
def test_exactly_as_many_enter_as_there_are_places(two: Two, crowd: Crowd, ann: User) -> None:
    for number in range(ROUNDS):
        fill_a_room(two, crowd, ann, home=number % 2)


def test_a_worker_that_lost_its_room_unnoticed_admits_nobody(two: Two, room: Room) -> None:
    join(two[0].connect(), room, "Ann")
    move_home(room, two[1])
    assert join(two[1].connect(), room, "Bo")["success"]
    refused = join(two[0].connect(), room, "Cy")
    assert (refused["success"], refused["reason"]) == (False, "UNAVAILABLE")
    cy = two[0].connect()
    eventually(lambda: bool(join(cy, room, "Cy")["success"]))
    # Ann's seat is shown if its state was stored before the room moved.
    people = join(cy, room, "Cy")["participants"]
    assert "Bo" in {one["displayName"] for one in people}


def fill_a_room(two: Two, crowd: Crowd, ann: User, *, home: int) -> None:
    """Let 50 guests ask for 8 places while the host locks and unlocks, and the home changes."""
    room = create_room(ann, "Eight", max_participants=PLACES + 1)
    servers = [worker.url for worker in two]
    host = crowd.add(Host("Ann", servers, room.code, first=home, token=access_token(ann)))
    eventually(lambda: host.is_in_room)
    guests = [Guest(f"Guest {at}", servers, room.code, first=at % 2) for at in range(JOINS)]
    for guest in guests:
        crowd.add(guest)
    crowd.start(host.flip_the_lock())
    eventually(lambda: any(guest.is_in_room for guest in guests), 30)
    move_home(room, two[1 - home])
    eventually(lambda: all(guest.is_in_room or guest.is_full for guest in guests), 30)
    host.is_flipping = False
    eventually(lambda: sum(guest.is_in_room for guest in guests) == PLACES)
    assert sum(guest.is_full for guest in guests) == JOINS - PLACES
    assert Seat.objects.filter(meeting__room=room, given_up_at=None).count() == PLACES + 1
    assert host.locked
    entered = {one.entries[0].participant_id: one.entries[0].at for one in guests if one.entries}
    for at, participant_id in host.saw_enter:
        # A person who was in the room before may return.
        assert not any(begin < min(at, entered[participant_id]) < end for begin, end in host.locked)


def move_home(room: Room, worker: Worker) -> None:
    """Let another worker claim a room whose home lives, as after a wrong judgement about it."""
    with transaction.atomic():
        Room.objects.select_for_update(no_key=True).get(pk=room.pk)
        LastEpoch.objects.update(number=F("number") + 1)
        epoch = LastEpoch.objects.get().number
        claim = RoomSnapshot.objects.filter(pk=str(room.pk)).exclude(worker=worker.id)
        assert claim.update(worker=worker.id, epoch=epoch) == 1
        Room.objects.filter(pk=room.pk).update(home_epoch=epoch)


class Guest(Person):
    is_full = False

    def gives_up(self, reason: str) -> bool:
        self.is_full = reason == "ROOM_FULL"
        return self.is_full


class Host(Person):
    """Locks and unlocks the room, and notes who enters while an acknowledged lock holds."""

    def __init__(
        self, name: str, servers: Sequence[str], room_code: str, *, first: int, token: str
    ) -> None:
        super().__init__(name, servers, room_code, first=first, token=token)
        self.is_flipping = True
        self.locked: list[tuple[float, float]] = []
        """From when to when an acknowledged lock held for certain."""
        self.saw_enter: list[tuple[float, str]] = []

    async def flip_the_lock(self) -> None:
        is_unlocked = True
        while self.is_flipping:
            begun_at = time.monotonic()
            is_locked, since = await self._set_lock(True), time.monotonic()
            await asyncio.sleep(FLIP_SECONDS)
            if is_locked:
                self.locked.append((since, time.monotonic()))
            is_unlocked = await self._set_lock(False)
            # On a busy machine joins take longer, too, and would all meet a lock.
            await asyncio.sleep(max(FLIP_SECONDS, 5 * (since - begun_at)))
        while not is_unlocked:
            await asyncio.sleep(FLIP_SECONDS)
            is_unlocked = await self._set_lock(False)

    async def _set_lock(self, locked: bool) -> bool:
        """Return whether it was acknowledged."""
        if self.connection is None or not self.is_in_room:
            return False
        try:
            answer = await self.connection.call("lock-room", {"locked": locked})
        except ConnectionError:
            return False
        return bool(answer["success"])

    def got(self, event: Event) -> None:
        if event.name == "user-joined":
            self.saw_enter.append((event.at, event.payload["participant"]["participantId"]))
