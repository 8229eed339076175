"""MeetMates over real servers: pairs, messages and signals."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from rooms.models import Report
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour
from tests.clients.inbox import ConnectionRefused
from tests.protocol.joining import access_token
from tests.servers.meet import MeetServer, serve

NAMESPACE = "/meetmates"
PAGE = "/meetmates-page"
OFFER = {"type": "offer", "sdp": "v=0\r\n", "extra": [1]}
ANSWER = {"type": "answer", "sdp": "v=0\r\n"}
CANDIDATE = {"candidate": "candidate:1 1 udp 1 10.0.0.1 9 typ host", "sdpMid": "0"}
NOT_FOR_STRANGERS: list[tuple[str, list[Any]]] = [
    ("next", []),
    ("sendMessage", ["Hello"]),
    ("ready-to-connect", []),
    ("webrtc-offer", [{"offer": OFFER}]),
    ("webrtc-answer", [{"answer": ANSWER}]),
    ("ice-candidate", [{"candidate": CANDIDATE}]),
    ("report", [{"reason": "Rude"}]),
    ("get-ice-servers", [{}]),
]
ILL_FORMED: list[tuple[str, list[Any]]] = [
    ("findChat", ["a@example.org", "yes"]),
    ("findChat", ["a@example.org", True, 1]),
    ("findChat", [{"email": "a@example.org"}]),
    ("findChat", ["x" * 321, True]),
    ("sendMessage", []),
    ("sendMessage", [{"text": "Hello"}]),
    ("sendMessage", ["x" * 2001]),
    ("sendMessage", ["Hello", "again"]),
    ("next", [{}]),
    ("webrtc-offer", []),
    ("webrtc-offer", [{"offer": None}]),
    ("webrtc-offer", [{"offer": {"sdp": "x" * 61 * 1024}}]),
    ("webrtc-answer", [{"offer": ANSWER}]),
    ("ice-candidate", [{"candidate": {"candidate": "x" * 5000}}]),
    ("ice-candidate", [CANDIDATE, CANDIDATE]),
]

Visit = Callable[..., Client]


@pytest.fixture(scope="session")
def pairing_server(database_url: str, logs: Path) -> Iterator[MeetServer]:
    """Run Meet that queues a visitor without partner again after half a second."""
    with serve(database_url, logs / "pairing.log", PAIRING_ALONE_SECONDS="0.5") as running:
        yield running


@pytest.fixture(scope="session")
def members_server(database_url: str, logs: Path) -> Iterator[MeetServer]:
    """Run Meet that pairs only accounts of one e-mail domain."""
    with serve(database_url, logs / "members.log", PAIRING_EMAIL_DOMAINS="example.org") as running:
        yield running


@pytest.fixture
def visit(connect: Connecting) -> Visit:
    """Give a function that connects an account, or a guest, to the namespace."""

    def visit(user: User | None = None, namespace: str = NAMESPACE) -> Client:
        auth = {"token": access_token(user)} if user else None
        return connect(auth, namespace=namespace)

    return visit


def pair(first: Client, second: Client, *, with_video: bool = True) -> None:
    """Pair two clients, which both receive `waiting` first."""
    for client in (first, second):
        client.call("findChat", "anybody@else.example", with_video)
        client.expect("waiting")
    for client, partner in ((first, second), (second, first)):
        started = client.expect("chatStart")
        assert started == {"withVideo": with_video, "partnerId": partner.peer_id}


def assert_only_counts(*clients: Client) -> None:
    for client in clients:
        assert set(client.received_names()) <= {"onlineUsers"}


def wait_for_count(client: Client, count: int) -> None:
    """Wait for this count of visitors; skip counts that include leaving clients."""
    while client.expect("onlineUsers") != count:
        pass


def test_events_that_need_a_partner_are_refused_without_an_error_event(visit: Visit) -> None:
    stranger = visit()
    for name, arguments in NOT_FOR_STRANGERS:
        answer = stranger.call(name, *arguments)
        assert (answer["success"], answer["code"]) == (False, "NOT_PAIRED")
        stranger.emit(name, *arguments)
    assert_only_counts(stranger)


def test_invalid_and_unknown_events_are_refused_without_an_error_event(visit: Visit) -> None:
    ann, ben = visit(), visit()
    pair(ann, ben)
    for name, arguments in ILL_FORMED:
        answer = ann.call(name, *arguments)
        assert (answer["success"], answer["code"]) == (False, "INVALID_PAYLOAD"), name
        ann.emit(name, *arguments)
    assert ann.call("join-room", {"roomCode": "ABC234"})["code"] == "UNKNOWN_EVENT"
    assert_only_counts(ann, ben)


@every_flavour
def test_two_are_paired_and_write_to_each_other(visit: Visit) -> None:
    ann, ben, cid = visit(), visit(), visit()
    pair(ann, ben)

    ann.emit("sendMessage", "  Hello <b>Ben</b> ")
    said = ben.expect("message")
    assert ann.expect("message") == said
    assert datetime.fromisoformat(said.pop("timestamp")).tzinfo is not None
    assert said == {"sender": ann.peer_id, "text": "Hello <b>Ben</b>", "senderEmail": "Anonymous"}
    assert_only_counts(cid)


def test_the_address_is_that_of_the_account(visit: Visit, ann: User) -> None:
    member, guest = visit(ann), visit()
    pair(member, guest)

    assert member.call("sendMessage", "Hello") == {"success": True}
    assert guest.expect("message")["senderEmail"] == ann.email
    guest.emit("sendMessage", "Hi")
    assert member.expect("message", sender=guest.peer_id)["senderEmail"] == "Anonymous"


def test_an_omitted_choice_is_the_last_choice(visit: Visit) -> None:
    ann, ben = visit(), visit()
    pair(ann, ben, with_video=True)
    ben.call("next")
    ann.expect("partnerLeft")
    ann.call("findChat", None)
    assert ann.expect("chatStart")["withVideo"] is True


@every_flavour
def test_signals_are_relayed_to_the_partner_unchanged(visit: Visit) -> None:
    ann, ben, cid = visit(), visit(), visit()
    pair(ann, ben)

    ann.emit("webrtc-offer", {"offer": OFFER, "from": cid.peer_id, "to": cid.peer_id})
    ann.emit("ice-candidate", {"candidate": CANDIDATE})
    ann.emit("ice-candidate", {"candidate": None})
    assert ben.expect("webrtc-offer") == {"offer": OFFER, "from": ann.peer_id}
    assert ben.expect("ice-candidate") == {"candidate": CANDIDATE, "from": ann.peer_id}
    assert ben.expect("ice-candidate") == {"candidate": None, "from": ann.peer_id}
    ben.emit("webrtc-answer", {"answer": ANSWER})
    assert ann.expect("webrtc-answer") == {"answer": ANSWER, "from": ben.peer_id}
    assert_only_counts(ann, ben, cid)


@pytest.mark.parametrize("lower_is_first", [True, False])
def test_the_lower_id_is_asked_to_offer_in_either_order(visit: Visit, lower_is_first: bool) -> None:
    ann, ben = visit(), visit()
    pair(ann, ben)
    lower, higher = sorted((ann, ben), key=lambda client: client.peer_id)
    first, last = (lower, higher) if lower_is_first else (higher, lower)

    first.call("ready-to-connect")
    assert_only_counts(lower, higher)
    last.call("ready-to-connect")
    lower.expect("create-offer")
    first.call("ready-to-connect")
    lower.expect("create-offer")
    assert_only_counts(higher)


def test_a_missed_offer_is_repeated_until_it_is_answered(visit: Visit) -> None:
    ann, ben = visit(), visit()
    pair(ann, ben)
    lower, higher = sorted((ann, ben), key=lambda client: client.peer_id)
    for client in (lower, higher):
        client.call("ready-to-connect")
    lower.emit("webrtc-offer", {"offer": OFFER})
    lower.emit("ice-candidate", {"candidate": CANDIDATE})
    higher.expect("ice-candidate")
    higher.expect("webrtc-offer")

    higher.call("ready-to-connect")
    assert higher.expect("webrtc-offer") == {"offer": OFFER, "from": lower.peer_id}
    assert higher.expect("ice-candidate") == {"candidate": CANDIDATE, "from": lower.peer_id}
    for _ in range(2):
        lower.expect("create-offer")

    higher.call("webrtc-answer", {"answer": ANSWER})
    for client in (lower, higher):
        client.call("ready-to-connect")
    lower.expect("webrtc-answer")
    assert_only_counts(lower, higher)


def test_next_tells_the_partner_which_is_queued_when_it_asks(visit: Visit) -> None:
    ann, ben = visit(), visit()
    pair(ann, ben)

    assert ann.call("next") == {"success": True}
    ann.expect("waiting")
    assert ben.expect("partnerLeft") == {"partnerId": ann.peer_id}
    assert_only_counts(ann, ben)

    ben.call("findChat", "b@example.org", True)
    for client in (ann, ben):
        client.expect("chatStart")


@pytest.mark.parametrize("server", ["pairing_server"], indirect=True)
def test_a_left_visitor_that_does_not_ask_is_queued_automatically(visit: Visit) -> None:
    ann, ben = visit(), visit()
    pair(ann, ben)
    began = time.monotonic()
    ann.disconnect()

    assert ben.expect("partnerLeft") == {"partnerId": ann.peer_id}
    ben.expect("waiting")
    assert time.monotonic() - began >= 0.5


@every_flavour
def test_the_shipped_page_gets_waiting_and_is_queued_after_a_second(visit: Visit) -> None:
    ann, ben = visit(namespace=PAGE), visit(namespace=PAGE)
    pair(ann, ben)
    began = time.monotonic()

    ann.disconnect()

    ben.expect("waiting")
    assert_only_counts(ben)
    ben.expect("waiting")
    assert 1 <= time.monotonic() - began < 3


def test_the_shipped_page_is_paired_anew_without_asking(visit: Visit) -> None:
    ann, ben, cid = (visit(namespace=PAGE) for _ in range(3))
    pair(ann, ben)
    cid.call("findChat", None, True)
    cid.expect("waiting")
    for leaver, left, free in ((ann, ben, cid), (cid, ann, ben), (ben, cid, ann)):
        leaver.call("next")
        leaver.expect("waiting")
        assert leaver.expect("chatStart")["partnerId"] == free.peer_id
        assert free.expect("chatStart")["partnerId"] == leaver.peer_id
        for _ in range(2):
            left.expect("waiting")


def test_the_shipped_page_and_other_clients_are_paired_with_each_other(visit: Visit) -> None:
    page, other = visit(namespace=PAGE), visit()
    pair(page, other)
    page.emit("webrtc-offer", {"offer": OFFER})
    assert other.expect("webrtc-offer") == {"offer": OFFER, "from": page.peer_id}
    page.call("next")
    page.expect("waiting")
    assert other.expect("partnerLeft") == {"partnerId": page.peer_id}


def test_find_chat_leaves_the_partner(visit: Visit) -> None:
    ann, ben, cid = visit(), visit(), visit()
    pair(ann, ben)
    cid.call("findChat", "c@example.org", False)
    ann.call("findChat", "a@example.org", True)
    assert ben.expect("partnerLeft") == {"partnerId": ann.peer_id}
    started = ann.expect("chatStart")
    assert started == {"withVideo": True, "partnerId": cid.peer_id}


@every_flavour
def test_everybody_gets_the_number_of_visitors(visit: Visit) -> None:
    ann = visit()
    wait_for_count(ann, 1)
    ben = visit()
    for client in (ann, ben):
        wait_for_count(client, 2)
    ben.disconnect()
    wait_for_count(ann, 1)


def test_counts_are_sent_at_most_four_times_a_second(visit: Visit) -> None:
    ann = visit()
    began = time.monotonic()
    crowd = [visit() for _ in range(20)]
    for client in crowd:
        client.disconnect()
    ann.settle()
    told = ann.received("onlineUsers")
    assert len(told) <= 4 * (time.monotonic() - began) + 2


def test_a_report_ends_the_pair_and_reaches_an_operator(visit: Visit, ann: User) -> None:
    member, guest = visit(ann), visit()
    pair(member, guest)
    guest.call("sendMessage", "Something rude")

    assert member.call("report", {"reason": "Rude"}) == {"success": True}
    assert member.expect("partnerLeft") == {"partnerId": guest.peer_id}
    assert guest.expect("partnerLeft") == {"partnerId": member.peer_id}
    report = Report.objects.get()
    assert (report.reporter, report.reason) == (ann, "Rude")
    assert [(one["by"], one["text"]) for one in report.messages] == [("reported", "Something rude")]


@pytest.mark.parametrize("server", ["members_server"], indirect=True)
def test_guests_and_other_domains_are_refused_in_the_handshake(
    visit: Visit, new_account: Callable[..., User]
) -> None:
    with pytest.raises(ConnectionRefused) as refused:
        visit()
    assert refused.value.reason["code"] == "PAIRING_SIGN_IN_REQUIRED"
    other = new_account("Oz")
    User.objects.filter(pk=other.pk).update(email="oz@elsewhere.example")
    with pytest.raises(ConnectionRefused) as refused:
        visit(other)
    assert refused.value.reason["code"] == "EMAIL_DOMAIN_REQUIRED"
    wait_for_count(visit(new_account("Ann")), 1)
