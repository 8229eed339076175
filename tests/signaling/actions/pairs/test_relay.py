"""Partners exchange messages and signals."""

import msgspec
import pytest

from rooms.pairing import PairingBlocked
from rooms.refusals import InvalidInput
from signaling.caller import Caller
from signaling.presence.refusals import NotPaired
from signaling.protocol.commands import (
    AnswerPartner,
    BecomeReady,
    Command,
    FindNextPartner,
    FindPartner,
    GetPairIceServers,
    OfferToPartner,
    ReportPartner,
    SendCandidate,
    WriteToPartner,
)
from signaling.protocol.events import (
    IceServersGiven,
    OfferWanted,
    PairMessagePosted,
    PartnerAnswered,
    PartnerCandidateCame,
    PartnerOffered,
)
from tests.signaling.actions.clients import Clients

BODY = msgspec.Raw(b'{"type":"offer","sdp":"v=0","x":[1]}')
TO_A_PARTNER: list[Command] = [
    FindNextPartner(),
    WriteToPartner(text="Hello"),
    BecomeReady(),
    OfferToPartner(offer=BODY),
    AnswerPartner(answer=BODY),
    SendCandidate(candidate=BODY),
    ReportPartner(),
    GetPairIceServers(),
]


def test_a_caller_that_is_no_visitor_can_do_nothing(clients: Clients, ben: Caller) -> None:
    for command in TO_A_PARTNER:
        with pytest.raises(NotPaired):
            clients.send(ben, command)
    with pytest.raises(PairingBlocked):
        clients.send(ben, FindPartner())
    clients.go_offline(ben)
    assert clients.outcomes == []


@pytest.mark.usefixtures("online")
def test_a_visitor_without_a_partner_can_only_ask_for_one(clients: Clients, ben: Caller) -> None:
    for command in TO_A_PARTNER:
        with pytest.raises(NotPaired):
            clients.send(ben, command)


@pytest.mark.usefixtures("paired")
def test_only_the_partner_gets_messages_and_signals(
    clients: Clients, ben: Caller, cid: Caller
) -> None:
    for command in TO_A_PARTNER:
        with pytest.raises(NotPaired):
            clients.send(cid, command)
    clients.send(ben, WriteToPartner(text="Hello"))
    assert clients.received(cid) == []


@pytest.mark.usefixtures("paired")
def test_both_partners_get_a_message_with_the_e_mail_address_of_the_account(
    clients: Clients, ann: Caller, ben: Caller
) -> None:
    clients.send(ann, WriteToPartner(text="  Hello\x07 "))
    (posted,) = clients.received(ben)
    assert clients.received(ann) == [posted]
    assert isinstance(posted, PairMessagePosted)
    assert (posted.sender, posted.text) == (ann.peer_id, "Hello")
    assert posted.sender_email == "ann@example.org"
    clients.send(ben, WriteToPartner(text="Hello"))
    (posted,) = clients.received(ann)
    assert isinstance(posted, PairMessagePosted)
    assert posted.sender_email == "Anonymous"


@pytest.mark.usefixtures("paired")
@pytest.mark.parametrize("text", ["", " \n ", "\x07", "x" * 2001])
def test_a_message_has_1_to_2000_characters(clients: Clients, ben: Caller, text: str) -> None:
    with pytest.raises(InvalidInput):
        clients.send(ben, WriteToPartner(text=text))


@pytest.mark.usefixtures("paired")
def test_the_partner_gets_signals_unchanged(clients: Clients, ann: Caller, ben: Caller) -> None:
    clients.send(ann, OfferToPartner(offer=BODY))
    assert clients.received(ben) == [PartnerOffered(offer=BODY, sender=ann.peer_id)]
    clients.send(ben, AnswerPartner(answer=BODY))
    assert clients.received(ann) == [PartnerAnswered(answer=BODY, sender=ben.peer_id)]
    clients.send(ann, SendCandidate(candidate=BODY))
    assert clients.received(ben) == [PartnerCandidateCame(candidate=BODY, sender=ann.peer_id)]
    assert clients.received(ann) == []


@pytest.mark.usefixtures("paired")
def test_a_ready_visitor_gets_missed_signals_and_the_lower_id_is_asked_to_offer(
    clients: Clients, ann: Caller, ben: Caller
) -> None:
    clients.send(ann, BecomeReady())
    assert clients.outcomes == []
    clients.send(ann, OfferToPartner(offer=BODY))
    clients.send(ann, SendCandidate(candidate=BODY))
    clients.send(ben, BecomeReady())
    assert clients.received(ben) == [
        PartnerOffered(offer=BODY, sender=ann.peer_id),
        PartnerCandidateCame(candidate=BODY, sender=ann.peer_id),
    ]
    assert clients.received(ann) == [OfferWanted()]


@pytest.mark.usefixtures("paired")
def test_a_visitor_with_a_partner_gets_ice_servers(clients: Clients, ann: Caller) -> None:
    clients.send(ann, GetPairIceServers())
    (given,) = clients.acknowledged()
    assert isinstance(given, IceServersGiven)
