"""webrtc-demo over real servers: held candidates, crossing offers, joining and leaving."""

from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from rooms.models import Room
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour

NAMESPACE = "/webrtc-demo"
OFFER = {"type": "offer", "sdp": "v=0\r\n"}
ANSWER = {"type": "answer", "sdp": "v=0\r\n"}
ILL_FORMED: list[tuple[str, Any]] = [
    ("join_room", None),
    ("join_room", {}),
    ("join_room", {"roomName": "", "personName": "Al"}),
    ("join_room", {"roomName": "Garden", "personName": ""}),
    ("join_room", {"roomName": "Garden", "personName": "x" * 51}),
    ("join_room", {"roomName": ["Garden"], "personName": "Al"}),
    ("join_room", {"roomName": "x" * 65, "personName": "Al"}),
    ("message", {"roomName": "Garden"}),
    ("offer", {"offer": OFFER}),
    ("offer", {"offer": None, "toPeer": "x"}),
    ("ice_candidate", {"candidate": {}, "toPeer": "x"}),
]

Visit = Callable[[str], Client]


@pytest.fixture
def visit(connect: Connecting) -> Visit:
    """Give a function that connects a client and joins the room "Garden"."""

    def visit(name: str) -> Client:
        client = connect(namespace=NAMESPACE)
        client.call("join_room", {"roomName": "Garden", "personName": name})
        client.expect("user_joined", socketId=client.peer_id)
        return client

    return visit


def candidate(number: int) -> dict[str, str]:
    return {"candidate": f"candidate:{number}"}


def send(client: Client, name: str, target: Client, **body: Any) -> None:
    claimed = {"fromPeer": target.peer_id, "toPeer": target.peer_id}
    assert client.call(name, {**body, **claimed}) == {"success": True}


def candidates_of(received: list[tuple[str, Any]]) -> list[Any]:
    """Return the candidates in order; each must have come as an event of both names."""
    names = [name for name, _ in received]
    assert names == ["ice-candidate", "ice_candidate"] * (len(names) // 2)
    assert received[::2] == [("ice-candidate", payload) for _, payload in received[1::2]]
    return [payload["iccCandidate"] for _, payload in received[::2]]


@every_flavour
def test_everybody_is_told_of_a_newcomer_including_the_newcomer(connect: Connecting) -> None:
    al, bo = connect(namespace=NAMESPACE), connect(namespace=NAMESPACE)
    al.call("join_room", {"roomName": "Garden", "personName": "A"})
    al_is_in = {"roomName": "Garden", "personName": "A", "socketId": al.peer_id}
    assert al.take_received() == [("user_joined", al_is_in)]

    bo.call("join_room", {"roomName": "Garden", "personName": " Bo "})

    bo_is_in = {"roomName": "Garden", "personName": "Bo", "socketId": bo.peer_id}
    assert al.take_received() == bo.take_received() == [("user_joined", bo_is_in)]


def test_refusals_are_only_acknowledged(connect: Connecting) -> None:
    client = connect(namespace=NAMESPACE)
    for name, payload in ILL_FORMED:
        answer = client.call(name, payload)
        assert (answer["success"], answer["code"]) == (False, "INVALID_PAYLOAD"), (name, payload)
        client.emit(name, payload)
    assert client.call("message", {"content": "Hi"})["code"] == "NOT_IN_ROOM"
    assert client.call("create_room", "Garden")["code"] == "UNKNOWN_EVENT"
    assert client.take_received() == []


def test_candidates_are_held_until_their_description(visit: Visit) -> None:
    al, bo = visit("Al"), visit("Bo")
    al.take_received()
    for number in range(3):
        send(al, "ice_candidate", bo, iccCandidate=candidate(number))
    assert bo.take_received() == []

    send(al, "offer", bo, offer=OFFER)
    send(al, "ice_candidate", bo, iccCandidate=candidate(3))

    offer, *rest = bo.take_received()
    between = {"fromPeer": al.peer_id, "toPeer": bo.peer_id}
    assert offer == ("offer", {"offer": OFFER, **between})
    assert candidates_of(rest) == [candidate(number) for number in range(4)]
    send(bo, "ice_candidate", al, iccCandidate=candidate(9))
    assert al.take_received() == []
    send(bo, "answer", al, answer=ANSWER)
    answer, *rest = al.take_received()
    assert answer == ("answer", {"answer": ANSWER, "fromPeer": bo.peer_id, "toPeer": al.peer_id})
    assert candidates_of(rest) == [candidate(9)]


def test_at_most_64_candidates_are_held(visit: Visit) -> None:
    al, bo = visit("Al"), visit("Bo")
    for number in range(70):
        send(al, "ice_candidate", bo, iccCandidate=candidate(number))
    send(al, "offer", bo, offer=OFFER)
    assert candidates_of(bo.take_received()[1:]) == [candidate(number) for number in range(64)]


def test_held_candidates_are_dropped_when_one_of_the_two_leaves(visit: Visit) -> None:
    al, bo = visit("Al"), visit("Bo")
    send(al, "offer", bo, offer=OFFER)
    send(bo, "ice_candidate", al, iccCandidate=candidate(1))
    bo.call("leave_room", {"roomName": "Garden", "personName": "Bo"})
    bo.call("join_room", {"roomName": "Garden", "personName": "Bo"})
    bo.take_received()
    al.take_received()

    send(al, "ice_candidate", bo, iccCandidate=candidate(2))
    send(bo, "answer", al, answer=ANSWER)

    assert bo.take_received() == []
    assert [name for name, _ in al.take_received()] == ["answer"]


def test_unknown_fields_of_a_signal_are_kept(visit: Visit) -> None:
    al, bo = visit("Al"), visit("Bo")
    send(al, "offer", bo, offer={**OFFER, "x": [1]}, y={"z": 2})
    between = {"fromPeer": al.peer_id, "toPeer": bo.peer_id}
    assert bo.take_received() == [
        ("offer", {"offer": {**OFFER, "x": [1]}, "y": {"z": 2}, **between})
    ]


def test_a_client_that_left_may_join_again(visit: Visit) -> None:
    al, bo = visit("Al"), visit("Bo")
    al.take_received()
    bo.call("leave_room", {"roomName": "Garden", "personName": "Al"})
    assert al.take_received() == [
        ("user_left", {"roomName": "Garden", "personName": "Bo", "socketId": bo.peer_id})
    ]
    assert bo.take_received() == []
    bo.call("join_room", {"roomName": "Garden", "personName": "Bob"})
    al.expect("user_joined", personName="Bob", socketId=bo.peer_id)
    bo.disconnect()
    al.expect("user_left", personName="Bob", socketId=bo.peer_id)


def test_a_message_is_sent_to_all_with_the_name_of_the_join(visit: Visit) -> None:
    al, bo = visit("Al"), visit("Bo")
    al.take_received()
    bo.call("message", {"roomName": "Garden", "personName": "Al", "content": "Hi"})
    for client in (al, bo):
        ((name, message),) = client.take_received()
        assert (name, message["personName"], message["content"]) == ("message", "Bo", "Hi")
        assert message["timestamp"].endswith(" GMT")
        assert parsedate_to_datetime(message["timestamp"]).tzinfo is not None


def test_an_offer_that_a_newcomers_was_quicker_than_is_dropped_once(
    visit: Visit, connect: Connecting, room: Room
) -> None:
    al, native = connect(namespace=NAMESPACE), connect({"displayName": "Nat"})
    al.call("join_room", {"roomName": room.code, "personName": "Al"})
    native.call("join-room", {"roomCode": room.code})
    native.call("offer", {"targetId": al.peer_id, "sdp": OFFER})
    send(al, "answer", native, answer=ANSWER)
    native.expect("answer")

    send(al, "offer", native, offer=OFFER)

    assert native.received("offer") == []
    send(al, "offer", native, offer=OFFER)
    assert len(native.received("offer")) == 1


def test_a_native_client_that_offers_only_on_joining_offers_in_place_of_a_newcomer(
    connect: Connecting, room: Room
) -> None:
    native, al = connect({"displayName": "Nat"}), connect(namespace=NAMESPACE)
    native.call("join-room", {"roomCode": room.code})
    al.call("join_room", {"roomName": room.code, "personName": "Al"})
    al.expect("user_joined", socketId=native.peer_id)
    native.take_received()

    send(al, "ice_candidate", native, iccCandidate=candidate(1))
    send(al, "offer", native, offer=OFFER)
    send(al, "ice_candidate", native, iccCandidate=candidate(2))

    ((name, joined),) = native.take_received()
    assert name == "room-joined"
    assert [one["socketId"] for one in joined["participants"]] == [al.peer_id]
    native.call("offer", {"targetId": al.peer_id, "sdp": OFFER})
    al.expect("offer", fromPeer=native.peer_id)
    send(al, "answer", native, answer=ANSWER)
    send(al, "ice_candidate", native, iccCandidate=candidate(3))
    send(al, "offer", native, offer=OFFER)
    assert [name for name, _ in native.take_received()] == ["answer", "ice-candidate", "offer"]


@pytest.mark.parametrize(("capabilities", "others"), [(["seats"], 0), ([], 1)])
def test_an_offer_passes_to_who_offers_again_or_is_connected_to_others(
    connect: Connecting, room: Room, capabilities: list[str], others: int
) -> None:
    native, al = connect({"displayName": "Nat"}), connect(namespace=NAMESPACE)
    native.call("join-room", {"roomCode": room.code, "capabilities": capabilities})
    for number in range(others):
        other = connect({"displayName": f"Other {number}"})
        other.call("join-room", {"roomCode": room.code})
    al.call("join_room", {"roomName": room.code, "personName": "Al"})
    native.take_received()

    send(al, "offer", native, offer=OFFER)

    assert native.received("room-joined") == []
    assert [offer["sdp"] for offer in native.received("offer")] == [OFFER]


def test_an_offer_to_a_newcomer_that_made_none_passes(connect: Connecting, room: Room) -> None:
    al, native = connect(namespace=NAMESPACE), connect({"displayName": "Nat"})
    al.call("join_room", {"roomName": room.code, "personName": "Al"})
    native.call("join-room", {"roomCode": room.code})

    send(al, "ice_candidate", native, iccCandidate=candidate(1))
    assert native.received("ice-candidate") == []
    send(al, "offer", native, offer=OFFER)

    assert native.take_received()[-2:] == [
        ("offer", {"senderId": al.peer_id, "displayName": "Al", "sdp": OFFER}),
        ("ice-candidate", {"senderId": al.peer_id, "candidate": candidate(1)}),
    ]
