"""Who is paired with whom, who is not, and what is told when it ends."""

import pytest
from django.conf import LazySettings

from rooms.models import PairBlock
from rooms.pairing import (
    EmailDomainRequired,
    PairingBlocked,
    PairingDisabled,
    PairingSignInRequired,
)
from signaling.actions.pairs.connection_changes import lose_visitor, recover_visitor
from signaling.caller import Caller
from signaling.protocol.commands import FindNextPartner, FindPartner, GoOnline, WriteToPartner
from signaling.protocol.connection_changes import ConnectionRecovered, TransportLost
from signaling.protocol.events import PartnerFound, PartnerLost, PartnerSought
from tests.signaling.actions.clients import Company


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
    company.go_offline(ann)
    assert company.told(ben) == [PartnerLost(partner_id=ann.peer_id)]
    company.do(ben, FindNextPartner())
    assert company.told(ben) == [PartnerSought()]


@pytest.mark.usefixtures("paired")
def test_who_is_lost_for_a_moment_keeps_the_partner_and_who_closed_the_page_does_not(
    company: Company, ann: Caller, ben: Caller
) -> None:
    assert lose_visitor(ann, TransportLost(), company.presence) == []
    assert recover_visitor(ann, ConnectionRecovered(), company.presence) == []
    company.do(ben, WriteToPartner(text="Still there?"))
    assert len(company.told(ann)) == 1
    company.outcomes = lose_visitor(ann, TransportLost(went_away=True), company.presence)
    assert company.told(ben) == [PartnerLost(partner_id=ann.peer_id)]


@pytest.mark.usefixtures("online")
def test_who_waits_and_is_lost_finds_a_partner_when_back(
    company: Company, ann: Caller, ben: Caller
) -> None:
    company.do(ann, FindPartner())
    lose_visitor(ann, TransportLost(), company.presence)
    company.do(ben, FindPartner())
    assert company.told(ben) == [PartnerSought()]
    company.outcomes = recover_visitor(ann, ConnectionRecovered(), company.presence)
    assert company.told(ann) == [PartnerFound(with_video=False, partner_id=ben.peer_id)]
