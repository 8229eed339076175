"""Valid JSON that some programs cannot hold is acknowledged, and never closes a connection."""

import json
from typing import Any

import pytest

from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.clients.flavours import FLAVOURS
from tests.clients.inbox import ConnectionRefused
from tests.clients.raw import RawClient
from tests.protocol.joining import ConnectRaw

HALF = "\ud83d"
STRANGE = {
    "half an emoji": HALF,
    "the other half": "\ude00 and more",
    "halves in the wrong order": "a\ude00\ud83db",
    "the character zero": "a\0b",
    "a byte order mark": "\ufeffa\ufeff",
    "no characters": "\uffff\ufffe",
    "separators of polling": "a\x1eb\x1e4",
}
EVENTS: dict[str, list[tuple[str, list[Any]]]] = {
    "/": [
        ("join-room", [{"roomCode": "@", "displayName": "@", "userId": "@"}]),
        ("join-room", [{"roomCode": "{room}", "participantToken": "@", "capabilities": ["@"]}]),
        ("join-room", [{"roomCode": "{room}", "displayName": "x@"}]),
        ("chat-message", [{"roomId": "@", "content": "@"}]),
        ("chat-message", [{"content": "x@", "key": "x@"}]),
        ("get-messages", [{"before": "@"}]),
        ("rename", [{"displayName": "x@"}]),
        ("send-reaction", [{"emoji": "@"}]),
        ("offer", [{"targetId": "@", "sdp": {"type": "offer", "sdp": "@", "@": "@"}}]),
        ("answer", [{"targetId": "@", "sdp": "@"}]),
        ("ice-candidate", [{"targetId": "{peer}", "candidate": {"candidate": "@"}}]),
        ("mute-participant", [{"targetId": "@"}]),
        ("admit-all", [{"targetIds": ["@", "@"]}]),
        ("message-waiting", [{"targetId": "@", "content": "@"}]),
        ("set-role", [{"targetId": "@", "role": "@"}]),
        ("update-settings", [{"settings": {"whenHostLeaves": "@", "@": "@"}}]),
        ("unblock-participant", [{"targetId": "@"}]),
        ("refresh-token", [{"token": "@"}]),
        ("leave-room", [{"roomId": "@", "unknown": ["@", {"@": "@"}]}]),
        ("no-such-event", ["@"]),
        ("an event @", ["@"]),
    ],
    "/rtcio": [
        ("check-room", [{"roomId": "@", "password": "@"}]),
        ("join-room", [{"roomId": "x@", "name": "x@", "password": "@"}]),
        ("chat-message", [{"roomId": "x@", "text": "x@", "@": "@"}]),
        ("#rtcio:message", [{"target": "{peer}", "data": {"description": "@"}}]),
        ("#rtcio:message", [{"target": "{peer}", "data": {"mid": "@", "@": "@"}}]),
        ("media-state", [{"roomId": "@", "mic": True, "cam": True}]),
    ],
    "/webrtc-demo": [
        ("join_room", [{"roomName": "x@", "personName": "x@"}]),
        ("message", [{"roomName": "x@", "content": "x@"}]),
        ("offer", [{"toPeer": "{peer}", "offer": {"type": "offer", "sdp": "@"}, "@": "@"}]),
        ("ice_candidate", [{"toPeer": "{peer}", "iccCandidate": {"candidate": "@"}}]),
        ("leave_room", [{"roomName": "@"}]),
    ],
    "/meetmates": [
        ("findChat", ["@", False]),
        ("sendMessage", ["@"]),
        ("webrtc-offer", [{"offer": "@"}]),
        ("ice-candidate", [{"candidate": {"candidate": "@"}}]),
        ("report", [{"reason": "@", "partnerId": "@"}]),
    ],
}
# Valid JSON that other clients' parsers refuse; `{deep}` is deeply nested.
UNUSABLE = [
    "1e999",
    "-1e999",
    "9" * 5000,
    "[" * 5000 + "]" * 5000,
    '{"a":' * 5000 + "1" + "}" * 5000,
]
UNUSABLE_IDS = ["infinite", "minus infinite", "thousands of digits", "deep lists", "deep objects"]


@pytest.mark.parametrize("transports", ["websocket", "polling"])
@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("namespace", EVENTS)
def test_every_event_is_acknowledged_with_any_strings(
    connect: Connecting, room: Room, namespace: str, strange: str, transports: str
):
    client = connect(
        {"displayName": f"Ann{strange}"},
        namespace=namespace,
        flavour=FLAVOURS[f"python-{transports}"],
    )
    for name, arguments in EVENTS[namespace]:
        answer = client.call(
            name.replace("@", strange), *filled(arguments, strange, room.code, client.peer_id)
        )
        assert answer["success"] or answer["code"] not in ("INTERNAL", "UNAVAILABLE"), name
    assert not client.is_closed


@pytest.mark.parametrize("namespace", EVENTS)
def test_a_connection_with_any_strings_is_accepted_or_refused(connect: Connecting, namespace: str):
    for strange in STRANGE.values():
        connect({"displayName": strange, "pid": strange, "offset": strange}, namespace=namespace)
        connect({strange: [strange]}, namespace=namespace)
        with pytest.raises(ConnectionRefused, match="INVALID_TOKEN"):
            connect({"token": strange}, namespace=namespace)


def test_a_lone_surrogate_is_replaced_for_everybody(connect_raw: ConnectRaw, room: Room):
    ann, bob = connect_raw(), connect_raw()
    bob.connect({"displayName": "Bob"})
    bob.call("join-room", {"roomCode": room.code})
    peer_id = ann.connect({"displayName": f"Ann {HALF}"})
    ann.call("join-room", {"roomCode": room.code})
    assert next_payload(bob, "user-joined")["participant"]["displayName"] == "Ann \ufffd"

    posted = ann.call("chat-message", {"content": f"Hi {HALF}"})

    assert posted["success"], posted
    assert posted["message"]["content"] == "Hi \ufffd"
    assert next_payload(bob, "chat-message")["content"] == "Hi \ufffd"
    description = {"type": "offer", "sdp": HALF, HALF: [HALF, "\U0001f600"]}
    assert bob.call("offer", {"targetId": peer_id, "sdp": description})["success"]
    relayed = {"type": "offer", "sdp": "\ufffd", "\ufffd": ["\ufffd", "\U0001f600"]}
    assert next_payload(ann, "offer")["sdp"] == relayed


@pytest.mark.parametrize("value", UNUSABLE, ids=UNUSABLE_IDS)
def test_json_that_parsers_reject_is_refused_or_ignored(
    connect_raw: ConnectRaw, room: Room, value: str
):
    client = connect_raw()
    peer_id = client.connect({"displayName": "Ann"})
    client.call("join-room", {"roomCode": room.code})
    for number, event in enumerate(
        (
            f'["chat-message",{{"content":{value}}}]',
            f'["chat-message",{{"content":"Hello","unknown":{value}}}]',
            f'["offer",{{"targetId":"{peer_id}","sdp":{{"x":{value}}}}}]',
            f'["toggle-audio",{value}]',
            f'["no-such-event",{value}]',
        )
    ):
        client.send(f"2{number + 100}{event}")
        answer = client.answer(number + 100)
        assert answer["success"] or answer["code"] in ("INVALID_PAYLOAD", "UNKNOWN_EVENT")


@pytest.mark.parametrize("value", UNUSABLE, ids=UNUSABLE_IDS)
def test_it_does_not_reach_a_client_of_another_protocol(
    connect_raw: ConnectRaw, connect: Connecting, value: str
):
    listener = connect(namespace="/webrtc-demo")
    listener.call("join_room", {"roomName": "Orchard", "personName": "Ann"})
    sender = connect_raw()
    sender.send("0/webrtc-demo,")
    sender.receive()
    sender.send('2/webrtc-demo,1["join_room",{"roomName":"Orchard","personName":"Bob"}]')
    sender.send(
        f'2/webrtc-demo,2["offer",{{"toPeer":"{listener.peer_id}","offer":{{"type":"offer"}},'
        f'"more":{value}}}]'
    )
    while not (packet := sender.receive()).startswith("3/webrtc-demo,2"):
        assert packet
    assert json.loads(packet.partition("2[")[2][:-1])["code"] == "INVALID_PAYLOAD"
    assert "offer" not in listener.received_names()
    sender.send('2/webrtc-demo,3["leave_room",{}]')
    listener.expect("user_left")


@pytest.mark.parametrize("value", UNUSABLE, ids=UNUSABLE_IDS)
def test_credentials_of_that_kind_are_refused_in_words(connect_raw: ConnectRaw, value: str):
    client = connect_raw()
    client.send(f'0{{"token":{value}}}')
    refused = json.loads(client.receive().removeprefix("4"))
    assert refused["code"] == "INVALID_PAYLOAD"
    assert client.connect({"displayName": "Ann"})


@pytest.mark.parametrize("value", [*UNUSABLE, f'"{HALF}"'], ids=[*UNUSABLE_IDS, "half an emoji"])
def test_an_acknowledgement_may_hold_anything(connect_raw: ConnectRaw, value: str):
    client = connect_raw()
    client.connect({"displayName": "Ann"})
    client.send(f"37[{json.dumps(value)}]" if HALF in value else f"37[{value}]")
    assert client.call("get-ice-servers", {})["code"] == "NOT_IN_ROOM"


def filled(value: Any, strange: str, room: str, peer: str) -> Any:
    """Replace the placeholders with the unusual characters, a room and a peer."""
    if isinstance(value, dict):
        return {
            filled(key, strange, room, peer): filled(one, strange, room, peer)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [filled(one, strange, room, peer) for one in value]
    if not isinstance(value, str):
        return value
    return value.replace("@", strange).replace("{room}", room).replace("{peer}", peer)


def next_payload(client: RawClient, name: str) -> Any:
    """Return the payload of the next event of this name."""
    while packet := client.receive():
        if packet.startswith(f'2["{name}",'):
            return json.loads(packet[1:])[1]
    raise AssertionError(f"closed before {name} came")
