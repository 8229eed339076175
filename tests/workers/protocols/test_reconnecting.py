"""A guest whose connection was lost, and whose next one reaches the other worker."""

import json
from contextlib import closing

from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.clients.raw import RawClient
from tests.servers.two_workers import TwoWorkers
from tests.workers.joining import join


def enter(client: RawClient, room: Room, **auth: str) -> tuple[str, str]:
    """Connect and join; return the seat, and the secret of the connection."""
    client.send(f"0{json.dumps(auth)}")
    pid = json.loads(client.receive().removeprefix("0"))["pid"]
    joined = client.call(
        "join-room", {"roomCode": room.code, "displayName": "Cy", "capabilities": ["seats"]}
    )
    assert joined["success"], joined
    return joined["participantId"], pid


def test_a_guest_gets_the_seat_back_at_another_worker(
    meet: TwoWorkers, connect: Connecting, room: Room
) -> None:
    bo = connect()
    join(bo, room, "Bo")
    with closing(RawClient(meet.url(1))) as first:
        seat, pid = enter(first, room)
    with closing(RawClient(meet.url(2))) as second:
        assert enter(second, room, pid=pid)[0] == seat
        assert bo.received("user-left") == []
        assert bo.expect("participant-resumed")["participantId"] == seat
