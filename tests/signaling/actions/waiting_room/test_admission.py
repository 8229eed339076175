"""Hosts admit knockers."""

from typing import Any

import pytest

from rooms.models import Audit, Room, Seat
from rooms.refusals import KnockerNotFound, NotAuthorized, RoomFull
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
from signaling.protocol.events import AdmittedAll, RoomJoined, WaitingChanged
from signaling.refusals import NotInRoom, PeerNotFound, WrongRoom
from tests.signaling.actions.clients import Clients, audit_entries
from tests.signaling.actions.knocking import admit_knocker, knock, knock_id
from tests.signaling.examples import a_caller

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


def names(events: list[Any]) -> list[str]:
    return [type(event).__name__ for event in events]


def test_a_caller_without_a_seat_may_not_decide_about_knockers(
    clients: Clients, knocker: Caller
) -> None:
    target = knock_id(clients, knocker)
    for command in decisions(target):
        for caller in (a_caller("nobody"), knocker):
            with pytest.raises(NotInRoom):
                clients.send(caller, command)
    assert knock_id(clients, knocker) == target


def test_a_participant_may_not_decide_about_knockers(
    clients: Clients, room: Room, host: Caller, knocker: Caller
) -> None:
    inside = admit_knocker(clients, room, host, "bo")
    for command in decisions(knock_id(clients, knocker)):
        with pytest.raises(NotAuthorized):
            clients.send(inside, command)
    assert audit_entries() == [("admit", "Ann", "Bo")]


def test_a_host_of_another_room_decides_no_knock(
    clients: Clients, room: Room, knocker: Caller, other_room: Room, host: Caller
) -> None:
    target = knock_id(clients, knocker)
    elsewhere = a_caller("ann-2", host.person)
    clients.join(elsewhere, other_room)
    for command in decisions_on_one(target):
        with pytest.raises(KnockerNotFound):
            clients.send(elsewhere, command)
    clients.send(elsewhere, AdmitAll(target_ids=[target]))
    assert clients.acknowledged() == [AdmittedAll(admitted=[], full_for=[])]
    for claimed in (Admit, Deny):
        with pytest.raises(WrongRoom):
            clients.send(elsewhere, claimed(target_id=target, room_id=room.code))
    assert knock_id(clients, knocker) == target


def test_a_knocker_cannot_be_muted_or_removed(
    clients: Clients, knocker: Caller, host: Caller
) -> None:
    for command in (Mute, Remove):
        for target in (knocker.peer_id, knock_id(clients, knocker)):
            with pytest.raises(PeerNotFound):
                clients.send(host, command(target_id=target))


def test_an_admitted_knocker_gets_the_answer_of_a_join(
    clients: Clients, room: Room, host: Caller, knocker: Caller
) -> None:
    seat_id = knock_id(clients, knocker)
    clients.send(host, Admit(target_id=seat_id))
    (joined,) = clients.received(knocker)
    assert isinstance(joined, RoomJoined)
    assert joined.participant_id == seat_id == clients.seat(knocker).id
    assert names(clients.received(host)) == ["PeerJoined", "WaitingChanged"]
    row = Seat.objects.get(pk=seat_id)
    assert (row.guest_id, row.display_name, row.role) == (
        knocker.person.guest_id,
        "Cy",
        "participant",
    )
    assert audit_entries() == [("admit", "Ann", "Cy")]
    assert Audit.objects.get(action="admit").target_seat == row.pk


def test_an_admitted_person_need_not_knock_again(
    clients: Clients, room: Room, host: Caller, knocker: Caller
) -> None:
    clients.send(host, Admit(target_id=knocker.peer_id))
    clients.send(knocker, Leave())
    assert clients.join(a_caller("cy-2", knocker.person), room).participant_id


def test_a_cohost_admits_a_knocker_and_all_hosts_get_the_new_list(
    clients: Clients, room: Room, host: Caller, cohost: Caller, knocker: Caller
) -> None:
    clients.join(cohost, room)
    clients.send(cohost, Admit(target_id=knock_id(clients, knocker)))
    for caller in (host, cohost):
        assert WaitingChanged(waiting=[]) in clients.received(caller)
    with pytest.raises(KnockerNotFound):
        clients.send(host, Admit(target_id=knocker.peer_id))
    assert audit_entries() == [("admit", "Di", "Cy")]


def test_a_knocker_continues_to_wait_if_the_room_is_full(
    clients: Clients, room: Room, host: Caller, knocker: Caller
) -> None:
    other = knock_id(clients, knock(clients, room, "eve"))
    clients.send(host, UpdateSettings(settings=SettingsChange(max_participants=2)))
    clients.send(host, Admit(target_id=knocker.peer_id))
    for command in (Admit(target_id=other), AdmitAll(target_ids=[other])):
        with pytest.raises(RoomFull):
            clients.send(host, command)
    (waits,) = clients.presence.knocks(str(room.pk))
    assert waits.id == other
    assert audit_entries() == [("update_room", "Ann", ""), ("admit", "Ann", "Cy")]


def test_admit_all_admits_only_the_knockers_that_the_host_saw(
    clients: Clients, room: Room, host: Caller, knocker: Caller
) -> None:
    seen = [knock_id(clients, knocker), knock_id(clients, knock(clients, room, "eve"))]
    late = knock(clients, room, "fay")
    clients.send(host, AdmitAll(target_ids=[*seen, "nobody"]))
    assert clients.acknowledged() == [AdmittedAll(admitted=seen, full_for=[])]
    assert knock_id(clients, late)
    assert audit_entries() == [("admit", "Ann", "Cy"), ("admit", "Ann", "Eve")]


def test_admit_all_admits_as_many_knockers_as_the_room_has_free_seats(
    clients: Clients, room: Room, host: Caller, knocker: Caller
) -> None:
    other = knock(clients, room, "eve")
    ids = [knock_id(clients, knocker), knock_id(clients, other)]
    clients.send(host, UpdateSettings(settings=SettingsChange(max_participants=2)))
    clients.send(host, AdmitAll(target_ids=ids))
    assert clients.acknowledged() == [AdmittedAll(admitted=ids[:1], full_for=ids[1:])]
    assert knock_id(clients, other) == ids[1]
