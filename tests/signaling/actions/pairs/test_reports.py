"""A visitor reports its partner."""

import pytest

from rooms.models import Report
from signaling.caller import Caller
from signaling.presence.refusals import NotPaired
from signaling.protocol.commands import FindPartner, GoOnline, ReportPartner, WriteToPartner
from signaling.protocol.events import PartnerLost, PartnerSought
from tests.signaling.actions.clients import Clients


@pytest.mark.usefixtures("paired")
def test_a_report_is_stored_with_the_last_messages_and_ends_the_pair(
    clients: Clients, ann: Caller, ben: Caller
) -> None:
    clients.send(ann, WriteToPartner(text="Hello"))
    clients.send(ben, WriteToPartner(text="Something rude"))
    clients.send(ann, ReportPartner(reason="Rude", partner_id=ben.peer_id))
    assert clients.received(ann) == [PartnerLost(partner_id=ben.peer_id)]
    assert clients.received(ben) == [PartnerLost(partner_id=ann.peer_id)]
    stored = Report.objects.get()
    assert (stored.reporter_id, stored.reporter_guest_id) == (ann.person.user_id, None)
    assert (stored.reported_id, stored.reported_guest_id) == (None, ben.person.guest_id)
    assert stored.reason == "Rude"
    said = [(one["by"], one["text"]) for one in stored.messages]
    assert said == [("reporter", "Hello"), ("reported", "Something rude")]


@pytest.mark.usefixtures("paired")
def test_visitors_are_not_paired_again_after_a_report(
    clients: Clients, ann: Caller, ben: Caller
) -> None:
    clients.send(ann, ReportPartner())
    for visitor in (ann, ben):
        clients.send(visitor, FindPartner())
        assert clients.received(visitor) == [PartnerSought()]
    for visitor in (ann, ben):
        clients.go_offline(visitor)
        clients.send(visitor, GoOnline())
        clients.send(visitor, FindPartner())
        assert clients.received(visitor) == [PartnerSought()]


@pytest.mark.usefixtures("paired")
def test_a_partner_that_has_just_left_can_be_reported_and_another_visitor_cannot(
    clients: Clients, ann: Caller, ben: Caller, cid: Caller
) -> None:
    with pytest.raises(NotPaired):
        clients.send(ann, ReportPartner(partner_id=cid.peer_id))
    clients.go_offline(ben)
    clients.send(ann, ReportPartner(partner_id=ben.peer_id))
    assert Report.objects.get().reported_guest_id == ben.person.guest_id
    clients.send(ann, FindPartner())
    clients.send(cid, FindPartner())
    with pytest.raises(NotPaired):
        clients.send(ann, ReportPartner(partner_id=ben.peer_id))
    assert Report.objects.count() == 1


@pytest.mark.usefixtures("paired")
def test_a_repeated_report_is_stored_once_and_the_reported_visitor_may_report_too(
    clients: Clients, ann: Caller, ben: Caller
) -> None:
    for _ in range(3):
        clients.send(ann, ReportPartner(reason="Rude"))
    clients.send(ben, ReportPartner(reason="Ruder"))
    assert [stored.reason for stored in Report.objects.order_by("pk")] == ["Rude", "Ruder"]
