"""Offers, answers and candidates between two partners of MeetMates."""

import pytest

from tests.clients.flavours import every_flavour
from tests.protocol.meetmates.visitors import (
    ANSWER,
    CANDIDATE,
    OFFER,
    Visit,
    assert_only_counts,
    pair,
)


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
