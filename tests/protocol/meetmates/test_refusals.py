"""Refused events and handshakes of MeetMates."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from tests.clients.inbox import ConnectionRefused
from tests.protocol.meetmates.visitors import (
    ANSWER,
    CANDIDATE,
    OFFER,
    Visit,
    assert_only_counts,
    pair,
    wait_for_count,
)

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
