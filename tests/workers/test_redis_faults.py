"""Redis hangs, is killed, or loses everything: calls go on, and then all is as before."""

import signal
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

import pytest
import redis as redis_client
import requests

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.servers.redis import Redis
from tests.waiting import eventually
from tests.workers.conftest import Worker, Workers
from tests.workers.conversation import (
    assert_all_have_the_same_chat,
    begin_to_talk,
    gather,
    stop_talking,
)
from tests.workers.crowd.crowd import Crowd
from tests.workers.crowd.person import Person
from tests.workers.crowd.talking import Talker
from tests.workers.joining import join
from tests.workers.measuring import STALL_SECONDS, longest_answer, relayed_within

Two = tuple[Worker, Worker]

AWAY_SECONDS = 8
# The bar of 0.5 s, and as much again for a machine that is busy with other tests.
CHAT_SECONDS = 1.0
FILLED_SECONDS = 5


def hang(server: Redis) -> None:
    server.send(signal.SIGSTOP)


def wake(server: Redis) -> None:
    server.send(signal.SIGCONT)


def kill(server: Redis) -> None:
    server.stop(signal.SIGKILL)


# How Redis goes away, and how it comes back.
FAULTS: Mapping[str, tuple[Callable[[Redis], None], Callable[[Redis], None]]] = MappingProxyType(
    {"hangs": (hang, wake), "is killed": (kill, Redis.start)}
)


@pytest.mark.parametrize(("begin", "end"), FAULTS.values(), ids=FAULTS)
def test_a_call_goes_on_while_redis_is_away(
    workers: Workers,
    crowd: Crowd,
    room: Room,
    begin: Callable[[Redis], None],
    end: Callable[[Redis], None],
) -> None:
    servers = [worker.url for worker in workers.start_two()]
    people = gather(crowd, room, servers, 6)
    at_home, at_edge = people[0::2], people[1::2]
    begin_to_talk(crowd, at_home)
    begin_to_talk(crowd, at_edge)
    eventually(lambda: all(len(person.acknowledged) > 1 for person in people))

    away_at = time.monotonic()
    begin(workers.redis)
    enter_meanwhile(crowd, room, servers)
    assert_pages_are_answered(servers)
    eventually(lambda: all(code_of_last(person) == "UNAVAILABLE" for person in at_edge))
    eventually(lambda: time.monotonic() - away_at > AWAY_SECONDS)
    assert longest_answer(at_home, away_at, time.monotonic() - CHAT_SECONDS) <= CHAT_SECONDS
    assert [person.name for person in at_home if person.refusals] == []
    said = {key for person in at_home for key in person.acknowledged.values()}
    back_at = time.monotonic()
    end(workers.redis)
    eventually(lambda: all(said <= set(person.heard()) for person in at_edge), FILLED_SECONDS)
    assert time.monotonic() - back_at <= FILLED_SECONDS

    stop_talking(people)
    assert_all_have_the_same_chat(people, room)
    assert relayed_within(at_home, away_at, back_at) <= STALL_SECONDS
    assert [person.name for person in people if person.losses] == []


def enter_meanwhile(crowd: Crowd, room: Room, servers: list[str]) -> None:
    """Let somebody enter a room of the same worker, and a room that is new."""
    for one, server in ((room, servers[0]), (create_room(room.host, "New"), servers[1])):
        person = crowd.add(Person("Newcomer", [server], one.code))
        eventually(lambda person=person: person.is_in_room, 5)


def assert_pages_are_answered(servers: list[str]) -> None:
    for server in servers:
        page = requests.get(f"{server}/", timeout=5)
        assert page.status_code == 200


def code_of_last(person: Talker) -> str:
    return person.refusals[-1].payload["code"] if person.refusals else ""


def test_nothing_is_lost_when_redis_loses_everything(
    workers: Workers, two: Two, crowd: Crowd, room: Room
) -> None:
    people = gather(crowd, room, [worker.url for worker in two], 4)
    begin_to_talk(crowd, people)
    eventually(lambda: all(len(person.acknowledged) > 1 for person in people))
    flushed_at = time.monotonic()
    with redis_client.Redis.from_url(workers.redis.url) as connection:
        connection.flushall()
    # A lease that is missing for longer than this would be taken for lapsed.
    eventually(lambda: time.monotonic() - flushed_at > AWAY_SECONDS)
    end = time.monotonic()
    stop_talking(people)
    assert longest_answer(people, flushed_at, end) <= CHAT_SECONDS
    assert_all_have_the_same_chat(people, room)
    assert relayed_within(people, flushed_at, end) <= STALL_SECONDS
    for person in people:
        assert (person.losses, person.refusals) == ([], [])


def test_limits_count_on_while_redis_is_away(workers: Workers, ann: User) -> None:
    worker = workers.start(UNKNOWN_CODES="3")
    workers.redis.stop(signal.SIGKILL)
    guest = worker.connect()
    assert join(guest, create_room(ann, "New"), "Bo")["success"]
    codes = [f"K7M2Q{number}" for number in range(2, 7)]
    answers = [
        requests.get(f"{worker.url}/api/rooms/code/{code}", timeout=5).status_code for code in codes
    ]
    assert answers == [404, 404, 404, 429, 429]
