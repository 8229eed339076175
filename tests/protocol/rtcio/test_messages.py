"""Messages of rtc.io are relayed unchanged, within a room only."""

from typing import Any

import pytest

from rooms.models import Message, Room
from rooms.refusals import InvalidInput
from tests.clients.connecting import Connecting
from tests.protocol.rtcio.visitors import Visit, joined

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
