"""People who come back to another worker, by the pid or the token that their client kept."""

import json
import signal
from typing import Any

import pytest

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room, RoomSnapshot
from signaling.workers.leases import revoke
from tests.clients.raw import RawClient
from tests.protocol.joining import access_token
from tests.waiting import eventually
from tests.workers.conftest import Worker, Workers
from tests.workers.conversation import kill
from tests.workers.joining import join

Two = tuple[Worker, Worker]


def enter(worker: Worker, namespace: str, event: list[Any], pid: str = "") -> tuple[RawClient, str]:
    """Connect as a stock client, without a cookie, and join; return the client and its pid."""
    client = RawClient(worker.url)
    prefix = "" if namespace == "/" else f"{namespace},"
    client.send(f"0{prefix}{json.dumps({'pid': pid} if pid else {})}")
    answer = json.loads(client.receive().removeprefix(f"0{prefix}"))
    client.send(f"2{prefix}{json.dumps(event)}")
    return client, answer["pid"]


def stored_seats(room_key: str) -> list[dict[str, Any]]:
    row = RoomSnapshot.objects.filter(pk=room_key).first()
    seats: list[dict[str, Any]] = json.loads(bytes(row.state))["seats"] if row and row.state else []
    return seats


@pytest.mark.parametrize("is_killed", [True, False], ids=["killed", "stopped"])
@pytest.mark.parametrize(
    ("namespace", "event"),
    [
        ("/rtcio", ["join-room", {"roomId": "the garden", "name": "Gil"}]),
        ("/webrtc-demo", ["join_room", {"roomName": "the garden", "personName": "Gil"}]),
    ],
    ids=["rtc.io", "webrtc-demo"],
)
def test_a_stock_client_gets_its_seat_in_an_ad_hoc_room_back(
    workers: Workers, namespace: str, event: list[Any], is_killed: bool
) -> None:
    two = workers.start_two()
    gil, pid = enter(two[0], namespace, event)
    eventually(RoomSnapshot.objects.exists)
    key = RoomSnapshot.objects.get().pk
    eventually(lambda: len(stored_seats(key)) == 1)
    (before,) = stored_seats(key)
    if is_killed:
        kill(two[0])
        revoke(workers.redis.url, two[0].id)
    else:
        two[0].program.send(signal.SIGTERM)
    stranger, _ = enter(two[1], namespace, event)
    again, _ = enter(two[1], namespace, event, pid)
    eventually(lambda: len(stored_seats(key)) == 2)
    assert before["id"] in [seat["id"] for seat in stored_seats(key)]
    eventually(lambda: peer_of(key, before["id"]) not in {None, before["peer_id"]})
    for client in (gil, stranger, again):
        client.close()


def peer_of(key: str, seat_id: str) -> str | None:
    return next((seat["peer_id"] for seat in stored_seats(key) if seat["id"] == seat_id), None)


def test_a_waiting_room_outlives_its_home(workers: Workers, two: Two, ann: User) -> None:
    room = create_room(ann, "Waiting", waiting_room=True)
    token = {"token": access_token(ann)}
    host = two[0].connect(token)
    join(host, room)
    knocker, denied, admitted = (two[1].connect() for _ in range(3))
    waits = join(knocker, room, "Kim")
    denial = join(denied, room, "Deb")
    seat = join(admitted, room, "Adam")
    assert host.call("deny-participant", {"targetId": denial["participantId"]})["success"]
    assert host.call("admit-participant", {"targetId": seat["participantId"]})["success"]
    assert host.call("mute-participant", {"targetId": seat["participantId"]})["success"]
    eventually(lambda: is_known(room, "knocks", waits["participantId"]))
    kill(two[0])
    revoke(workers.redis.url, two[0].id)
    host = two[1].connect(token)
    joined = join(host, room)
    assert [one["participantId"] for one in joined["waiting"]] == [waits["participantId"]]
    assert [one["isMuted"] for one in joined["participants"]] == [True]
    # The new home lets a client connect again that has no place any more.
    again = two[1].connect()
    token_of_denied = denial["participantToken"]
    assert join(again, room, "Deb", participantToken=token_of_denied)["reason"] == "KNOCK_DENIED"
    assert host.call("admit-participant", {"targetId": waits["participantId"]})["success"]
    assert knocker.expect("room-joined")["participantId"] == waits["participantId"]


def is_known(room: Room, kind: str, participant_id: str) -> bool:
    state = bytes(RoomSnapshot.objects.get(pk=str(room.pk)).state)
    return bool(state) and participant_id in json.dumps(json.loads(state)[kind])
