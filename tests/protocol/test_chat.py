"""Chat messages are stored first, then acknowledged and sent to all in the same order."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Message, Room
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour
from tests.clients.raw import RawClient
from tests.protocol.joining import Enter, connect_as, join, refusal


def test_a_client_outside_rooms_can_neither_write_nor_read(connect: Connecting, enter: Enter):
    bob, stranger = enter("Bob"), connect_as(connect, "Gil")
    bob.call("chat-message", {"content": "between us"})

    assert refusal(stranger, "chat-message", {"content": "let me in"}) == "NOT_IN_ROOM"
    assert refusal(stranger, "get-messages", {}) == "NOT_IN_ROOM"

    assert [event["content"] for event in bob.received("chat-message")] == ["between us"]
    assert Message.objects.count() == 1


@every_flavour
def test_a_message_is_stored_acknowledged_and_sent_to_all(enter: Enter, room: Room, ann: User):
    host, bob = enter(ann), enter("Bob")

    answer = bob.call("chat-message", {"content": "Hello <b>all</b> 👋"})

    message = answer["message"]
    sent_at = datetime.fromisoformat(message["timestamp"])
    assert abs((datetime.now(UTC) - sent_at).total_seconds()) < 60
    assert answer == {
        "success": True,
        "message": {
            "id": str(Message.objects.get(room=room).pk),
            "senderId": bob.peer_id,
            "senderParticipantId": bob.joined["participantId"],
            "senderName": "Bob",
            "content": "Hello <b>all</b> 👋",
            "type": "TEXT",
            "timestamp": message["timestamp"],
        },
    }
    assert host.expect("chat-message") == bob.expect("chat-message") == message


def test_a_message_of_an_account_names_the_account(enter: Enter, ann: User):
    message = enter(ann).call("chat-message", {"content": "Hello"})["message"]

    assert message["user"] == {"id": str(ann.pk), "displayName": "Ann", "avatarUrl": None}


def test_a_claimed_sender_is_ignored(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")
    claims = {"senderId": host.peer_id, "senderName": "Ann", "type": "SYSTEM", "id": "1"}

    bob.emit("chat-message", {"content": "Hello", **claims})

    received = host.expect("chat-message")
    assert (received["senderId"], received["senderName"]) == (bob.peer_id, "Bob")
    assert received["type"] == "TEXT"


def test_a_message_is_not_sent_to_other_rooms(enter: Enter, room: Room):
    bob, eve = enter("Bob"), enter("Eve", into=create_room(room.host))

    bob.call("chat-message", {"content": "between us"})

    assert eve.received("chat-message") == []
    assert eve.call("get-messages", {})["messages"] == []


@every_flavour
def test_a_retry_with_the_same_key_is_answered_with_the_first_message(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")

    first = bob.call("chat-message", {"content": "once", "key": "k1"})
    again = bob.call("chat-message", {"content": "changed", "key": "k1"})

    assert again == first
    assert [event["content"] for event in host.received("chat-message")] == ["once"]
    assert Message.objects.count() == 1


def test_simultaneous_retries_are_one_message(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")

    asked = [bob.ask("chat-message", {"content": "once", "key": "k1"}) for _ in range(10)]

    assert len({bob.answer(ack_id)["message"]["id"] for ack_id in asked}) == 1
    assert len(host.received("chat-message")) == 1


@pytest.mark.parametrize("who", ["guest", "account"])
def test_a_retry_from_a_new_seat_is_only_acknowledged(
    connect: Connecting, enter: Enter, room: Room, ann: User, who: str
):
    listener = enter("Lea")
    writer = enter("Bob") if who == "guest" else enter(ann)
    token = {"participantToken": writer.joined["participantToken"]} if who == "guest" else {}
    first = writer.call("chat-message", {"content": "once", "key": "k1"})
    writer.call("leave-room", {"roomId": room.code})
    again = connect_as(connect, "Bob" if who == "guest" else ann)
    seat = join(again, room, **token)["participantId"]

    assert seat != writer.joined["participantId"]
    assert again.call("chat-message", {"content": "once", "key": "k1"}) == first
    assert Message.objects.count() == 1
    assert [event["content"] for event in listener.received("chat-message")] == ["once"]


def test_the_same_key_of_another_person_is_another_message(enter: Enter):
    bob, cy = enter("Bob"), enter("Cy")

    of_bob = bob.call("chat-message", {"content": "mine", "key": "k1"})
    of_cy = cy.call("chat-message", {"content": "mine too", "key": "k1"})

    assert of_cy["message"]["content"] == "mine too"
    assert of_bob["message"]["id"] != of_cy["message"]["id"]


@every_flavour
def test_everybody_gets_messages_in_the_same_order(enter: Enter, ann: User):
    host, bob, cy = enter(ann), enter("Bob"), enter("Cy")

    asked = [
        (who, who.ask("chat-message", {"content": f"{n}"})) for n in range(20) for who in (bob, cy)
    ]
    for who, ack_id in asked:
        assert who.answer(ack_id)["success"]

    received = [message["id"] for message in host.received("chat-message")]
    assert received == sorted(received, key=int)
    assert len(received) == 40
    assert [message["id"] for message in bob.received("chat-message")] == received
    assert [message["id"] for message in cy.received("chat-message")] == received


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  padded \n", "padded"),
        ("two\r\nlines", "two\nlines"),
        ("a\x00b\x07c\x1b[31md", "abc[31md"),
        ("turned \u202earound\u202c", "turned around"),
        ("x" * 2000, "x" * 2000),
        (f"{'x' * 2000}   ", "x" * 2000),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
    ],
    ids=["space", "line ends", "controls", "direction", "longest", "longest, trimmed", "emoji"],
)
def test_text_is_stored_without_invisible_characters(enter: Enter, typed: str, stored: str):
    answer = enter("Bob").call("chat-message", {"content": typed})

    assert answer["message"]["content"] == stored


@pytest.mark.parametrize(
    "fields",
    [
        {"content": ""},
        {"content": " \n\t "},
        {"content": "\x00\u202e"},
        {"content": "\u3164"},
        {"content": "\u200b\u2800"},
        {"content": "x" * 2001},
        {"content": "x" * 20_000},
        {"content": None},
        {"content": 7},
        {"content": ["x"]},
        {},
        {"content": "x", "key": ""},
        {"content": "x", "key": "k" * 65},
        {"content": "x", "key": 7},
    ],
)
def test_an_invalid_message_is_refused(enter: Enter, fields: dict):
    bob, cy = enter("Bob"), enter("Cy")

    assert refusal(bob, "chat-message", fields) == "INVALID_PAYLOAD"

    assert cy.received("chat-message") == []
    assert not Message.objects.exists()


def test_nobody_writes_but_everybody_reads_if_chat_is_switched_off(enter: Enter, room: Room):
    room.settings.allow_chat = False
    room.settings.save()
    host, bob = enter(room.host), enter("Bob")

    for client in (host, bob):
        assert refusal(client, "chat-message", {"content": "Hello"}) == "CHAT_DISABLED"

    assert host.received("chat-message") == []
    assert bob.call("get-messages", {}) == {"success": True, "messages": [], "more": False}


def test_a_newcomer_gets_the_newest_fifty_oldest_first(enter: Enter, room: Room):
    write(room, 60)

    joined = enter("Bob").joined

    assert [message["content"] for message in joined["messages"]] == [
        f"message {number}" for number in range(10, 60)
    ]


def test_older_messages_are_read_by_the_page(enter: Enter, room: Room):
    write(room, 60)
    bob = enter("Bob")
    oldest = bob.joined["messages"][0]["id"]

    page = bob.call("get-messages", {"before": oldest, "limit": 4})
    rest = bob.call("get-messages", {"before": page["messages"][0]["id"], "limit": 100})

    assert (contents(page), page["more"]) == ([f"message {n}" for n in range(6, 10)], True)
    assert (contents(rest), rest["more"]) == ([f"message {n}" for n in range(6)], False)


def test_missed_messages_are_read_after_the_last_seen_id(enter: Enter, room: Room):
    write(room, 5)
    bob = enter("Bob")
    seen = bob.joined["messages"][1]["id"]

    page = bob.call("get-messages", {"after": seen, "limit": 2})

    assert (contents(page), page["more"]) == (["message 2", "message 3"], True)


@pytest.mark.parametrize(
    "fields",
    [
        {"limit": 0},
        {"limit": 101},
        {"limit": "5"},
        {"limit": 1.5},
        {"before": 7},
        {"before": "x"},
        {"before": "9" * 19},
        {"after": "-1"},
    ],
)
def test_an_impossible_page_is_refused(enter: Enter, fields: dict):
    assert refusal(enter("Bob"), "get-messages", fields) == "INVALID_PAYLOAD"


def write(room: Room, count: int) -> None:
    for number in range(count):
        Message.objects.create(
            room=room, peer_id="x", sender_name="Zed", content=f"message {number}"
        )


def contents(page: dict) -> list[str]:
    return [message["content"] for message in page["messages"]]


def test_a_message_sent_just_before_leaving_is_not_lost(
    enter: Enter, room: Room, connect_raw: Callable[[], RawClient]
):
    bob = enter("Bob")
    hasty = connect_raw()
    hasty.connect({"displayName": "Hasty"})
    hasty.call("join-room", {"roomCode": room.code})

    for number in range(5):
        hasty.send(f'2["chat-message",{{"content":"{number}"}}]')
    hasty.close()

    bob.expect("user-left")
    assert [one["content"] for one in bob.received("chat-message")] == ["0", "1", "2", "3", "4"]
