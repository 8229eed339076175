"""People of one room at different workers: one of the workers is the home of the room."""

import signal

from accounts.models import User
from rooms.models import Room, RoomSnapshot
from tests.protocol.joining import access_token
from tests.waiting import eventually
from tests.workers.conftest import Worker
from tests.workers.joining import join

Two = tuple[Worker, Worker]


def test_people_at_two_workers_are_in_one_room(two: Two, room: Room) -> None:
    bo, cy = two[0].connect(), two[1].connect()
    assert join(bo, room, "Bo")["success"]
    joined = join(cy, room, "Cy")
    assert [one["displayName"] for one in joined["participants"]] == ["Bo"]
    assert bo.expect("user-joined")["participant"]["displayName"] == "Cy"
    bo.emit("ice-candidate", {"targetId": cy.peer_id, "candidate": {"candidate": "a"}})
    assert cy.expect("ice-candidate")["senderId"] == bo.peer_id
    cy.emit("ice-candidate", {"targetId": bo.peer_id, "candidate": {"candidate": "b"}})
    assert bo.expect("ice-candidate")["senderId"] == cy.peer_id
    claim = RoomSnapshot.objects.get()
    assert claim.worker == two[0].id


def test_what_one_says_everybody_hears_in_the_same_order(two: Two, room: Room) -> None:
    bo, cy = two[0].connect(), two[1].connect()
    join(bo, room, "Bo"), join(cy, room, "Cy")
    for number in range(20):
        for one in (bo, cy):
            one.ask("chat-message", {"content": f"{number} of {one.peer_id}"})
    for one in (bo, cy):
        one.settle()
    texts = [[m["content"] for m in one.received("chat-message")] for one in (bo, cy)]
    assert len(texts[0]) == 40
    assert texts[0] == texts[1]


def test_a_host_at_another_worker_decides(two: Two, room: Room, ann: User) -> None:
    bo = two[0].connect()
    join(bo, room, "Bo")
    host = two[1].connect({"token": access_token(ann)})
    assert join(host, room)["success"]
    assert host.call("lock-room", {"locked": True})["success"]
    assert bo.expect("room-locked") == {"locked": True}
    for worker in two:
        refused = join(worker.connect(), room, "Dee")
        assert (refused["success"], refused["reason"]) == (False, "ROOM_LOCKED")
    assert host.call("remove-participant", {"targetId": bo.peer_id})["success"]
    bo.expect("force-disconnect")
    bo.wait_closed()


def test_a_spotlight_of_a_host_at_another_worker_is_seen_by_all(
    two: Two, room: Room, ann: User
) -> None:
    bo = two[0].connect()
    seat_id = join(bo, room, "Bo")["participantId"]
    host = two[1].connect({"token": access_token(ann)})
    join(host, room)
    assert bo.call("set-spotlight", {"participantId": seat_id})["code"] == "NOT_AUTHORIZED"
    assert host.call("set-spotlight", {"participantId": "x"})["code"] == "PEER_NOT_FOUND"
    assert host.call("set-spotlight", {"participantId": seat_id})["success"]
    for one in (bo, host):
        assert one.expect("spotlight-changed") == {"participantId": seat_id}
    for worker in two:
        assert join(worker.connect(), room, "Dee")["spotlight"] == seat_id
    two[0].program.send(signal.SIGTERM)
    eventually(lambda: RoomSnapshot.objects.get().worker == two[1].id)
    assert join(two[1].connect(), room, "Eve")["spotlight"] == seat_id


def test_the_last_person_who_leaves_gives_the_room_back(two: Two, room: Room) -> None:
    bo, cy = two[0].connect(), two[1].connect()
    join(bo, room, "Bo"), join(cy, room, "Cy")
    assert bo.call("leave-room", {})["success"]
    assert cy.call("leave-room", {})["success"]
    eventually(lambda: not RoomSnapshot.objects.exists())
    join(cy, room, "Cy")
    assert RoomSnapshot.objects.get().worker == two[1].id
