"""The waiting room: a knocker gets no events of the room before its admission."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from accounts.models import User
from rooms.actions import set_cohost
from rooms.models import Audit, Room
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour, every_library
from tests.protocol.joining import (
    ConnectRaw,
    Enter,
    NewAccount,
    connect_as,
    knock,
    refusal,
    refused_join,
)


@pytest.fixture(autouse=True)
def _waiting_room(room: Room) -> None:
    room.settings.waiting_room = True
    room.settings.save()


@pytest.fixture
def cleo(room: Room, new_account: NewAccount) -> User:
    """Give a co-host of `room`."""
    cohost = new_account("Cleo")
    set_cohost(room, room.host, cohost, True)
    return cohost


@every_flavour
def test_a_knocker_gets_no_events_of_the_room_until_its_admission(
    connect: Connecting, enter: Enter, room: Room
):
    host, knocker = enter(room.host), connect_as(connect, "Gil")
    waiting = knock(knocker, room)
    assert set(waiting) == {
        "participantId",
        "participantToken",
        "roomName",
        "hostName",
        "hostPresent",
    }

    make_noise(host, knocker)
    for event in ("offer", "chat-message", "get-ice-servers", "send-reaction", "get-messages"):
        body = {"targetId": host.peer_id, "sdp": {}, "content": "Hello", "emoji": "👋"}
        assert refusal(knocker, event, body) == "NOT_IN_ROOM"
    assert knocker.received_names() == []

    admitted = host.call("admit-participant", {"targetId": waiting["participantId"]})
    assert admitted == {"success": True}
    joined = knocker.expect("room-joined")
    assert joined["participantId"] == waiting["participantId"]
    assert [message["content"] for message in joined["messages"]] == ["between us"]
    host.call("send-reaction", {"emoji": "👏"})
    assert knocker.expect("reaction")["emoji"] == "👏"


def test_a_knocker_that_floods_is_gone_and_hosts_are_told_at_once(
    enter: Enter, connect_raw: ConnectRaw, room: Room
):
    host, knocker = enter(room.host), connect_raw()
    knocker.connect({"displayName": "Mallory"})
    assert knocker.call("join-room", {"roomCode": room.code})["success"]
    assert names_waiting(host) == ["Mallory"]
    with suppress(ConnectionError):
        for _ in range(1000):
            knocker.send('2["toggle-audio",{"enabled":true}]')
    assert names_waiting(host) == []


def test_a_host_gets_the_whole_waiting_list_on_joining_and_at_each_change(
    connect: Connecting, enter: Enter, room: Room, cleo: User
):
    host = enter(room.host)
    knock(connect_as(connect, "Gil"), room)
    assert names_waiting(host) == ["Gil"]

    cohost = enter(cleo)
    assert [one["displayName"] for one in cohost.joined["waiting"]] == ["Gil"]
    second = connect_as(connect, "Hal")
    waiting = knock(second, room)
    for client in (host, cohost):
        assert names_waiting(client) == ["Gil", "Hal"]

    cohost.call("deny-participant", {"targetId": waiting["participantId"]})
    result = {"status": "denied", "canRetryAfterSeconds": 30}
    assert second.expect("waiting-room-result") == result
    for client in (host, cohost):
        assert names_waiting(client) == ["Gil"]
    assert refused_again(second, room) == "KNOCK_DENIED"


def test_a_knocker_gets_messages_and_the_end_of_the_meeting(
    connect: Connecting, enter: Enter, room: Room
):
    host, knocker = enter(room.host), connect_as(connect, "Gil")
    target = knock(knocker, room)["participantId"]

    host.call("message-waiting", {"targetId": target, "content": "Two minutes"})
    assert knocker.expect("waiting-room-message") == {"from": "Ann", "content": "Two minutes"}

    host.call("end-room", {})
    assert knocker.expect("waiting-room-result") == {"status": "ended"}
    assert refused_join(knocker, room.code)[0] == "ROOM_ENDED"


@pytest.mark.parametrize("other", ["admit-participant", "deny-participant"])
def test_only_one_of_two_simultaneous_decisions_counts(
    connect: Connecting, enter: Enter, room: Room, cleo: User, other: str
):
    host, cohost = enter(room.host), enter(cleo)
    for number in range(5):
        knocker = connect_as(connect, f"Guest {number}")
        target = {"targetId": knock(knocker, room)["participantId"]}

        first = host.ask("admit-participant", target)
        second = cohost.ask(other, target)
        answers = [host.answer(first), cohost.answer(second)]

        assert sorted(answer["success"] for answer in answers) == [False, True]
        (code,) = [answer["code"] for answer in answers if not answer["success"]]
        assert code == "KNOCKER_NOT_FOUND"
        was_let_in = other == "admit-participant" or answers[0]["success"]
        heard = "room-joined" if was_let_in else "waiting-room-result"
        assert knocker.expect(heard)
        assert Audit.objects.filter(target_name=f"Guest {number}").count() == 1


def test_admitting_many_at_once_fills_exactly_the_free_places(
    connect: Connecting, enter: Enter, room: Room
):
    room.settings.max_participants = 8
    room.settings.save()
    host = enter(room.host)
    crowd = [connect_as(connect, f"Guest {number}") for number in range(20)]
    targets = [knock(client, room)["participantId"] for client in crowd]

    asked = [host.ask("admit-participant", {"targetId": target}) for target in targets]
    answers = [host.answer(ack_id) for ack_id in asked]

    assert [answer["success"] for answer in answers].count(True) == 7
    assert {answer.get("code") for answer in answers} == {None, "ROOM_FULL"}
    with ThreadPoolExecutor() as pool:
        heard = list(pool.map(lambda client: client.received_names(), crowd))
    assert sum("room-joined" in names for names in heard) == 7
    assert heard.count([]) == 13


@every_library
def test_the_first_event_of_each_admitted_person_is_its_own_room_joined(
    connect: Connecting, enter: Enter, room: Room, cleo: User
):
    host, cohost = enter(room.host), enter(cleo)
    crowd = [connect_as(connect, f"Guest {number}") for number in range(9)]
    targets = [knock(client, room)["participantId"] for client in crowd]

    asked = host.ask("admit-all", {"targetIds": targets})
    for raised in [True, False] * 10:
        cohost.call("toggle-hand-raise", {"raised": raised})

    assert host.answer(asked)["admitted"] == targets
    assert [client.received_names()[0] for client in crowd] == ["room-joined"] * len(crowd)


def test_a_changing_waiting_list_is_sent_four_times_a_second(
    connect: Connecting, enter: Enter, room: Room
):
    host = enter(room.host)
    crowd = [connect_as(connect, f"Guest {number}") for number in range(10)]
    began = time.monotonic()

    for _ in range(6):
        for client in crowd:
            knock(client, room)
            client.call("cancel-knock", {})
    waits = knock(crowd[-1], room)["participantId"]

    lists = 1
    while ids(host.expect("waiting-room-update")["waiting"]) != [waits]:
        lists += 1
    # The first list is sent at once.
    assert lists <= 1 + (time.monotonic() - began) / 0.25
    assert lists < 121
    assert host.received("waiting-room-update") == []


def test_a_host_that_joins_gets_the_waiting_list_at_once(
    connect: Connecting, enter: Enter, room: Room, cleo: User
):
    host, bob = enter(room.host), connect_as(connect, "Bob")
    places = [knock(connect_as(connect, name), room)["participantId"] for name in ("Gil", "Hal")]

    cohost = enter(cleo)

    assert ids(cohost.joined["waiting"]) == places
    target = {"targetId": knock(bob, room)["participantId"]}
    assert host.call("admit-participant", target)["success"] is True
    assert host.call("set-role", {**target, "role": "cohost"})["success"] is True
    bob.expect("participant-updated", role="cohost")
    assert ids(bob.received("waiting-room-update")[0]["waiting"]) == places


def make_noise(host: Client, knocker: Client) -> None:
    """Send many events to the room, and an offer to the knocker."""
    host.call("chat-message", {"content": "between us"})
    host.call("toggle-audio", {"enabled": False})
    host.call("start-screen-share", {})
    host.call("toggle-hand-raise", {"raised": True})
    host.call("typing-start", {})
    host.call("update-settings", {"settings": {"allowRename": False}})
    host.call("lock-room", {"locked": True})
    offer = {"targetId": knocker.peer_id, "sdp": {"type": "offer"}}
    assert refusal(host, "offer", offer) == "PEER_NOT_FOUND"


def ids(waiting: list[dict]) -> list[str]:
    return [one["participantId"] for one in waiting]


def names_waiting(host: Client) -> list[str]:
    return [one["displayName"] for one in host.expect("waiting-room-update")["waiting"]]


def refused_again(client: Client, room: Room) -> str:
    answer = client.call("join-room", {"roomCode": room.code})
    assert 0 < answer["canRetryAfterSeconds"] <= 30
    return answer["reason"]
