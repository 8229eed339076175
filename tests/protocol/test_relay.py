"""Offers, answers and candidates are relayed unchanged to one peer of the same room."""

import pytest

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour
from tests.protocol.joining import ConnectRaw, Enter, connect_as, refusal

OFFER = {"type": "offer", "sdp": "v=0\r\n"}
ANSWER = {"type": "answer", "sdp": "v=0\r\n"}
NO_PEERS = {
    "null": None,
    "an empty string": "",
    "an empty list": [],
    "zero": 0,
    "false": False,
    "a list of ids": ["{peer}"],
    "a dictionary": {"id": "{peer}"},
    "the room's code": "{code}",
    "the room's id": "{room}",
    "one's own id": "{self}",
    "an unknown id": "nobody-has-this-id",
    "an id in another room": "{elsewhere}",
    "the id of somebody in no room": "{unseated}",
}


def test_a_client_outside_rooms_can_signal_nobody(enter: Enter, connect: Connecting, ann: User):
    host, stranger = enter(ann), connect()

    assert refusal(stranger, "offer", {"targetId": host.peer_id, "sdp": OFFER}) == "NOT_IN_ROOM"

    assert host.received("offer") == []


@every_flavour
def test_an_offer_reaches_only_its_target(enter: Enter, ann: User):
    host, bob, cy = enter(ann), enter("Bob"), enter("Cy")

    assert bob.call("offer", {"targetId": host.peer_id, "sdp": OFFER}) == {"success": True}

    assert host.expect("offer") == {"senderId": bob.peer_id, "displayName": "Bob", "sdp": OFFER}
    assert cy.received("offer") == bob.received("offer") == []


def test_an_offer_of_an_account_names_the_account(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")

    host.emit("offer", {"targetId": bob.peer_id, "sdp": OFFER})

    assert bob.expect("offer")["userId"] == str(ann.pk)


def test_answers_and_candidates_name_only_their_sender(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")
    candidate = {"candidate": "candidate:1 1 udp 1 10.0.0.1 9 typ host", "sdpMid": "0"}

    host.emit("answer", {"targetId": bob.peer_id, "sdp": ANSWER})
    host.emit("ice-candidate", {"targetId": bob.peer_id, "candidate": candidate})

    assert bob.expect("answer") == {"senderId": host.peer_id, "sdp": ANSWER}
    assert bob.expect("ice-candidate") == {"senderId": host.peer_id, "candidate": candidate}


def test_named_sources_are_relayed_with_their_description(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")
    sources = {"0": "microphone", "1": "camera", "video2": "screen", "3": "screen-sound"}

    bob.emit("offer", {"targetId": host.peer_id, "sdp": OFFER, "sources": sources})
    host.emit("answer", {"targetId": bob.peer_id, "sdp": ANSWER, "sources": {}})

    assert host.expect("offer")["sources"] == sources
    assert bob.expect("answer") == {"senderId": host.peer_id, "sdp": ANSWER, "sources": {}}


WRONG_SOURCES = {
    "a list": ["screen"],
    "null": None,
    "an unknown source": {"2": "window"},
    "a number as source": {"2": 2},
    "an empty mid": {"": "screen"},
    "a long mid": {"2" * 17: "screen"},
    "many lines": {str(line): "screen" for line in range(17)},
}


@pytest.mark.parametrize("event", ["offer", "answer"])
@pytest.mark.parametrize("sources", WRONG_SOURCES.values(), ids=WRONG_SOURCES)
def test_wrong_sources_are_refused(enter: Enter, ann: User, sources: object, event: str):
    host, bob = enter(ann), enter("Bob")
    payload = {"targetId": host.peer_id, "sdp": {**OFFER, "type": event}}

    assert refusal(bob, event, {**payload, "sources": sources}) == "INVALID_PAYLOAD"

    assert host.received(event) == []
    most = {str(line): "screen" for line in range(16)}
    assert bob.call(event, {**payload, "sources": most}) == {"success": True}


@pytest.mark.parametrize("name", ["senderId", "source", "fromPeer", "userId", "displayName"])
def test_a_claimed_sender_is_ignored(enter: Enter, ann: User, name: str):
    host, bob, cy = enter(ann), enter("Bob"), enter("Cy")

    bob.emit("offer", {"targetId": cy.peer_id, "sdp": OFFER, name: host.peer_id})

    assert cy.expect("offer") == {"senderId": bob.peer_id, "displayName": "Bob", "sdp": OFFER}


def test_a_body_is_relayed_with_unknown_fields(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")
    unusual = {"type": "offer", "sdp": "v=0", "extra": {"deep": [1, 2.5, None, "\u2028é𝄞"]}}

    bob.emit("offer", {"targetId": host.peer_id, "sdp": unusual})

    assert host.expect("offer")["sdp"] == unusual


@pytest.mark.parametrize("candidate", [None, {"candidate": ""}], ids=["null", "empty"])
def test_the_end_of_candidates_passes(enter: Enter, ann: User, candidate: object):
    host, bob = enter(ann), enter("Bob")

    bob.emit("ice-candidate", {"targetId": host.peer_id, "candidate": candidate})

    assert host.expect("ice-candidate")["candidate"] == candidate


@every_flavour
def test_a_burst_of_candidates_keeps_its_order(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")
    sent = [{"candidate": f"candidate:{number}"} for number in range(200)]

    for candidate in sent:
        bob.emit("ice-candidate", {"targetId": host.peer_id, "candidate": candidate})
    bob.settle()

    assert [event["candidate"] for event in host.received("ice-candidate")] == sent


@pytest.mark.parametrize("event", ["offer", "answer", "ice-candidate"])
@pytest.mark.parametrize("target", NO_PEERS.values(), ids=NO_PEERS)
def test_a_signal_to_a_peer_outside_the_room_is_refused(
    enter: Enter, connect: Connecting, room: Room, target: object, event: str
):
    host, bob = enter(room.host), enter("Bob")
    elsewhere = enter("Eve", into=create_room(room.host, "Another room"))
    unseated = connect_as(connect, "Una")
    ids = {
        "peer": host.peer_id,
        "code": room.code,
        "room": str(room.pk),
        "self": bob.peer_id,
        "elsewhere": elsewhere.peer_id,
        "unseated": unseated.peer_id,
    }
    body = {"candidate": None} if event == "ice-candidate" else {"sdp": OFFER}

    code = refusal(bob, event, {"targetId": filled_in(target, ids), **body})

    assert code in ("INVALID_PAYLOAD", "PEER_NOT_FOUND")
    for client in (host, bob, elsewhere, unseated):
        assert client.received(event) == []


def test_a_signal_without_a_target_is_refused(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")

    assert refusal(bob, "offer", {"sdp": OFFER}) == "INVALID_PAYLOAD"

    assert host.received("offer") == []


@pytest.mark.parametrize(
    ("event", "body"),
    [
        ("offer", {"sdp": {"type": "offer", "sdp": "x" * 61_500}}),
        ("ice-candidate", {"candidate": {"candidate": "x" * 4_100}}),
        ("offer", {"sdp": 7}),
        ("offer", {"sdp": None}),
        ("offer", {}),
        ("ice-candidate", {"candidate": [1]}),
        ("ice-candidate", {}),
    ],
    ids=[
        "a description over 60 KiB",
        "a candidate over 4 KiB",
        "a number",
        "no description",
        "no sdp",
        "a list",
        "no candidate",
    ],
)
def test_an_invalid_body_is_refused(enter: Enter, ann: User, event: str, body: dict):
    host, bob = enter(ann), enter("Bob")

    assert refusal(bob, event, {"targetId": host.peer_id, **body}) == "INVALID_PAYLOAD"

    assert host.received(event) == []


def test_a_description_of_nearly_60_kib_is_relayed(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")
    large = {"type": "offer", "sdp": "x" * 61_000}

    bob.emit("offer", {"targetId": host.peer_id, "sdp": large})

    assert host.expect("offer")["sdp"] == large


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_a_number_that_javascript_cannot_read_is_not_relayed(
    enter: Enter, connect_raw: ConnectRaw, room: Room, number: str
):
    host, raw = enter(room.host), connect_raw()
    raw.connect({"displayName": "Bob"})
    raw.call("join-room", {"roomCode": room.code})

    raw.send(f'21["offer",{{"targetId":"{host.peer_id}","sdp":{{"type":{number}}}}}]')
    raw.receive()

    assert host.received("offer") == []


def filled_in(target: object, ids: dict[str, str]) -> object:
    """Replace the placeholders of the table with the ids of this test."""
    match target:
        case str():
            return target.format(**ids)
        case list():
            return [filled_in(part, ids) for part in target]
        case dict():
            return {name: filled_in(part, ids) for name, part in target.items()}
        case _:
            return target
