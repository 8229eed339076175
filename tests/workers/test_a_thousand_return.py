"""A thousand people in a hundred rooms come back after both workers were killed.

With fewer people the test takes a few seconds. By hand: MEET_RETURNING=1000, and
--log-cli-level=INFO shows the figures.
"""

import logging
import os
import time

import pytest

from accounts.models import User
from rooms.actions import create_room
from signaling.workers.leases import revoke
from tests.server.running import resident_bytes
from tests.waiting import eventually
from tests.workers.conftest import Workers
from tests.workers.conversation import kill, percentile
from tests.workers.crowd.crowd import Crowd
from tests.workers.crowd.person import Person

logger = logging.getLogger(__name__)

PEOPLE = int(os.environ.get("MEET_RETURNING", "100"))
PEOPLE_PER_ROOM = 10
AT_ONCE = 50
ALL_BACK_SECONDS, MOST_BACK_SECONDS = 30, 10
MOST_BYTES = 300 * 1024 * 1024


@pytest.mark.timeout(300)
def test_everybody_is_back_after_both_workers_were_killed(
    workers: Workers, crowd: Crowd, ann: User
) -> None:
    two = workers.start_two()
    servers = [worker.url for worker in two]
    rooms = [create_room(ann, f"Room {at}") for at in range(PEOPLE // PEOPLE_PER_ROOM)]
    people: list[Person] = []
    for number in range(PEOPLE):
        room = rooms[number // PEOPLE_PER_ROOM]
        people.append(crowd.add(Person(f"P {number}", servers, room.code, first=number % 2)))
        eventually(lambda: sum(not person.is_in_room for person in people) < AT_ONCE, 30)
    eventually(lambda: all(person.is_in_room for person in people), 30)

    killed_at = time.monotonic()
    for worker in two:
        kill(worker)
        revoke(workers.redis.url, worker.id)
    again = workers.start_two()
    started_at = time.monotonic()
    servers[:] = [worker.url for worker in again]
    eventually(lambda: all(person.entries[-1].at > killed_at for person in people), 60)
    took = [person.entries[-1].at - started_at for person in people]
    memory = [resident_bytes(worker.program.pid) for worker in again]
    figures = (max(took), percentile(took, 95), max(memory))
    logger.info("The last was back after %.1f s, p95 %.1f s; %d bytes a worker", *figures)
    assert max(took) <= ALL_BACK_SECONDS
    assert percentile(took, 95) <= MOST_BACK_SECONDS
    assert max(memory) <= MOST_BYTES
    for person in people:
        assert len({entry.participant_id for entry in person.entries}) == 1
