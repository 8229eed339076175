r"""Random faults, one after the other, while people in several rooms talk; then all must agree.

No run of all tests includes this search, because it takes long and its faults depend on chance:

    FAULTS=50 .venv/bin/pytest --database=postgresql -n 0 --log-cli-level=INFO \
        tests/workers/random_faults.py

`FAULT_SEED` repeats the faults of a run, but not their timing. `ONLY="kill freeze"` limits them.
"""

import logging
import os
import random
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
import redis

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.servers.postgres import end_connections
from tests.servers.redis import Redis
from tests.servers.two_workers import SLOTS, TwoWorkers, two_workers
from tests.waiting import eventually
from tests.workers.conversation import (
    assert_all_have_the_same_chat,
    begin_to_talk,
    enter_one_by_one,
)
from tests.workers.crowd.crowd import Crowd
from tests.workers.crowd.person import Person

logger = logging.getLogger(__name__)

ROOMS, PEOPLE_IN_A_ROOM = 3, 5
# Two workers that start on a busy machine need most of it.
AGREE_SECONDS = 90
# People notice a closed connection, and come back, only after this time.
NOTICED_SECONDS = 1.5


class Faults:
    def __init__(self, running: TwoWorkers, redis_server: Redis, chance: random.Random) -> None:
        self._running = running
        self._redis = redis_server
        self._chance = chance
        self._kinds = [
            self.kill,
            self.stop,
            self.freeze,
            self.replace_workers,
            self.hang_redis,
            self.restart_redis,
            self.empty_redis,
            self.drop_database_connections,
        ]

    def happen(self) -> str:
        """Let one fault happen until its end, and return its name."""
        only = os.environ.get("ONLY", "").split()
        kinds = [kind for kind in self._kinds if not only or kind.__name__ in only]
        fault = self._chance.choice(kinds)
        fault()
        return fault.__name__

    def kill(self) -> None:
        self._signal_worker(signal.SIGKILL)
        time.sleep(self._chance.random())

    def stop(self) -> None:
        self._signal_worker(signal.SIGTERM)
        time.sleep(self._chance.random())

    def freeze(self) -> None:
        process = self._signal_worker(signal.SIGSTOP)
        time.sleep(self._chance.choice([1.0, 5.0, 9.0]))
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)

    def replace_workers(self) -> None:
        self._running.program.send(signal.SIGHUP)
        time.sleep(5 * self._chance.random())

    def hang_redis(self) -> None:
        self._redis.send(signal.SIGSTOP)
        time.sleep(self._chance.choice([0.5, 3.0, 8.0]))
        self._redis.send(signal.SIGCONT)

    def restart_redis(self) -> None:
        self._redis.stop(signal.SIGKILL)
        time.sleep(self._chance.choice([0.1, 3.0]))
        self._redis.start()

    def empty_redis(self) -> None:
        with redis.Redis.from_url(self._redis.url) as client:
            client.flushall()

    def drop_database_connections(self) -> None:
        end_connections()

    def _signal_worker(self, number: signal.Signals) -> int:
        """Send a signal to the newest process of a slot, which may have ended; return its id."""
        process = self._running.worker(self._chance.choice(SLOTS))[1]
        with suppress(ProcessLookupError):
            os.kill(process, number)
        return process


@pytest.fixture
def running(
    transactional_db: None, database_url: str, redis_server: Redis, tmp_path: Path
) -> Iterator[TwoWorkers]:
    with two_workers(database_url, redis_server.url, tmp_path / "log") as workers:
        yield workers


@pytest.fixture
def rooms(ann: User) -> list[Room]:
    return [create_room(ann, f"Room {number}") for number in range(ROOMS)]


@pytest.mark.timeout(7200)
def test_everybody_agrees_after_random_faults(
    running: TwoWorkers, redis_server: Redis, crowd: Crowd, rooms: Sequence[Room]
) -> None:
    seed = int(os.environ.get("FAULT_SEED") or random.randrange(10**6))  # noqa: S311 not a secret
    logger.info("FAULT_SEED=%d", seed)
    chance = random.Random(seed)  # noqa: S311 not a secret
    servers = [f"http://127.0.0.1:{running.port}"]
    groups = [enter_one_by_one(crowd, room.code, servers, PEOPLE_IN_A_ROOM) for room in rooms]
    talkers = [person for people in groups for person in people]
    for people in groups:
        begin_to_talk(crowd, people)
    eventually(lambda: all(len(one.received("chat-message")) > 3 for one in talkers))

    faults = Faults(running, redis_server, chance)
    for number in range(int(os.environ.get("FAULTS", "10"))):
        began = time.monotonic()
        names = [faults.happen() for _ in range(chance.choice([1, 1, 2]))]
        time.sleep(NOTICED_SECONDS)
        eventually(lambda: all(map(agree, groups)), AGREE_SECONDS)
        took = time.monotonic() - began
        logger.info("%d: %s, %.1f s", number + 1, " and ".join(names), took)

    for person in talkers:
        person.is_talking = False
    eventually(lambda: all(person.is_settled for person in talkers), AGREE_SECONDS)
    for room, people in zip(rooms, groups, strict=True):
        assert_all_have_the_same_chat(people, room)
    for person in talkers:
        assert person.received("user-left") == []
        assert len({entry.participant_id for entry in person.entries}) == 1


def agree(people: Sequence[Person]) -> bool:
    """Tell whether everybody is in the room, and shows exactly the others as connected."""
    everybody = {person.peer_id for person in people if person.is_in_room}
    return len(everybody) == len(people) and all(
        shown_peers(person) == everybody - {person.peer_id} for person in people
    )


def shown_peers(person: Person) -> set[str]:
    """Return the peers that a client shows as connected, by the events that it has received."""
    shown: dict[str, str] = {}
    for event in list(person.events):
        body = event.payload
        match event.name:
            case "room-joined":
                others = body["participants"]
                there = [one for one in others if not one["isReconnecting"]]
                shown = {one["participantId"]: one["socketId"] for one in there}
            case "user-joined":
                joined = body["participant"]
                shown[joined["participantId"]] = joined["socketId"]
            case "participant-resumed":
                shown[body["participantId"]] = body["socketId"]
            case "participant-reconnecting" | "user-left":
                gone = body["socketId"]
                shown = {seat: peer for seat, peer in shown.items() if peer != gone}
    return set(shown.values())
