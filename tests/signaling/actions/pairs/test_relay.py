"""What two who are paired say to each other, and nobody else."""

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
from tests.signaling.actions.clients import Company

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


def test_who_never_came_can_do_nothing(company: Company, ben: Caller) -> None:
    for command in TO_A_PARTNER:
        with pytest.raises(NotPaired):
            company.do(ben, command)
    with pytest.raises(PairingBlocked):
        company.do(ben, FindPartner())
    company.go_offline(ben)
    assert company.outcomes == []


@pytest.mark.usefixtures("online")
def test_who_has_no_partner_can_only_look_for_one(company: Company, ben: Caller) -> None:
    for command in TO_A_PARTNER:
        with pytest.raises(NotPaired):
            company.do(ben, command)


@pytest.mark.usefixtures("paired")
def test_nothing_reaches_anybody_but_the_partner(
    company: Company, ben: Caller, cid: Caller
) -> None:
    for command in TO_A_PARTNER:
        with pytest.raises(NotPaired):
            company.do(cid, command)
    company.do(ben, WriteToPartner(text="Hello"))
    assert company.told(cid) == []


@pytest.mark.usefixtures("paired")
def test_a_message_goes_to_both_under_the_address_of_the_account(
    company: Company, ann: Caller, ben: Caller
) -> None:
    company.do(ann, WriteToPartner(text="  Hello\x07 "))
    (posted,) = company.told(ben)
    assert company.told(ann) == [posted]
    assert isinstance(posted, PairMessagePosted)
    assert (posted.sender, posted.text) == (ann.peer_id, "Hello")
    assert posted.sender_email == "ann@example.org"
    company.do(ben, WriteToPartner(text="Hello"))
    (posted,) = company.told(ann)
    assert isinstance(posted, PairMessagePosted)
    assert posted.sender_email == "Anonymous"


@pytest.mark.usefixtures("paired")
@pytest.mark.parametrize("text", ["", " \n ", "\x07", "x" * 2001])
def test_a_message_has_1_to_2000_characters(company: Company, ben: Caller, text: str) -> None:
    with pytest.raises(InvalidInput):
        company.do(ben, WriteToPartner(text=text))


@pytest.mark.usefixtures("paired")
def test_signals_are_passed_on_as_they_came(company: Company, ann: Caller, ben: Caller) -> None:
    company.do(ann, OfferToPartner(offer=BODY))
    assert company.told(ben) == [PartnerOffered(offer=BODY, sender=ann.peer_id)]
    company.do(ben, AnswerPartner(answer=BODY))
    assert company.told(ann) == [PartnerAnswered(answer=BODY, sender=ben.peer_id)]
    company.do(ann, SendCandidate(candidate=BODY))
    assert company.told(ben) == [PartnerCandidateCame(candidate=BODY, sender=ann.peer_id)]
    assert company.told(ann) == []


@pytest.mark.usefixtures("paired")
def test_who_becomes_ready_hears_what_was_missed_and_the_lower_id_is_to_offer(
    company: Company, ann: Caller, ben: Caller
) -> None:
    company.do(ann, BecomeReady())
    assert company.outcomes == []
    company.do(ann, OfferToPartner(offer=BODY))
    company.do(ann, SendCandidate(candidate=BODY))
    company.do(ben, BecomeReady())
    assert company.told(ben) == [
        PartnerOffered(offer=BODY, sender=ann.peer_id),
        PartnerCandidateCame(candidate=BODY, sender=ann.peer_id),
    ]
    assert company.told(ann) == [OfferWanted()]


@pytest.mark.usefixtures("paired")
def test_ice_servers_are_for_those_who_have_a_partner(company: Company, ann: Caller) -> None:
    company.do(ann, GetPairIceServers())
    (given,) = company.replied()
    assert isinstance(given, IceServersGiven)
