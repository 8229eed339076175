"""Random pairs without a socket: who hears what, and what is refused."""

from functools import partial

import msgspec
import pytest
from asgiref.sync import async_to_sync
from django.conf import LazySettings

from accounts.models import User
from accounts.people import person_of_account
from rooms.models import PairBlock, Report
from rooms.pairing import (
    EmailDomainRequired,
    PairingBlocked,
    PairingDisabled,
    PairingSignInRequired,
)
from rooms.refusals import InvalidInput
from signaling.actions.pairing import leave_pairing, lose_pairing, recover_pairing
from signaling.caller import Caller
from signaling.commands import Command
from signaling.events import IceServersGiven
from signaling.pairing.commands import (
    AnswerPartner,
    BecomeReady,
    FindNextPartner,
    FindPartner,
    GetPairIceServers,
    GoOnline,
    OfferToPartner,
    ReportPartner,
    SendCandidate,
    WriteToPartner,
)
from signaling.pairing.events import (
    OfferWanted,
    PairMessagePosted,
    PartnerAnswered,
    PartnerCandidateCame,
    PartnerFound,
    PartnerLost,
    PartnerOffered,
    PartnerSought,
)
from signaling.pairing.refusals import NotPaired
from tests.signaling.actions.company import Company
from tests.signaling.examples import a_caller

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


@pytest.fixture
def ann(owner: User) -> Caller:
    """Give a visitor with an account."""
    return a_caller("ann", person_of_account(owner))


@pytest.fixture
def ben() -> Caller:
    return a_caller("ben")


@pytest.fixture
def cid() -> Caller:
    return a_caller("cid")


@pytest.fixture
def online(company: Company, ann: Caller, ben: Caller, cid: Caller) -> None:
    for visitor in (ann, ben, cid):
        company.do(visitor, GoOnline())


@pytest.fixture
def paired(company: Company, online: None, ann: Caller, ben: Caller) -> None:
    company.do(ann, FindPartner())
    company.do(ben, FindPartner())


def go(company: Company, visitor: Caller) -> None:
    company.outcomes = async_to_sync(leave_pairing)(visitor, company.presence)


def test_who_never_came_can_do_nothing(company: Company, ben: Caller) -> None:
    for command in TO_A_PARTNER:
        with pytest.raises(NotPaired):
            company.do(ben, command)
    with pytest.raises(PairingBlocked):
        company.do(ben, FindPartner())
    go(company, ben)
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


def test_a_switch_a_sign_in_and_a_domain_may_keep_people_out(
    company: Company, ann: Caller, ben: Caller, settings: LazySettings
) -> None:
    settings.PAIRING_ENABLED = False
    with pytest.raises(PairingDisabled):
        company.do(ann, GoOnline())
    settings.PAIRING_ENABLED, settings.PAIRING_SIGN_IN_REQUIRED = True, True
    with pytest.raises(PairingSignInRequired):
        company.do(ben, GoOnline())
    company.do(ann, GoOnline())
    settings.PAIRING_SIGN_IN_REQUIRED, settings.PAIRING_EMAIL_DOMAINS = False, ["ample.org"]
    with pytest.raises(PairingSignInRequired):
        company.do(ben, GoOnline())
    with pytest.raises(EmailDomainRequired):
        company.do(ann, GoOnline())
    settings.PAIRING_EMAIL_DOMAINS = ["ample.org", "example.org"]
    company.do(ann, GoOnline())


def test_who_is_blocked_finds_nobody(company: Company, ben: Caller) -> None:
    PairBlock.objects.create(guest_id=ben.person.guest_id)
    company.do(ben, GoOnline())
    with pytest.raises(PairingBlocked):
        company.do(ben, FindPartner())


@pytest.mark.usefixtures("online")
def test_two_who_look_for_a_partner_find_each_other(
    company: Company, ann: Caller, ben: Caller
) -> None:
    company.do(ann, FindPartner(email="somebody@else.example", with_video=True))
    assert company.told(ann) == [PartnerSought()]
    company.do(ben, FindPartner(with_video=False))
    found = PartnerFound(with_video=True, partner_id=ann.peer_id)
    assert company.told(ben) == [PartnerSought(), found]
    assert company.told(ann) == [PartnerFound(with_video=True, partner_id=ben.peer_id)]


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
def test_the_next_is_sought_at_once_and_the_partner_hears_of_it(
    company: Company, ann: Caller, ben: Caller
) -> None:
    company.do(ann, FindNextPartner())
    assert company.told(ann) == [PartnerSought()]
    assert company.told(ben) == [PartnerLost(partner_id=ann.peer_id)]
    company.do(ann, FindNextPartner())
    assert (company.told(ann), company.told(ben)) == ([PartnerSought()], [])


@pytest.mark.usefixtures("paired")
def test_who_was_left_may_ask_for_the_next_as_well(
    company: Company, ann: Caller, ben: Caller
) -> None:
    go(company, ann)
    assert company.told(ben) == [PartnerLost(partner_id=ann.peer_id)]
    company.do(ben, FindNextPartner())
    assert company.told(ben) == [PartnerSought()]


@pytest.mark.usefixtures("paired")
def test_who_is_lost_for_a_moment_keeps_the_partner_and_who_closed_the_page_does_not(
    company: Company, ann: Caller, ben: Caller
) -> None:
    for deed in (partial(lose_pairing, went_away=False), recover_pairing):
        company.outcomes = async_to_sync(deed)(ann, company.presence)
        assert company.outcomes == []
    company.do(ben, WriteToPartner(text="Still there?"))
    assert len(company.told(ann)) == 1
    company.outcomes = async_to_sync(lose_pairing)(ann, company.presence, went_away=True)
    assert company.told(ben) == [PartnerLost(partner_id=ann.peer_id)]


@pytest.mark.usefixtures("online")
def test_who_waits_and_is_lost_finds_a_partner_when_back(
    company: Company, ann: Caller, ben: Caller
) -> None:
    company.do(ann, FindPartner())
    async_to_sync(lose_pairing)(ann, company.presence, went_away=False)
    company.do(ben, FindPartner())
    assert company.told(ben) == [PartnerSought()]
    company.outcomes = async_to_sync(recover_pairing)(ann, company.presence)
    assert company.told(ann) == [PartnerFound(with_video=False, partner_id=ben.peer_id)]


@pytest.mark.usefixtures("paired")
def test_ice_servers_are_for_those_who_have_a_partner(company: Company, ann: Caller) -> None:
    company.do(ann, GetPairIceServers())
    (given,) = company.replied()
    assert isinstance(given, IceServersGiven)


@pytest.mark.usefixtures("paired")
def test_a_report_is_stored_with_the_last_messages_and_ends_the_pair(
    company: Company, ann: Caller, ben: Caller
) -> None:
    company.do(ann, WriteToPartner(text="Hello"))
    company.do(ben, WriteToPartner(text="Something rude"))
    company.do(ann, ReportPartner(reason="Rude", partner_id=ben.peer_id))
    assert company.told(ann) == [PartnerLost(partner_id=ben.peer_id)]
    assert company.told(ben) == [PartnerLost(partner_id=ann.peer_id)]
    stored = Report.objects.get()
    assert (stored.reporter_id, stored.reporter_guest_id) == (ann.person.user_id, None)
    assert (stored.reported_id, stored.reported_guest_id) == (None, ben.person.guest_id)
    assert stored.reason == "Rude"
    said = [(one["by"], one["text"]) for one in stored.messages]
    assert said == [("reporter", "Hello"), ("reported", "Something rude")]


@pytest.mark.usefixtures("paired")
def test_two_of_whom_one_reported_the_other_are_not_paired_again(
    company: Company, ann: Caller, ben: Caller
) -> None:
    company.do(ann, ReportPartner())
    for visitor in (ann, ben):
        company.do(visitor, FindPartner())
        assert company.told(visitor) == [PartnerSought()]
    for visitor in (ann, ben):
        go(company, visitor)
        company.do(visitor, GoOnline())
        company.do(visitor, FindPartner())
        assert company.told(visitor) == [PartnerSought()]


@pytest.mark.usefixtures("paired")
def test_the_partner_who_has_just_left_can_be_reported_but_nobody_by_mistake(
    company: Company, ann: Caller, ben: Caller, cid: Caller
) -> None:
    with pytest.raises(NotPaired):
        company.do(ann, ReportPartner(partner_id=cid.peer_id))
    go(company, ben)
    company.do(ann, ReportPartner(partner_id=ben.peer_id))
    assert Report.objects.get().reported_guest_id == ben.person.guest_id
    company.do(ann, FindPartner())
    company.do(cid, FindPartner())
    with pytest.raises(NotPaired):
        company.do(ann, ReportPartner(partner_id=ben.peer_id))
    assert Report.objects.count() == 1
