"""Two workers are replaced one after the other while people talk and while others connect."""

import asyncio
import itertools
import signal
import time
from collections.abc import Sequence

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.waiting import eventually
from tests.workers.conftest import Worker, Workers
from tests.workers.conversation import (
    BACK_SECONDS,
    assert_all_have_the_same_chat,
    begin_to_talk,
    gather,
    stop_talking,
    wait_until_back,
)
from tests.workers.crowd.crowd import Crowd
from tests.workers.crowd.person import Person

SERVICE_RESTART = 1012
ARRIVE_EVERY_SECONDS = 0.2
# Enough for three minutes, on a slow machine.
ARRIVALS_IN_A_ROOM, ROOMS_OF_ARRIVALS = 10, 90


def test_nobody_leaves_when_the_workers_are_replaced(
    workers: Workers, two: tuple[Worker, Worker], crowd: Crowd, room: Room, ann: User
) -> None:
    # The list of a proxy, which passes each connection on to a worker that accepts it.
    servers = [worker.url for worker in two]
    people = gather(crowd, room, servers, 6)
    begin_to_talk(crowd, people)
    rooms = [create_room(ann, f"Arriving {number}") for number in range(ROOMS_OF_ARRIVALS)]
    arrivals = Arrivals(crowd, servers, rooms)
    crowd.start(arrivals.arrive())
    eventually(lambda: len(arrivals.people) > 2)

    for worker in two:
        stopped_at = time.monotonic()
        everybody = [*people, *arrivals.people]
        there = [one for one in everybody if one.is_in_room and one.entries[-1].url == worker.url]
        worker.program.send(signal.SIGTERM)
        eventually(lambda there=there: all(one.losses for one in there))
        servers[servers.index(worker.url)] = workers.start().url
        took = wait_until_back(there, stopped_at)
        assert took <= BACK_SECONDS
        for person in there:
            assert person.received("server-restarting")
            assert person.losses[-1].close_code == SERVICE_RESTART
            assert person.losses[-1].at - stopped_at < 2

    arrivals.is_over = True
    stop_talking(people)
    assert_all_have_the_same_chat(people, room)
    eventually(lambda: all(one.is_in_room for one in arrivals.people))
    for person in [*people, *arrivals.people]:
        assert person.received("user-left") == []
        assert len({entry.participant_id for entry in person.entries}) == 1


class Arrivals:
    """One more person comes every 0.2 s. The next ones get another room when one is full."""

    def __init__(self, crowd: Crowd, servers: Sequence[str], rooms: Sequence[Room]) -> None:
        self.people: list[Person] = []
        self.is_over = False
        self._crowd = crowd
        self._servers = servers
        self._rooms = rooms

    async def arrive(self) -> None:
        for number in itertools.count():
            if self.is_over:
                return
            room = self._rooms[number // ARRIVALS_IN_A_ROOM]
            person = Person(f"New {number}", self._servers, room.code, first=number % 2)
            self.people.append(self._crowd.add(person))
            await asyncio.sleep(ARRIVE_EVERY_SECONDS)
