"""rtc.io over real servers: order of a join, unchanged messages, passwords and refusals."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.guests import COOKIE_NAME
from accounts.models import User
from rooms.models import Message, Room
from rooms.refusals import InvalidInput
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour
from tests.protocol.joining import access_token, guest_cookie
from tests.servers.meet import MeetServer

NAMESPACE = "/rtcio"
OFFER = {"type": "offer", "sdp": "v=0\r\n", "unknown": {"deep": [1, 2.50, None, "é"]}}
UNTRANSLATED: list[dict[str, Any]] = [
    {"mid": "stream-1"},
    {"mid": "stream-1", "events": {"camera": [{"name": "Ann"}, "[RTCIOStream] 1"]}},
    {"description": {"type": "rollback"}},
]
NO_MESSAGES: list[Any] = [
    None,
    [],
    {},
    {"target": "{peer}"},
    {"target": "{peer}", "data": None},
    {"target": "{peer}", "data": {}},
    {"target": "{peer}", "data": {"unknown": 1}},
    {"target": "{peer}", "data": {"description": {}}},
    {"target": "{peer}", "data": {"description": {"type": "offer", "sdp": "x" * 61 * 1024}}},
    {"target": "{peer}", "data": {"candidate": {"candidate": "x" * 5000}}},
    {"target": None, "data": {"mid": "1"}},
    {"target": ["{peer}"], "data": {"mid": "1"}},
    {"target": "", "data": {"mid": "1"}},
    {"data": {"mid": "1"}},
]

Visit = Callable[[], Client]


@pytest.fixture
def visit(connect: Connecting) -> Visit:
    return lambda: connect(namespace=NAMESPACE)


def join(client: Client, room: str, name: str = "Ann", **fields: Any) -> None:
    client.call("join-room", {"roomId": room, "name": name, **fields})


def joined(client: Client, room: str, name: str = "Ann", **fields: Any) -> Client:
    join(client, room, name, **fields)
    client.expect("join-ok", roomId=room)
    return client


def refused(client: Client) -> str:
    error = client.expect("join-error")
    assert set(error) == {"reason", "roomId"}
    return str(error["reason"])


def test_a_client_outside_rooms_reaches_nobody(visit: Visit) -> None:
    ann, stranger = joined(visit(), "Garden"), visit()
    message = {"source": ann.peer_id, "target": ann.peer_id, "data": {"description": OFFER}}
    for name, payload in [
        ("#rtcio:message", message),
        ("chat-message", {"roomId": "Garden", "text": "Hello"}),
        ("media-state", {"roomId": "Garden", "mic": True, "cam": True}),
        ("stopScreenShare", {"roomId": "Garden"}),
    ]:
        assert stranger.call(name, payload)["code"] == "NOT_IN_ROOM"
        stranger.emit(name, payload)
    assert ann.take_received() == stranger.take_received() == []


@every_flavour
def test_a_newcomer_gets_all_participants_before_join_ok(visit: Visit) -> None:
    ann, ben, cy = visit(), visit(), visit()
    joined(ann, "Garden", "Ann")
    ann.call("media-state", {"roomId": "Garden", "mic": False, "cam": True, "id": "forged"})
    joined(ben, "Garden", "Ben")
    ann.take_received()
    ben.take_received()

    join(cy, "Garden", "Cy")

    assert cy.take_received() == [
        ("user-connected", {"id": ann.peer_id, "name": "Ann"}),
        ("media-state", {"id": ann.peer_id, "roomId": "Garden", "mic": False, "cam": True}),
        ("user-connected", {"id": ben.peer_id, "name": "Ben"}),
        ("join-ok", {"roomId": "Garden"}),
    ]
    for existing in (ann, ben):
        assert existing.take_received() == [
            ("user-connected", {"id": cy.peer_id, "name": "Cy"}),
            ("#rtcio:init-offer", {"source": cy.peer_id}),
        ]


def test_a_newcomer_with_its_microphone_off_is_shown_muted(
    connect: Connecting, visit: Visit, room: Room, server: MeetServer
) -> None:
    browser = {"cookies": {COOKIE_NAME: guest_cookie()}, "origin": server.url}
    entry = {"roomCode": room.code, "displayName": "Bob"}
    before, after = connect(**browser), connect(**browser)
    before.call("join-room", entry)
    before.call("toggle-audio", {"enabled": False})
    ann = joined(visit(), room.code)
    ann.take_received()
    after.call("join-room", entry)
    assert ann.take_received() == [
        ("#rtcio:peer-left", {"id": before.peer_id}),
        ("user-disconnected", {"id": before.peer_id}),
        ("user-connected", {"id": after.peer_id, "name": "Bob"}),
        ("media-state", {"id": after.peer_id, "roomId": room.code, "mic": False, "cam": True}),
    ]


def test_joining_again_is_acknowledged_and_not_told_to_others(visit: Visit, room: Room) -> None:
    for name in ("Garden", room.code, room.code.lower()):
        ann, ben = visit(), visit()
        known = room.code if name.lower() == room.code.lower() else name
        join(ann, name, "Ann", password="x")
        ann.expect("join-ok", roomId=known)
        join(ben, name, "Ben", password="x")
        ann.take_received()
        ben.take_received()

        join(ben, name, "Ben")

        assert ben.take_received() == [("join-ok", {"roomId": known})]
        assert ann.take_received() == []
        ann.disconnect()
        ben.disconnect()


def test_a_client_that_left_may_join_again(visit: Visit) -> None:
    ann, ben = joined(visit(), "leaving"), joined(visit(), "leaving", "Ben")
    ann.take_received()
    ben.call("leave-room", {"roomId": "leaving", "id": ben.peer_id})
    gone = {"id": ben.peer_id}
    assert ann.take_received() == [("#rtcio:peer-left", gone), ("user-disconnected", gone)]
    joined(ben, "leaving", "Ben")
    ann.expect("user-connected", id=ben.peer_id)


def test_a_message_is_relayed_unchanged_except_its_source(visit: Visit) -> None:
    ann, ben = joined(visit(), "Garden"), joined(visit(), "Garden", "Ben")
    ben.take_received()
    for data in ({"description": OFFER}, {"candidate": None}, *UNTRANSLATED):
        message = {"target": ben.peer_id, "extra": 1, "data": data}
        assert ann.call("#rtcio:message", {**message, "source": ben.peer_id}) == {"success": True}
        assert ben.take_received() == [("#rtcio:message", {**message, "source": ann.peer_id})]


def test_an_invalid_message_reaches_nobody(visit: Visit) -> None:
    ann, ben = joined(visit(), "Garden"), joined(visit(), "Garden", "Ben")
    elsewhere = joined(visit(), "Another")
    ben.take_received()
    for message in NO_MESSAGES:
        filled = _filled(message, ben.peer_id)
        assert ann.call("#rtcio:message", filled)["code"] == InvalidInput.code, message
    for target in (elsewhere.peer_id, ann.peer_id, "Garden", "nobody"):
        message = {"target": target, "data": {"mid": "1"}}
        assert ann.call("#rtcio:message", message)["code"] == "PEER_NOT_FOUND"
    assert ben.take_received() == elsewhere.take_received() == []


def _filled(message: Any, peer_id: str) -> Any:
    if not isinstance(message, dict) or message.get("target") != "{peer}":
        return message
    return {**message, "target": peer_id}


@pytest.mark.parametrize("data", UNTRANSLATED)
def test_messages_of_rtc_io_are_not_sent_to_other_protocols(
    visit: Visit, connect: Connecting, room: Room, data: Any
) -> None:
    native = connect({"displayName": "Nat"})
    native.call("join-room", {"roomCode": room.code})
    ann = joined(visit(), room.code)
    native.take_received()

    answer = ann.call("#rtcio:message", {"target": native.peer_id, "data": data})

    assert answer == {"success": True}
    assert native.take_received() == []


def test_chat_keeps_the_fields_of_the_sender_but_not_its_claims(visit: Visit) -> None:
    ann, ben = joined(visit(), "Garden"), joined(visit(), "Garden", "Ben")
    ben.take_received()
    claims = {"id": ben.peer_id, "name": "Ben", "source": ben.peer_id}

    ann.call("chat-message", {"roomId": "Garden", "message": " Hi ", "color": [7], **claims})

    sender = {"id": ann.peer_id, "name": "Ann", "source": ann.peer_id}
    received = {"roomId": "Garden", "message": "Hi", "color": [7], **sender}
    assert ben.take_received() == [("chat-message", received)]
    assert Message.objects.count() == 0


def test_chat_of_a_room_with_a_row_is_stored_and_obeys_its_rules(visit: Visit, room: Room) -> None:
    ann, ben = joined(visit(), room.code), joined(visit(), room.code, "Ben")
    ben.take_received()
    assert ann.call("chat-message", {"roomId": room.code, "text": "Hi"}) == {"success": True}
    assert [message.content for message in room.messages.all()] == ["Hi"]
    ben.expect("chat-message", text="Hi")
    room.settings.allow_chat = False
    room.settings.save()
    joined(visit(), room.code, "Cy")  # a join reads the rows again
    ben.take_received()

    assert ann.call("chat-message", {"roomId": room.code, "text": "Hi"})["code"] == "CHAT_DISABLED"
    assert ben.take_received() == []


def test_the_end_of_sharing_has_the_fields_of_the_client(visit: Visit) -> None:
    ann, ben = joined(visit(), "Garden"), joined(visit(), "Garden", "Ben")
    ben.take_received()
    ann.call("stopScreenShare", {"roomId": "Garden", "id": "forged", "stream": "s1"})
    stopped = {"roomId": "Garden", "id": ann.peer_id, "stream": "s1"}
    assert ben.take_received() == [("stopScreenShare", stopped)]


def test_events_for_another_room_are_refused(visit: Visit) -> None:
    ann, ben = joined(visit(), "Garden"), joined(visit(), "Another", "Ben")
    for name, fields in [
        ("chat-message", {"text": "Hi"}),
        ("media-state", {"mic": True, "cam": True}),
        ("stopScreenShare", {}),
    ]:
        assert ann.call(name, {"roomId": "Another", **fields})["code"] == "WRONG_ROOM"
    assert ben.take_received() == []


def test_the_first_participant_sets_the_password_and_the_last_clears_it(visit: Visit) -> None:
    ann, ben = joined(visit(), "Garden", password=" secret "), visit()
    for password, reason in [
        ({}, "password-required"),
        ({"password": "  "}, "password-required"),
        ({"password": "Secret"}, "wrong-password"),
        ({"password": "sécret"}, "wrong-password"),
    ]:
        for event in ("join-room", "check-room"):
            ben.emit(event, {"roomId": "Garden", "name": "Ben", **password})
            assert refused(ben) == reason
    ben.emit("check-room", {"roomId": "Garden", "password": "secret"})
    assert ben.expect("room-check-ok") == {"roomId": "Garden", "passwordRequired": True}
    joined(ben, "Garden", "Ben", password="secret")
    ann.disconnect()
    ben.expect("user-disconnected")
    joined(visit(), "Garden", "Cy", password="secret").disconnect()
    ben.expect("user-disconnected")
    ben.disconnect()

    joined(visit(), "Garden", "Dora", password="other")


def test_names_and_passwords_are_normalized(
    visit: Visit,
) -> None:
    ann = joined(visit(), "Caf\u00e9", password="cr\u00e8me")
    ben = visit()
    ben.emit("check-room", {"roomId": "Cafe\u0301", "password": "creme"})
    assert refused(ben) == "wrong-password"

    join(ben, "Cafe\u0301", "Ben", password="cre\u0300me")

    ben.expect("join-ok", roomId="Caf\u00e9")
    assert ann.expect("user-connected")["name"] == "Ben"
    joined(visit(), "CAF\u00c9", password="another room")


def test_nothing_of_a_room_is_shown_before_the_join(visit: Visit) -> None:
    ann = visit()
    ann.emit("check-room", {"roomId": "Garden"})
    assert ann.expect("room-check-ok") == {"roomId": "Garden", "passwordRequired": False}
    joined(visit(), "Garden", "Ben")
    ann.emit("check-room", {"roomId": "Garden", "password": "x"})
    assert ann.expect("room-check-ok") == {"roomId": "Garden", "passwordRequired": False}
    assert ann.take_received() == []


@pytest.mark.parametrize("room_id", [None, 7, "", "  ", "\u200b", "x" * 65, ["Garden"], {}])
@pytest.mark.parametrize("event", ["join-room", "check-room"])
def test_an_invalid_room_name_is_refused(visit: Visit, event: str, room_id: Any) -> None:
    ann = visit()
    answer = ann.call(event, {"roomId": room_id, "name": "Ann"})
    assert (answer["success"], answer["code"]) == (False, "INVALID_PAYLOAD")
    error = ann.expect("join-error")
    assert error["reason"] == "invalid-room"
    assert error.get("roomId") == (room_id if isinstance(room_id, str) else None)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ({}, "Guest"),
        ({"name": None}, "Guest"),
        ({"name": ""}, "Guest"),
        ({"name": " \u200b\u202e\n"}, "Guest"),
        ({"name": 7}, "Guest"),
        ({"name": ["Ben"]}, "Guest"),
        ({"name": {"first": "Ben"}}, "Guest"),
        ({"name": " Ben\n Lee "}, "Ben Lee"),
        ({"name": "B" * 50}, "B" * 50),
        ({"name": "B" * 51}, "B" * 50),
        pytest.param({"name": "é" * 9_000}, "é" * 50, id="very long"),
    ],
)
@pytest.mark.parametrize("with_row", [False, True])
def test_a_guest_may_have_any_name(
    visit: Visit, room: Room, name: dict[str, Any], shown: str, with_row: bool
) -> None:
    called = room.code if with_row else "Garden"
    ann, ben = joined(visit(), called), visit()
    ben.emit("join-room", {"roomId": called, **name})
    ben.expect("join-ok", roomId=called)
    assert ann.expect("user-connected") == {"id": ben.peer_id, "name": shown}


def test_a_guest_without_a_name_in_the_join_has_that_of_the_handshake(
    visit: Visit, connect: Connecting
) -> None:
    ann, ben = joined(visit(), "Garden"), connect({"displayName": "Ben"}, namespace=NAMESPACE)
    ben.emit("join-room", {"roomId": "Garden", "name": ""})
    ben.expect("join-ok", roomId="Garden")
    assert ann.expect("user-connected") == {"id": ben.peer_id, "name": "Ben"}


def test_an_ended_room_is_not_opened_again_by_its_name(visit: Visit, room: Room, ann: User) -> None:
    room.ended_at = room.created_at
    room.save()
    client = visit()
    for event in ("join-room", "check-room"):
        client.emit(event, {"roomId": room.code.lower(), "name": "Ann"})
        assert refused(client) == "not-found"


def test_a_denied_person_gets_the_reason_of_a_locked_room(
    visit: Visit, connect: Connecting, room: Room
) -> None:
    room.settings.waiting_room = True
    room.settings.save()
    host = connect({"token": access_token(room.host)})
    host.call("join-room", {"roomCode": room.code})
    ben = visit()
    join(ben, room.code, "Ben")
    (knocker,) = host.expect("waiting-room-update")["waiting"]
    assert ben.take_received() == []
    host.call("deny-participant", {"targetId": knocker["participantId"]})
    assert ben.expect("join-error") == {"reason": "room-locked", "roomId": room.code}
    join(ben, room.code, "Ben")
    assert refused(ben) == "room-locked"
