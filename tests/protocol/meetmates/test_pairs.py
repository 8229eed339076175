"""Pairs of MeetMates: messages, counts of visitors, reports, and the next partner."""

import time
from datetime import datetime

import pytest

from accounts.models import User
from rooms.models import Report
from tests.clients.flavours import every_flavour
from tests.protocol.meetmates.visitors import (
    Visit,
    assert_only_counts,
    pair,
    wait_for_count,
)


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
