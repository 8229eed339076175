"""Every event with an acknowledgement id gets exactly one, and the connection stays."""

import pytest

from accounts.models import User
from rooms.models import Room
from signaling.dialects.native import NATIVE
from tests.clients.flavours import every_flavour
from tests.protocol.joining import ConnectRaw, Enter, refusal

EVENTS = sorted(NATIVE.hears)
# The same for events of hosts and of knockers.
EMPTY_EVENTS_OF_OTHERS = {"cancel-knock", "end-room", "lower-all-hands", "mute-all"}
# Events that need no payload.
EMPTY_EVENTS = {
    "leave-room",
    "lower-hand",
    "start-screen-share",
    "stop-screen-share",
    "typing-start",
    "typing-stop",
    "get-messages",
    "get-ice-servers",
}
JUNK = {
    "null": None,
    "a number": 7,
    "a string": "x",
    "a list": [],
    "a list in a list": [[]],
    "true": True,
}


@every_flavour
@pytest.mark.parametrize(
    "name", ["nonsense", "", "room-joined", "__proto__", "x" * 1000, "é\u2028"]
)
def test_an_unknown_event_is_refused(enter: Enter, name: str):
    assert refusal(enter("Bob"), name, {}) == "UNKNOWN_EVENT"


@every_flavour
@pytest.mark.parametrize("arguments", [(), ({}, {}), (1, 2, 3)], ids=["none", "two", "three"])
def test_a_wrong_number_of_arguments_is_refused(enter: Enter, arguments: tuple):
    bob = enter("Bob")

    assert refusal(bob, "toggle-audio", *arguments) == "INVALID_PAYLOAD"

    assert bob.call("toggle-audio", {"enabled": True}) == {"success": True}


@pytest.mark.parametrize("event", EVENTS)
def test_junk_is_refused_by_every_event(enter: Enter, ann: User, event: str):
    host, bob = enter(ann), enter("Bob")

    for junk in JUNK.values():
        answer = bob.call(event, junk)
        assert (answer["success"], bool(answer["error"])) == (False, True)
    assert refusal(bob, event, {}, {}) in ("INVALID_PAYLOAD", "JOIN_FAILED")

    assert host.received_names() == ["user-joined"]
    assert bob.call("typing-stop", {}) == {"success": True}


@pytest.mark.parametrize("event", sorted(set(EVENTS) - EMPTY_EVENTS - EMPTY_EVENTS_OF_OTHERS))
def test_missing_fields_are_refused(enter: Enter, event: str):
    bob = enter("Bob")

    for arguments in ((), ({},)):
        assert refusal(bob, event, *arguments) in ("INVALID_PAYLOAD", "JOIN_FAILED")


@pytest.mark.parametrize("event", sorted(EMPTY_EVENTS))
def test_an_empty_payload_is_optional(enter: Enter, event: str):
    assert enter("Bob").call(event)["success"] is True


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ("toggle-audio", {"enabled": 1}),
        ("toggle-audio", {"enabled": "true"}),
        ("toggle-video", {"enabled": None}),
        ("toggle-hand-raise", {"raised": []}),
        ("toggle-audio", {"enabled": True, "roomId": 7}),
        ("toggle-audio", {"enabled": True, "roomId": "x" * 501}),
        ("lock-room", {"locked": 0}),
        ("join-room", {"roomCode": 123456}),
        ("join-room", {"roomCode": "x" * 501}),
        ("join-room", {"roomCode": "ABCDEF", "displayName": {}}),
        ("join-room", {"roomCode": "ABCDEF", "capabilities": ["x"] * 17}),
    ],
)
def test_wrong_types_are_refused_rather_than_converted(enter: Enter, event: str, fields: dict):
    answer = enter("Bob").call(event, fields)

    assert answer["success"] is False
    assert answer.get("reason", answer["code"]) == "INVALID_PAYLOAD"


def test_deep_nesting_is_refused(enter: Enter, connect_raw: ConnectRaw, room: Room):
    host, raw = enter(room.host), connect_raw()
    raw.connect({"displayName": "Bob"})
    raw.call("join-room", {"roomCode": room.code})

    raw.send(f'29["toggle-audio",{{"enabled":{"[" * 500}{"]" * 500}}}]')

    assert raw.answer(9)["code"] == "INVALID_PAYLOAD"
    assert raw.call("toggle-audio", {"enabled": True}) == {"success": True}
    assert host.received("error") == []


def test_a_refusal_is_an_event_without_an_acknowledgement(enter: Enter):
    bob = enter("Bob")

    bob.emit("toggle-audio", {})

    assert bob.expect("error") == {
        "code": "INVALID_PAYLOAD",
        "message": "The request is invalid",
    }


def test_a_refusal_is_no_event_with_an_acknowledgement(enter: Enter):
    bob = enter("Bob")

    refusal(bob, "toggle-audio", {})

    assert bob.received("error") == []


@every_flavour
def test_events_are_handled_in_the_order_sent(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")

    asked = [bob.ask("toggle-audio", {"enabled": number % 2 == 0}) for number in range(50)]
    asked.append(bob.ask("chat-message", {"content": "last"}))
    for ack_id in asked:
        assert bob.answer(ack_id)["success"]

    assert [event["enabled"] for event in host.received("user-toggle-audio")] == [
        True,
        False,
    ] * 25
    assert host.received_names()[-1] == "chat-message"
