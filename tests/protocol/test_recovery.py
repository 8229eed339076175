"""A lost connection is recovered only by its owner; see `tests/server` for the rest."""

import json
from typing import Any

import pytest

from accounts.models import User
from rooms.models import Room
from tests.clients.raw import RawClient
from tests.protocol.joining import ConnectRaw, Enter, NewAccount, access_token
from tests.servers.meet import MeetServer


def entered(connect_raw: ConnectRaw, auth: dict[str, Any]) -> tuple[RawClient, dict[str, Any]]:
    """Send CONNECT; return the client and the answer."""
    client = connect_raw()
    client.send(f"0{json.dumps(auth)}")
    return client, json.loads(client.receive().removeprefix("0"))


@pytest.fixture
def bob(new_account: NewAccount) -> User:
    return new_account("Bob")


def test_a_pid_recovers_nothing_for_another_account(connect_raw: ConnectRaw, ann: User, bob: User):
    client, known = entered(connect_raw, {"token": access_token(bob)})
    client.close()

    _, other = entered(connect_raw, {"token": access_token(ann), "pid": known["pid"]})

    assert other["sid"] != known["sid"]
    assert other["pid"] != known["pid"]


def test_a_pid_of_an_account_recovers_nothing_for_a_guest(connect_raw: ConnectRaw, bob: User):
    client, known = entered(connect_raw, {"token": access_token(bob)})
    client.close()

    _, guest = entered(connect_raw, {"displayName": "Bob", "pid": known["pid"]})

    assert guest["sid"] != known["sid"]


def test_a_stolen_pid_does_not_affect_a_connected_account(
    connect_raw: ConnectRaw, ann: User, bob: User
):
    client, known = entered(connect_raw, {"token": access_token(bob)})

    _, other = entered(connect_raw, {"token": access_token(ann), "pid": known["pid"]})

    assert other["sid"] != known["sid"]
    assert client.call("nonsense")["code"] == "UNKNOWN_EVENT"


def test_an_account_recovers_with_its_token(connect_raw: ConnectRaw, bob: User):
    client, known = entered(connect_raw, {"token": access_token(bob)})
    client.close()

    assert entered(connect_raw, {"token": access_token(bob), "pid": known["pid"]})[1] == known


def test_an_invalid_token_is_refused_and_the_connection_stays_recoverable(
    connect_raw: ConnectRaw, bob: User
):
    client, known = entered(connect_raw, {"token": access_token(bob)})
    client.close()

    refused = connect_raw()
    refused.send(f'0{{"token":"garbage","pid":"{known["pid"]}"}}')
    assert json.loads(refused.receive().removeprefix("4"))["code"] == "INVALID_TOKEN"

    assert entered(connect_raw, {"token": access_token(bob), "pid": known["pid"]})[1] == known


def test_a_guest_recovers_with_the_pid_alone(connect_raw: ConnectRaw):
    client, known = entered(connect_raw, {"displayName": "Gil"})
    client.close()

    assert entered(connect_raw, {"pid": known["pid"]})[1] == known


def test_a_recovered_client_has_the_same_seat(
    connect_raw: ConnectRaw, enter: Enter, room: Room, bob: User
):
    host = enter(room.host)
    client, known = entered(connect_raw, {"token": access_token(bob)})
    client.call("join-room", {"roomCode": room.code})
    client.close()
    host.call("chat-message", {"content": "Are you there?"})

    back, _ = entered(connect_raw, {"token": access_token(bob), "pid": known["pid"]})

    while not (packet := back.receive()).startswith('2["chat-message"'):
        assert packet, "closed before the message came"
    assert json.loads(packet[1:])[1]["content"] == "Are you there?"
    assert back.call("toggle-hand-raise", {"raised": True}) == {"success": True}
    assert host.expect("user-hand-raised")["socketId"] == known["sid"]
    assert host.received("user-left") == []


def test_nobody_is_told_of_a_leave_if_a_recovered_client_joins_again(
    connect_raw: ConnectRaw, enter: Enter, room: Room, bob: User
):
    host = enter(room.host)
    client, known = entered(connect_raw, {"token": access_token(bob)})
    client.call("join-room", {"roomCode": room.code})
    client.close()
    back, _ = entered(connect_raw, {"token": access_token(bob), "pid": known["pid"]})

    back.send(f"2{json.dumps(['join-room', {'roomCode': room.code}])}")

    # The others close their peer connections to this client, and it closes its old ones.
    assert host.expect("user-left")["socketId"] == known["sid"]
    assert host.expect("user-joined")["participant"]["socketId"] == known["sid"]
    received = []
    while not received or received[-1][0] != "room-joined":
        received.append(json.loads(back.receive()[1:]))
    assert "user-left" not in [name for name, *_ in received]


def test_a_late_recovery_with_a_join_is_one_leave_and_one_join(
    connect_raw: ConnectRaw, enter: Enter, room: Room, bob: User
):
    host = enter(room.host)
    client, known = entered(connect_raw, {"token": access_token(bob)})
    client.call("join-room", {"roomCode": room.code})
    host.expect("user-joined")
    client.close()
    host.expect("user-left")

    back, _ = entered(connect_raw, {"token": access_token(bob), "pid": known["pid"]})
    back.call("join-room", {"roomCode": room.code})

    assert host.expect("user-joined")["participant"]["socketId"] == known["sid"]
    assert host.received_names() == []


def test_a_removed_client_is_not_recovered(
    connect_raw: ConnectRaw, enter: Enter, room: Room, bob: User
):
    host = enter(room.host)
    client, known = entered(connect_raw, {"token": access_token(bob)})
    client.call("join-room", {"roomCode": room.code})
    client.close()
    removed = host.call("remove-participant", {"targetId": known["sid"]})
    assert removed == {"success": True}

    back, answer = entered(connect_raw, {"token": access_token(bob), "pid": known["pid"]})

    assert answer["sid"] != known["sid"]
    assert back.call("chat-message", {"content": "Hello"})["code"] == "NOT_IN_ROOM"


def test_an_unexpected_acknowledgement_is_ignored(connect_raw: ConnectRaw):
    client, _ = entered(connect_raw, {})
    for answer in ("37[]", '37["one"]', '37["one",2,null]'):
        client.send(answer)

    assert client.call("nonsense")["code"] == "UNKNOWN_EVENT"


@pytest.mark.parametrize("namespace", ["", "/meetmates,", "/rtcio,", "/webrtc-demo,"])
@pytest.mark.parametrize("value", [False, "off", 0])
def test_a_client_that_counts_arguments_switches_offsets_off(
    connect_raw: ConnectRaw, namespace: str, value: Any
):
    client = connect_raw()
    client.send(f"0{namespace}{json.dumps({'recovery': value})}")
    answer = client.receive()
    while not answer.startswith(f"0{namespace}"):
        assert "pid" not in answer
        answer = client.receive()
    assert set(json.loads(answer.removeprefix(f"0{namespace}"))) == {"sid"}


@pytest.mark.parametrize(
    ("auth", "query", "arguments"),
    [
        ({}, "", 2),
        ({"recovery": True}, "", 2),
        ({"recovery": False}, "", 1),
        ({}, "&recovery=off", 1),
    ],
)
def test_events_without_offsets_have_the_documented_arguments(
    server: MeetServer, room: Room, auth: dict[str, Any], query: str, arguments: int
):
    client = RawClient(server.url, query=query)
    client.connect({"displayName": "Ann", **auth})
    client.send(f'2["join-room",{{"roomCode":"{room.code}"}}]')
    name, *said = json.loads(client.receive().removeprefix("2"))
    client.send('2["leave-room",{}]')
    client.close()
    assert (name, len(said)) == ("room-joined", arguments)
