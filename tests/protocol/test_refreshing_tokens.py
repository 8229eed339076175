"""A connection lasts as long as its access token, and longer with another token."""

import pytest

from accounts.models import User
from accounts.tokens import begin_session
from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.protocol.joining import (
    ConnectRaw,
    Enter,
    NewAccount,
    access_token,
    connect_as,
    join,
    refusal,
)
from tests.protocol.tokens import OTHER_NAMESPACES, SIGNED_OUT, connected, expiring, sign_out

TOKEN_EXPIRED = {"reason": "The access token has expired", "code": "TOKEN_EXPIRED"}

hastily = pytest.mark.parametrize("server", ["hasty_server"], indirect=True)


@pytest.fixture
def bob(new_account: NewAccount) -> User:
    return new_account("Bob")


@hastily
def test_a_client_without_another_token_is_closed(
    connect: Connecting, enter: Enter, room: Room, bob: User
) -> None:
    host = enter(room.host)
    client = connect({"token": expiring(bob)})
    joined = join(client, room)

    assert client.expect("token-expired") == {"graceSeconds": 0.5}
    assert client.expect("force-disconnect") == TOKEN_EXPIRED
    client.wait_closed()

    assert host.expect("user-joined")["participant"]["socketId"] == client.peer_id
    assert join(connect_as(connect, bob), room)["participantId"] == joined["participantId"]


def test_a_token_is_refreshed_by_one_of_the_same_account_only(
    connect: Connecting, bob: User, ann: User
) -> None:
    guest, client = connect_as(connect, "Gil"), connect_as(connect, bob)

    assert refusal(guest, "refresh-token", {"token": access_token(bob)}) == "IDENTITY_MISMATCH"
    assert refusal(client, "refresh-token", {"token": access_token(ann)}) == "IDENTITY_MISMATCH"
    for bad in ("garbage", expiring(bob, -1)):
        assert refusal(client, "refresh-token", {"token": bad}) == "INVALID_TOKEN"
    for shape in ({}, {"token": ""}, {"token": 7}, {"token": "x" * 4097}):
        assert refusal(client, "refresh-token", shape) == "INVALID_PAYLOAD"

    answer = client.call("refresh-token", {"token": access_token(bob)})

    assert answer.pop("success") is True
    assert 0 < answer.pop("expiresInSeconds") <= 12 * 60 * 60
    assert answer == {}


@hastily
def test_a_refreshed_token_keeps_the_connection(connect: Connecting, bob: User) -> None:
    control = connect({"token": expiring(bob)})
    kept = [connect({"token": expiring(bob)}, namespace=name) for name in ("/", *OTHER_NAMESPACES)]
    for client in kept:
        answer = client.call("refresh-token", {"token": access_token(bob)})
        assert answer["success"] is True, answer

    control.wait_closed()

    for client in kept:
        client.settle()


@hastily
def test_signing_out_ends_connections_with_refreshed_tokens(connect: Connecting, bob: User) -> None:
    session = begin_session(bob)
    client = connect({"token": expiring(bob)})
    client.call("refresh-token", {"token": str(session.access_token)})

    sign_out(str(session.access_token))

    assert client.expect("force-disconnect") == SIGNED_OUT


@hastily
def test_a_recovered_client_uses_its_newest_token(
    connect: Connecting, connect_raw: ConnectRaw, bob: User
) -> None:
    lost, control = connect_raw(), connect({"token": expiring(bob)})
    before = connected(lost, expiring(bob))
    lost.close()
    back = connect_raw()
    assert connected(back, access_token(bob), pid=before["pid"]) == before

    control.wait_closed()

    assert back.call("refresh-token", {"token": access_token(bob)})["success"] is True
