"""One of two workers is killed while everybody talks: nothing that was acknowledged is lost."""

import time

import pytest

from rooms.models import Room
from signaling.workers.leases import revoke
from tests.protocol.joining import access_token
from tests.waiting import eventually
from tests.workers.conftest import Workers
from tests.workers.conversation import (
    BACK_SECONDS,
    assert_all_have_the_same_chat,
    begin_to_talk,
    gather,
    kill,
    stop_talking,
    wait_until_back,
)
from tests.workers.crowd.crowd import Crowd
from tests.workers.crowd.talking import Talker
from tests.workers.joining import join

GONE_SECONDS = 20
# A worker that nobody revokes is taken for dead 4 s after its end at the earliest.
REVOKED_BACK_SECONDS = 4


@pytest.mark.parametrize(
    ("is_home", "is_revoked"),
    [(True, True), (True, False), (False, True)],
    ids=["home that its parent revokes", "home that lapses", "edge that its parent revokes"],
)
def test_nothing_acknowledged_is_lost_when_a_worker_is_killed(
    workers: Workers, crowd: Crowd, room: Room, is_home: bool, is_revoked: bool
) -> None:
    two = workers.start_two()
    dying, living = two if is_home else two[::-1]
    servers = [worker.url for worker in two]
    people = gather(crowd, room, servers, 6, host_token=access_token(room.host))
    lost = [person for person in people if person.entries[0].url == dying.url]
    staying = [person for person in people if person.entries[0].url == living.url]
    gone = crowd.add(Talker("Gone", [dying.url], room.code))
    eventually(lambda: gone.is_in_room)
    decide(crowd, people[0], lost[-1])
    begin_to_talk(crowd, people)
    eventually(lambda: all(len(person.acknowledged) > 3 for person in people))

    killed_at = time.monotonic()
    kill(dying)
    if is_revoked:
        revoke(workers.redis.url, dying.id)
    crowd.run(gone.leave())
    took = wait_until_back(lost, killed_at)
    assert took <= (REVOKED_BACK_SECONDS if is_revoked else BACK_SECONDS)
    eventually(lambda: all(is_told(person, gone.peer_id) for person in people), GONE_SECONDS)
    assert time.monotonic() - killed_at < GONE_SECONDS

    stop_talking(people)
    assert_all_have_the_same_chat(people, room)
    for person in staying:
        assert len(person.entries) == 1
        assert person.losses == []
        # Redis tells of the end within 2 s, and messages are held for 5 s.
        assert not (is_revoked and person.refusals)
    for person in people:
        assert person.received("user-left") == []
        assert len({entry.participant_id for entry in person.entries}) == 1
    assert people[0].entries[-1].joined["role"] == "host"
    assert lost[-1].entries[-1].joined["self"]["isMuted"]
    assert join(living.connect(), room, "Newcomer")["reason"] == "ROOM_LOCKED"


def decide(crowd: Crowd, host: Talker, muted: Talker) -> None:
    """Let the host mute somebody and lock the room; both are acknowledged."""
    assert host.connection is not None
    target = {"targetId": muted.entries[-1].participant_id}
    for name, body in (("mute-participant", target), ("lock-room", {"locked": True})):
        assert crowd.run(host.connection.call(name, body))["success"]


def is_told(person: Talker, peer_id: str) -> bool:
    """Tell whether a person knows that a peer is not connected."""
    events = person.received("participant-reconnecting")
    shown = person.entries[-1].joined["participants"]
    is_seen_lost = any(one["isReconnecting"] for one in shown if one["socketId"] == peer_id)
    return is_seen_lost or any(event["socketId"] == peer_id for event in events)
