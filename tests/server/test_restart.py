"""A meeting continues on the next server process, after a stop or a kill."""

import json
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Meeting, Room, RoomSnapshot, Seat
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.clients.flavours import PLAIN
from tests.clients.raw import RawClient
from tests.protocol.joining import access_token
from tests.server.running import Program, served
from tests.waiting import eventually

# Seats are held as long as in production, and only one server may run.
CHANGED = {"SEVERAL_SERVERS": "false", "HOLD_SECONDS": "60", "HOST_HOLD_SECONDS": "60"}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ann() -> User:
    return User.objects.create_user("ann@example.org", display_name="Ann")


@pytest.fixture
def room(ann: User) -> Room:
    return create_room(ann, "Planning", waiting_room=True)


@contextmanager
def running(database_url: str, log: Path) -> Iterator[tuple[Program, Connecting]]:
    """Run a server; give it, and the function that connects clients to it."""
    with served(database_url, log, changed=CHANGED) as (program, port), ExitStack() as leaving:
        yield program, Connecting(f"http://127.0.0.1:{port}", PLAIN, _no_node, leaving)


def _no_node() -> Any:
    raise AssertionError("these clients are written in Python")


def join(client: Client, room: Room, **fields: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.call(
        "join-room", {"roomCode": room.code, "capabilities": ["seats"], **fields}
    )
    return answer


def let_in(host: Client, connect: Connecting, room: Room, name: str) -> tuple[Client, Any]:
    """Let a guest knock and admit it; return its client and its `room-joined`."""
    client = connect()
    placed = join(client, room, displayName=name)
    assert host.call("admit-participant", {"targetId": placed["participantId"]})["success"]
    return client, client.expect("room-joined")


def stored_state(room: Room) -> dict[str, Any]:
    row = RoomSnapshot.objects.filter(room_key=str(room.pk)).first()
    return json.loads(bytes(row.state)) if row is not None else {"seats": [], "knocks": []}


def test_a_killed_server_forgets_nothing_that_is_older_than_a_second(
    database_url: str, tmp_path: Path, ann: User, room: Room
) -> None:
    token = {"token": access_token(ann)}
    with running(database_url, tmp_path / "first") as (program, connect):
        host = connect(token)
        join(host, room)
        bo, bo_joined = let_in(host, connect, room, "Bo")
        _, cy_joined = let_in(host, connect, room, "Cy")
        _, dee_joined = let_in(host, connect, room, "Dee")
        for client, event, body in (
            (bo, "toggle-hand-raise", {"raised": True}),
            (host, "mute-participant", {"targetId": cy_joined["participantId"]}),
            (host, "remove-participant", {"targetId": dee_joined["participantId"]}),
        ):
            assert client.call(event, body)["success"], event
        eve = join(connect(), room, displayName="Eve")
        assert host.call("lock-room", {"locked": True})["success"]
        eventually(lambda: len(stored_state(room)["knocks"]) == 1)
        eventually(lambda: len(stored_state(room)["seats"]) == 3)
        program.send(signal.SIGKILL)
        assert program.exit_code() == -signal.SIGKILL

    with running(database_url, tmp_path / "second") as (_, connect):
        host = connect(token)
        joined = join(host, room)
        people = {one["displayName"]: one for one in joined["participants"]}
        assert joined["locked"]
        assert set(people) == {"Bo", "Cy"}
        assert all(one["isReconnecting"] for one in people.values())
        assert people["Bo"]["isHandRaised"]
        assert people["Cy"]["isMuted"]
        assert [one["displayName"] for one in joined["waiting"]] == ["Eve"]

        bo_token = bo_joined["participantToken"]
        again = join(connect(), room, displayName="Bo", participantToken=bo_token)
        assert again["participantId"] == bo_joined["participantId"]
        assert again["self"]["isHandRaised"]
        resumed = host.expect("participant-resumed")
        assert resumed["participantId"] == bo_joined["participantId"]
        assert resumed["oldSocketId"] == bo.peer_id

        waits = join(connect(), room, displayName="Eve", participantToken=eve["participantToken"])
        assert waits["participantId"] == eve["participantId"]
        dee_token = dee_joined["participantToken"]
        removed = join(connect(), room, displayName="Dee", participantToken=dee_token)
        assert (removed["success"], removed["reason"]) == (False, "ROOM_LOCKED")
        newcomer = join(connect(), room, displayName="Fay")
        assert (newcomer["success"], newcomer["reason"]) == (False, "ROOM_LOCKED")
    assert Meeting.objects.get().ended_at is None


def test_a_mute_and_a_denial_by_a_host_survive_a_crash_right_after_them(
    database_url: str, tmp_path: Path, ann: User, room: Room
) -> None:
    token = {"token": access_token(ann)}
    with running(database_url, tmp_path / "first") as (program, connect):
        host = connect(token)
        join(host, room)
        _, bo = let_in(host, connect, room, "Bo")
        cy = join(connect(), room, displayName="Cy")
        assert host.call("deny-participant", {"targetId": cy["participantId"]})["success"]
        assert host.call("mute-participant", {"targetId": bo["participantId"]})["success"]
        program.send(signal.SIGKILL)
        program.exit_code()
    with running(database_url, tmp_path / "second") as (_, connect):
        (muted,) = join(connect(token), room)["participants"]
        assert muted["isMuted"]
        cy_token = cy["participantToken"]
        denied = join(connect(), room, displayName="Cy", participantToken=cy_token)
        assert denied["reason"] == "KNOCK_DENIED"


def test_a_stopped_server_continues_its_meetings_too(
    database_url: str, tmp_path: Path, ann: User, room: Room
) -> None:
    token = {"token": access_token(ann)}
    with running(database_url, tmp_path / "first") as (_, connect):
        first = join(connect(token), room)
    with running(database_url, tmp_path / "second") as (_, connect):
        second = join(connect(token), room)
    assert second["participantId"] == first["participantId"]
    assert second["meetingId"] == first["meetingId"]
    assert Seat.objects.count() == 1


def test_nobody_returns_to_a_meeting_that_ended_before(
    database_url: str, tmp_path: Path, ann: User, room: Room
) -> None:
    token = {"token": access_token(ann)}
    with running(database_url, tmp_path / "first") as (program, connect):
        host = connect(token)
        first = join(host, room)
        eventually(lambda: len(stored_state(room)["seats"]) == 1)
        host.call("leave-room", {})
        program.send(signal.SIGKILL)
        program.exit_code()
    with running(database_url, tmp_path / "second") as (_, connect):
        second = join(connect(token), room)
    assert second["meetingId"] != first["meetingId"]
    assert Meeting.objects.count() == 2


def connect_raw(connect: Connecting, **auth: Any) -> tuple[RawClient, dict[str, Any]]:
    """Connect as a stock client does, and return the answer to CONNECT."""
    client = RawClient(connect.url)
    client.send(f"0{json.dumps(auth)}")
    return client, json.loads(client.receive().removeprefix("0"))


def test_a_guest_without_a_cookie_is_recognised_by_the_pid(
    database_url: str, tmp_path: Path, room: Room
) -> None:
    room.settings.waiting_room = False
    room.settings.save()
    join_as_gil = ("join-room", {"roomCode": room.code, "displayName": "Gil"})
    with running(database_url, tmp_path / "first") as (program, connect):
        client, connected = connect_raw(connect)
        first = client.call(*join_as_gil)
        eventually(lambda: len(stored_state(room)["seats"]) == 1)
        assert connected["pid"] not in json.dumps(stored_state(room))
        program.send(signal.SIGKILL)
        program.exit_code()
        client.close()
    with running(database_url, tmp_path / "second") as (_, connect):
        stranger, _ = connect_raw(connect, pid="another")
        again, reconnected = connect_raw(connect, pid=connected["pid"])
        assert reconnected["sid"] != connected["sid"]
        assert again.call(*join_as_gil)["participantId"] == first["participantId"]
        assert stranger.call(*join_as_gil)["participantId"] != first["participantId"]
        for one in (stranger, again):
            one.close()
