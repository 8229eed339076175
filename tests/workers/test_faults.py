"""A worker dies, stops, or loses Redis: the meetings go on."""

import json
import signal
import uuid

from accounts.models import User
from rooms.models import Room, RoomSnapshot
from tests.protocol.joining import access_token
from tests.waiting import eventually
from tests.workers.conftest import Worker, Workers
from tests.workers.joining import join

Two = tuple[Worker, Worker]


def kill(worker: Worker) -> None:
    worker.program.send(signal.SIGKILL)
    worker.program.exit_code()


def is_stored(room: Room, field: str) -> bool:
    """Tell whether the stored state has a seat with a value in this field."""
    state = bytes(RoomSnapshot.objects.get(pk=str(room.pk)).state)
    return bool(state) and any(seat.get(field) for seat in json.loads(state)["seats"])


def test_people_of_the_other_worker_stay_when_the_home_is_killed(
    two: Two, room: Room, ann: User
) -> None:
    host = two[1].connect({"token": access_token(ann)})
    cy = two[0].connect()
    dee = two[1].connect()
    join(cy, room, "Cy")
    join(host, room), join(dee, room, "Dee")
    assert RoomSnapshot.objects.get().worker == two[0].id
    assert host.call("lock-room", {"locked": True})["success"]
    assert dee.call("toggle-hand-raise", {"raised": True})["success"]
    eventually(lambda: is_stored(room, "hand_raised_at"))
    kill(two[0])
    key = str(uuid.uuid4())
    eventually(
        lambda: host.call("chat-message", {"content": "still here", "key": key})["success"], 20
    )
    assert dee.expect("chat-message")["content"] == "still here"
    assert RoomSnapshot.objects.get().worker == two[1].id
    assert host.expect("participant-reconnecting")["socketId"] == cy.peer_id
    refused = join(two[1].connect(), room, "Eve")
    assert refused["reason"] == "ROOM_LOCKED"
    assert not host.is_closed
    assert not dee.is_closed


def test_people_of_a_killed_edge_are_lost_and_come_back(two: Two, room: Room) -> None:
    bo, cy = two[0].connect(), two[1].connect()
    join(bo, room, "Bo")
    first = join(cy, room, "Cy")
    kill(two[1])
    assert bo.expect("participant-reconnecting")["socketId"] == cy.peer_id
    again = join(two[0].connect(), room, "Cy", participantToken=first["participantToken"])
    assert again["participantId"] == first["participantId"]
    assert bo.expect("participant-resumed")["oldSocketId"] == cy.peer_id
    assert bo.received("user-left") == []


def test_a_stopped_home_gives_its_rooms_to_the_other_worker(two: Two, room: Room) -> None:
    bo, cy = two[0].connect(), two[1].connect()
    first = join(bo, room, "Bo")
    join(cy, room, "Cy")
    two[0].program.send(signal.SIGTERM)
    eventually(lambda: RoomSnapshot.objects.get().worker == two[1].id)
    again = join(two[1].connect(), room, "Bo", participantToken=first["participantToken"])
    assert again["participantId"] == first["participantId"]
    assert cy.call("chat-message", {"content": "hello"})["success"]
    assert cy.received("user-left") == []
    assert cy.expect("participant-resumed")["oldSocketId"] == bo.peer_id


def test_who_understands_two_pictures_is_known_to_the_next_home(two: Two, room: Room) -> None:
    bo, cy = two[0].connect(), two[1].connect()
    first = join(bo, room, "Bo")
    join(cy, room, "Cy", capabilities=["seats", "two-pictures"])
    assert bo.expect("user-joined")["participant"]["hasTwoPictures"] is True
    two[0].program.send(signal.SIGTERM)
    eventually(lambda: RoomSnapshot.objects.get().worker == two[1].id)
    back = two[1].connect()
    again = join(back, room, "Bo", participantToken=first["participantToken"])
    assert [one["hasTwoPictures"] for one in again["participants"]] == [True]
    sources = {"2": "screen"}
    cy.call("offer", {"targetId": back.peer_id, "sdp": {"type": "offer"}, "sources": sources})
    assert back.expect("offer")["sources"] == sources


def test_a_call_within_a_home_goes_on_without_redis(workers: Workers, two: Two, room: Room) -> None:
    bo, cy, dee = two[0].connect(), two[0].connect(), two[1].connect()
    join(bo, room, "Bo"), join(cy, room, "Cy"), join(dee, room, "Dee")
    workers.redis.stop(signal.SIGKILL)
    assert bo.call("chat-message", {"content": "one", "key": "a" * 16})["success"]
    assert cy.expect("chat-message")["content"] == "one"
    waiting = dee.ask("chat-message", {"content": "two"})
    assert dee.answer(waiting)["code"] == "UNAVAILABLE"
    workers.redis.start()
    assert dee.expect("chat-message")["content"] == "one"
    eventually(lambda: dee.call("chat-message", {"content": "three"})["success"])
    assert bo.expect("chat-message", content="three")
