"""The waiting room: what each side is told while somebody waits, and how the wait ends."""

import pytest

from rooms.models import Meeting, Room, Seat
from rooms.refusals import InvalidInput
from signaling.caller import Caller
from signaling.protocol.commands import CancelKnock, Join, Leave, MessageWaiting
from signaling.protocol.events import (
    KnockEnded,
    KnockerAddressed,
    KnockPlaced,
    Moved,
    RoomJoined,
    WaitingChanged,
)
from signaling.refusals import NotInRoom
from tests.signaling.actions.clients import Company, deeds
from tests.signaling.actions.knocking import knock, knock_id, let_in
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("waiting_room")


def test_a_knocker_is_told_only_where_it_waits(
    company: Company, room: Room, host: Caller, knocker: Caller
) -> None:
    (placed,) = company.told(knocker)
    assert placed == KnockPlaced(
        participant_id=knock_id(company, knocker),
        participant_token=placed.participant_token,
        room_name="Weekly",
        host_name="Ann",
        host_present=True,
    )
    (changed,) = company.told(host)
    assert isinstance(changed, WaitingChanged)
    (waits,) = changed.waiting
    assert (waits.display_name, waits.verified, waits.away) == ("Cy", False, False)
    assert not Seat.objects.filter(guest_id=knocker.person.guest_id).exists()


def test_a_knocker_is_told_when_a_host_comes_and_goes(
    company: Company, room: Room, host: Caller
) -> None:
    knocker = knock(company, room, "cy")
    company.join(host, room)
    assert [told.host_present for told in company.told(knocker)] == [True]
    company.lose(host)
    assert [told.host_present for told in company.told(knocker)] == [False]
    company.recover(host)
    assert [told.host_present for told in company.told(knocker)] == [True]
    assert company.presence.seat_of(knocker.peer_id) is None


def test_a_host_that_joins_hears_who_waits_and_a_participant_does_not(
    company: Company, room: Room, host: Caller, knocker: Caller, cohost: Caller
) -> None:
    waiting = company.join(cohost, room).waiting
    assert [one.display_name for one in waiting] == ["Cy"]
    inside = let_in(company, room, host, "bo")
    (joined, *_) = company.told(inside)
    assert isinstance(joined, RoomJoined)
    assert not joined.waiting


def test_a_knocker_is_written_to(company: Company, host: Caller, knocker: Caller) -> None:
    company.do(host, MessageWaiting(target_id=knocker.peer_id, content=" Two minutes \u202e"))
    assert company.told(knocker) == [KnockerAddressed(sender="Ann", content="Two minutes")]
    assert company.told(host) == []
    assert deeds() == [("message_waiting", "Ann", "Cy")]
    with pytest.raises(InvalidInput):
        company.do(host, MessageWaiting(target_id=knocker.peer_id, content=" "))


def test_only_who_waits_can_cancel(company: Company, host: Caller, knocker: Caller) -> None:
    for caller in (a_caller("nobody"), host):
        with pytest.raises(NotInRoom):
            company.do(caller, CancelKnock())
    company.do(knocker, CancelKnock())
    assert company.told(host) == [WaitingChanged(waiting=[])]
    assert company.told(knocker) == []
    with pytest.raises(NotInRoom):
        company.do(knocker, CancelKnock())


def test_who_waits_and_asks_for_another_room_waits_no_more(
    company: Company, host: Caller, knocker: Caller, other_room: Room
) -> None:
    company.join(knocker, other_room)
    assert company.told(host) == [WaitingChanged(waiting=[])]
    assert company.seat(knocker).room_id == str(other_room.pk)


def test_who_knocks_elsewhere_leaves_the_room_it_was_in(
    company: Company, room: Room, other_room: Room, host: Caller
) -> None:
    guest = a_caller("bo")
    company.join(guest, other_room)
    knock(company, room, "bo")
    assert not company.is_seated(guest)
    assert not Meeting.objects.filter(room=other_room, ended_at=None).exists()


def test_a_second_tab_waits_instead_of_the_first(
    company: Company, room: Room, host: Caller, knocker: Caller
) -> None:
    tab = a_caller("cy-2", knocker.person)
    company.do(tab, Join(room_code=room.code, display_name="Cy"))
    assert company.told(knocker) == [Moved()]
    assert company.closed() == [knocker.peer_id]
    (changed,) = company.told(host)
    assert len(changed.waiting) == 1


def test_a_second_tab_that_enters_by_itself_ends_the_wait_of_the_first(
    company: Company, room: Room, host: Caller, knocker: Caller, clock: Clock
) -> None:
    room.settings.waiting_room = False
    room.settings.save()
    clock.pass_seconds(1)
    tab = a_caller("cy-2", knocker.person)
    company.join(tab, room)
    assert company.told(knocker) == [Moved()]
    assert WaitingChanged(waiting=[]) in company.told(host)


def test_who_is_away_is_shown_as_such_and_expires(
    company: Company, host: Caller, knocker: Caller, clock: Clock
) -> None:
    company.lose(knocker)
    assert [one.away for one in company.told(host)[0].waiting] == [True]
    company.recover(knocker)
    assert [one.away for one in company.told(host)[0].waiting] == [False]
    company.drop(knocker, how="closed")
    assert [one.away for one in company.told(host)[0].waiting] == [True]
    clock.pass_seconds(45)
    company.lapse()
    assert company.told(knocker) == [KnockEnded(status="expired")]
    assert company.told(host) == [WaitingChanged(waiting=[])]


def test_who_misbehaves_waits_no_more(company: Company, host: Caller, knocker: Caller) -> None:
    company.drop(knocker, how="misbehaved")
    assert company.told(host) == [WaitingChanged(waiting=[])]
    with pytest.raises(NotInRoom):
        company.do(knocker, CancelKnock())


def test_when_the_last_one_leaves_everybody_who_waits_is_told(
    company: Company, host: Caller, knocker: Caller
) -> None:
    company.do(host, Leave())
    assert company.told(knocker) == [KnockEnded(status="ended")]
    with pytest.raises(NotInRoom):
        company.do(knocker, CancelKnock())
