"""Visitors find a partner, lose it, and find the next one."""

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
from signaling.concurrency.database import in_database
from signaling.protocol.commands import FindNextPartner, FindPartner, GoOnline, WriteToPartner
from signaling.protocol.connection_changes import ConnectionRecovered, TransportLost
from signaling.protocol.events import PartnerFound, PartnerLost, PartnerSought
from tests.signaling.actions.clients import Clients
from tests.signaling.database_gate import GatedPool


def test_pairing_may_be_disabled_or_limited_to_accounts_and_e_mail_domains(
    clients: Clients, ann: Caller, ben: Caller, settings: LazySettings
) -> None:
    settings.PAIRING_ENABLED = False
    with pytest.raises(PairingDisabled):
        clients.send(ann, GoOnline())
    settings.PAIRING_ENABLED, settings.PAIRING_SIGN_IN_REQUIRED = True, True
    with pytest.raises(PairingSignInRequired):
        clients.send(ben, GoOnline())
    clients.send(ann, GoOnline())
    settings.PAIRING_SIGN_IN_REQUIRED, settings.PAIRING_EMAIL_DOMAINS = False, ["ample.org"]
    with pytest.raises(PairingSignInRequired):
        clients.send(ben, GoOnline())
    with pytest.raises(EmailDomainRequired):
        clients.send(ann, GoOnline())
    settings.PAIRING_EMAIL_DOMAINS = ["ample.org", "example.org"]
    clients.send(ann, GoOnline())


def test_a_blocked_visitor_finds_no_partner(clients: Clients, ben: Caller) -> None:
    PairBlock.objects.create(guest_id=ben.person.guest_id)
    clients.send(ben, GoOnline())
    with pytest.raises(PairingBlocked):
        clients.send(ben, FindPartner())


def test_a_visitor_that_is_blocked_while_it_comes_online_finds_no_partner(
    clients: Clients, pool: GatedPool, ben: Caller
) -> None:
    async def block() -> None:
        await in_database(PairBlock.objects.create, guest_id=ben.person.guest_id)
        clients.presence.pairs.block(ben.person.key)

    pool.after_next(block)
    clients.send(ben, GoOnline())
    with pytest.raises(PairingBlocked):
        clients.send(ben, FindPartner())


@pytest.mark.usefixtures("online")
def test_two_visitors_that_ask_for_a_partner_are_paired(
    clients: Clients, ann: Caller, ben: Caller
) -> None:
    clients.send(ann, FindPartner(email="somebody@else.example", with_video=True))
    assert clients.received(ann) == [PartnerSought()]
    clients.send(ben, FindPartner(with_video=False))
    found = PartnerFound(with_video=True, partner_id=ann.peer_id)
    assert clients.received(ben) == [PartnerSought(), found]
    assert clients.received(ann) == [PartnerFound(with_video=True, partner_id=ben.peer_id)]


@pytest.mark.usefixtures("paired")
def test_a_visitor_that_asks_for_the_next_partner_waits_and_its_partner_is_told(
    clients: Clients, ann: Caller, ben: Caller
) -> None:
    clients.send(ann, FindNextPartner())
    assert clients.received(ann) == [PartnerSought()]
    assert clients.received(ben) == [PartnerLost(partner_id=ann.peer_id)]
    clients.send(ann, FindNextPartner())
    assert (clients.received(ann), clients.received(ben)) == ([PartnerSought()], [])


@pytest.mark.usefixtures("paired")
def test_a_visitor_whose_partner_left_may_ask_for_the_next(
    clients: Clients, ann: Caller, ben: Caller
) -> None:
    clients.go_offline(ann)
    assert clients.received(ben) == [PartnerLost(partner_id=ann.peer_id)]
    clients.send(ben, FindNextPartner())
    assert clients.received(ben) == [PartnerSought()]


@pytest.mark.usefixtures("paired")
def test_a_pair_survives_a_lost_transport_and_not_a_closed_page(
    clients: Clients, ann: Caller, ben: Caller
) -> None:
    assert lose_visitor(ann, TransportLost(), clients.presence) == []
    assert recover_visitor(ann, ConnectionRecovered(), clients.presence) == []
    clients.send(ben, WriteToPartner(text="Still there?"))
    assert len(clients.received(ann)) == 1
    clients.outcomes = lose_visitor(ann, TransportLost(went_away=True), clients.presence)
    assert clients.received(ben) == [PartnerLost(partner_id=ann.peer_id)]


@pytest.mark.usefixtures("online")
def test_a_waiting_visitor_that_was_lost_finds_a_partner_after_its_recovery(
    clients: Clients, ann: Caller, ben: Caller
) -> None:
    clients.send(ann, FindPartner())
    lose_visitor(ann, TransportLost(), clients.presence)
    clients.send(ben, FindPartner())
    assert clients.received(ben) == [PartnerSought()]
    clients.outcomes = recover_visitor(ann, ConnectionRecovered(), clients.presence)
    assert clients.received(ann) == [PartnerFound(with_video=False, partner_id=ben.peer_id)]
