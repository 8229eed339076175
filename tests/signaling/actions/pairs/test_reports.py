"""A partner is reported: what is kept of it, and who is not paired again."""

import pytest

from rooms.models import Report
from signaling.caller import Caller
from signaling.presence.refusals import NotPaired
from signaling.protocol.commands import FindPartner, GoOnline, ReportPartner, WriteToPartner
from signaling.protocol.events import PartnerLost, PartnerSought
from tests.signaling.actions.clients import Company


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
        company.go_offline(visitor)
        company.do(visitor, GoOnline())
        company.do(visitor, FindPartner())
        assert company.told(visitor) == [PartnerSought()]


@pytest.mark.usefixtures("paired")
def test_the_partner_who_has_just_left_can_be_reported_but_nobody_by_mistake(
    company: Company, ann: Caller, ben: Caller, cid: Caller
) -> None:
    with pytest.raises(NotPaired):
        company.do(ann, ReportPartner(partner_id=cid.peer_id))
    company.go_offline(ben)
    company.do(ann, ReportPartner(partner_id=ben.peer_id))
    assert Report.objects.get().reported_guest_id == ben.person.guest_id
    company.do(ann, FindPartner())
    company.do(cid, FindPartner())
    with pytest.raises(NotPaired):
        company.do(ann, ReportPartner(partner_id=ben.peer_id))
    assert Report.objects.count() == 1
