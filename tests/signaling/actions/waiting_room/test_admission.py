"""Who waits is let in or denied: who may decide, whom a host lets in, and what is kept of it."""

from typing import Any

import pytest

from rooms.models import Audit, Block, Room, Seat
from rooms.refusals import Blocked, KnockDenied, KnockerNotFound, NotAuthorized, RoomFull
from signaling.caller import Caller
from signaling.protocol.commands import (
    Admit,
    AdmitAll,
    Command,
    Deny,
    Leave,
    MessageWaiting,
    Mute,
    Remove,
    SettingsChange,
    UpdateSettings,
)
from signaling.protocol.events import AdmittedAll, KnockEnded, RoomJoined, WaitingChanged
from signaling.refusals import NotInRoom, PeerNotFound, WrongRoom
from tests.signaling.actions.clients import Company, deeds
from tests.signaling.actions.knocking import knock, knock_id, let_in
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("waiting_room")


def decisions(target: str) -> list[Command]:
    return [AdmitAll(target_ids=[target]), *decisions_on_one(target)]


def decisions_on_one(target: str) -> list[Command]:
    return [
        Admit(target_id=target),
        Deny(target_id=target),
        Deny(target_id=target, block=True),
        MessageWaiting(target_id=target, content="Soon"),
    ]


def test_who_sits_nowhere_decides_nothing(company: Company, knocker: Caller) -> None:
    target = knock_id(company, knocker)
    for command in decisions(target):
        for caller in (a_caller("nobody"), knocker):
            with pytest.raises(NotInRoom):
                company.do(caller, command)
    assert knock_id(company, knocker) == target


def test_a_participant_decides_nothing(
    company: Company, room: Room, host: Caller, knocker: Caller
) -> None:
    inside = let_in(company, room, host, "bo")
    for command in decisions(knock_id(company, knocker)):
        with pytest.raises(NotAuthorized):
            company.do(inside, command)
    assert deeds() == [("admit", "Ann", "Bo")]


def test_a_host_of_another_room_decides_nothing(
    company: Company, room: Room, knocker: Caller, other_room: Room, host: Caller
) -> None:
    target = knock_id(company, knocker)
    elsewhere = a_caller("ann-2", host.person)
    company.join(elsewhere, other_room)
    for command in decisions_on_one(target):
        with pytest.raises(KnockerNotFound):
            company.do(elsewhere, command)
    company.do(elsewhere, AdmitAll(target_ids=[target]))
    assert company.replied() == [AdmittedAll(admitted=[], full_for=[])]
    for claimed in (Admit, Deny):
        with pytest.raises(WrongRoom):
            company.do(elsewhere, claimed(target_id=target, room_id=room.code))
    assert knock_id(company, knocker) == target


def test_a_host_can_do_to_a_knocker_only_what_is_for_knockers(
    company: Company, knocker: Caller, host: Caller
) -> None:
    for command in (Mute, Remove):
        for target in (knocker.peer_id, knock_id(company, knocker)):
            with pytest.raises(PeerNotFound):
                company.do(host, command(target_id=target))


def names(events: list[Any]) -> list[str]:
    return [type(event).__name__ for event in events]


def test_who_is_let_in_comes_in_as_one_who_joined(
    company: Company, room: Room, host: Caller, knocker: Caller
) -> None:
    seat_id = knock_id(company, knocker)
    company.do(host, Admit(target_id=seat_id))
    (joined,) = company.told(knocker)
    assert isinstance(joined, RoomJoined)
    assert joined.participant_id == seat_id == company.seat(knocker).id
    assert names(company.told(host)) == ["PeerJoined", "WaitingChanged"]
    row = Seat.objects.get(pk=seat_id)
    assert (row.guest_id, row.display_name, row.role) == (
        knocker.person.guest_id,
        "Cy",
        "participant",
    )
    assert deeds() == [("admit", "Ann", "Cy")]
    assert Audit.objects.get(action="admit").target_seat == row.pk


def test_who_was_let_in_need_not_knock_again(
    company: Company, room: Room, host: Caller, knocker: Caller
) -> None:
    company.do(host, Admit(target_id=knocker.peer_id))
    company.do(knocker, Leave())
    assert company.join(a_caller("cy-2", knocker.person), room).participant_id


def test_a_cohost_lets_in_and_the_list_of_all_hosts_is_cleared(
    company: Company, room: Room, host: Caller, cohost: Caller, knocker: Caller
) -> None:
    company.join(cohost, room)
    company.do(cohost, Admit(target_id=knock_id(company, knocker)))
    for caller in (host, cohost):
        assert WaitingChanged(waiting=[]) in company.told(caller)
    with pytest.raises(KnockerNotFound):
        company.do(host, Admit(target_id=knocker.peer_id))
    assert deeds() == [("admit", "Di", "Cy")]


def test_where_the_room_is_full_the_knocker_waits_on(
    company: Company, room: Room, host: Caller, knocker: Caller
) -> None:
    other = knock_id(company, knock(company, room, "eve"))
    company.do(host, UpdateSettings(settings=SettingsChange(max_participants=2)))
    company.do(host, Admit(target_id=knocker.peer_id))
    for command in (Admit(target_id=other), AdmitAll(target_ids=[other])):
        with pytest.raises(RoomFull):
            company.do(host, command)
    (waits,) = company.presence.knocks(str(room.pk))
    assert waits.id == other
    assert deeds() == [("update_room", "Ann", ""), ("admit", "Ann", "Cy")]


def test_all_are_those_whom_the_host_saw(
    company: Company, room: Room, host: Caller, knocker: Caller
) -> None:
    seen = [knock_id(company, knocker), knock_id(company, knock(company, room, "eve"))]
    late = knock(company, room, "fay")
    company.do(host, AdmitAll(target_ids=[*seen, "nobody"]))
    assert company.replied() == [AdmittedAll(admitted=seen, full_for=[])]
    assert knock_id(company, late)
    assert deeds() == [("admit", "Ann", "Cy"), ("admit", "Ann", "Eve")]


def test_of_all_as_many_get_in_as_there_are_places(
    company: Company, room: Room, host: Caller, knocker: Caller
) -> None:
    other = knock(company, room, "eve")
    ids = [knock_id(company, knocker), knock_id(company, other)]
    company.do(host, UpdateSettings(settings=SettingsChange(max_participants=2)))
    company.do(host, AdmitAll(target_ids=ids))
    assert company.replied() == [AdmittedAll(admitted=ids[:1], full_for=ids[1:])]
    assert knock_id(company, other) == ids[1]


def test_who_is_denied_is_told_when_to_ask_again(
    company: Company, room: Room, host: Caller, knocker: Caller
) -> None:
    company.do(host, Deny(target_id=knock_id(company, knocker)))
    assert company.told(knocker) == [KnockEnded(status="denied", can_retry_after_seconds=30)]
    assert company.told(host) == [WaitingChanged(waiting=[])]
    assert deeds() == [("deny", "Ann", "Cy")]
    assert not Seat.objects.filter(guest_id=knocker.person.guest_id).exists()
    with pytest.raises(KnockDenied):
        knock(company, room, "cy")


def test_who_is_denied_twice_is_not_told_to_ask_again(
    company: Company, room: Room, host: Caller, knocker: Caller, clock: Clock
) -> None:
    company.do(host, Deny(target_id=knocker.peer_id))
    clock.pass_seconds(30)
    knock(company, room, "cy")
    (changed,) = company.told(host)
    assert changed.waiting[0].denied_before == 1
    company.do(host, Deny(target_id=knocker.peer_id))
    assert company.told(knocker) == [KnockEnded(status="denied")]


def test_who_is_denied_and_blocked_is_refused_from_then_on(
    company: Company, room: Room, host: Caller, knocker: Caller
) -> None:
    seat_id = knock_id(company, knocker)
    company.do(host, Deny(target_id=seat_id, block=True))
    assert company.told(knocker) == [KnockEnded(status="denied")]
    block = Block.objects.get()
    assert (block.guest_id, str(block.seat_id)) == (knocker.person.guest_id, seat_id)
    assert deeds() == [("block", "Ann", "Cy")]
    with pytest.raises(Blocked):
        knock(company, room, "cy")
