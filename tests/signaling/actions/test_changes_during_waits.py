"""An action that has waited changes the seat as it is then, and tells what it has changed."""

from collections.abc import Awaitable, Callable

import pytest
from msgspec.structs import replace

from rooms.models import Room
from rooms.refusals import UnmuteDisabled
from signaling.caller import Caller
from signaling.protocol.commands import (
    Join,
    LowerHand,
    MuteAll,
    RaiseHand,
    Rename,
    SetRole,
    ToggleAudio,
)
from signaling.protocol.events import HandLowered, PeerUpdated
from tests.signaling.actions.clients import Clients
from tests.signaling.database_gate import GatedPool
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")


def joins(clients: Clients, caller: Caller, room: Room) -> Callable[[], Awaitable[object]]:
    return lambda: clients.carry_out(caller, Join(room_code=room.code, display_name="Bo"))


def test_a_lowered_hand_is_told_with_the_peer_that_took_the_seat_over_meanwhile(
    clients: Clients, pool: GatedPool, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(guest, RaiseHand(raised=True))
    tab = a_caller("bo-2", guest.person)
    pool.after_next(joins(clients, tab, room))
    clients.send(host, LowerHand(target_id=guest.peer_id))
    assert clients.received(host) == clients.received(tab) == [HandLowered(socket_id=tab.peer_id)]


def test_a_hand_that_was_raised_meanwhile_is_lowered(
    clients: Clients, pool: GatedPool, host: Caller, guest: Caller
) -> None:
    pool.after_next(lambda: clients.carry_out(guest, RaiseHand(raised=True)))
    clients.send(host, LowerHand(target_id=guest.peer_id))
    assert clients.received(guest) == [HandLowered(socket_id=guest.peer_id)]
    assert clients.seat(guest).hand_raised_at is None


def test_a_new_name_is_told_with_the_peer_that_took_the_seat_over_meanwhile(
    clients: Clients, pool: GatedPool, room: Room, host: Caller, guest: Caller
) -> None:
    tab = a_caller("bo-2", guest.person)
    pool.after_next(joins(clients, tab, room))
    clients.send(guest, Rename(display_name="Bob"))
    (updated,) = clients.received(host)
    assert isinstance(updated, PeerUpdated)
    assert (updated.socket_id, updated.display_name) == (tab.peer_id, "Bob")


def test_a_role_is_told_although_the_target_had_it_before_the_wait(
    clients: Clients, pool: GatedPool, room: Room, host: Caller, cohost: Caller
) -> None:
    clients.join(cohost, room)

    async def demote() -> None:
        clients.presence.rooms.assign_role(str(room.pk), cohost.person.key, "participant")

    pool.after_next(demote)
    clients.send(host, SetRole(target_id=cohost.peer_id, role="cohost"))
    assert clients.seat(cohost).role == "cohost"
    updated = clients.received(cohost)[0]
    assert isinstance(updated, PeerUpdated)
    assert updated.role == "cohost"


def test_unmuting_is_forbidden_although_it_was_allowed_meanwhile(
    clients: Clients, pool: GatedPool, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(host, MuteAll(allow_unmute=False))

    async def allow_unmute() -> None:
        in_session = clients.presence.room(str(room.pk))
        assert in_session is not None
        rules = replace(in_session.rules, allow_unmute=True)
        clients.presence.rooms.change(in_session.id, rules=rules)

    pool.after_next(allow_unmute)
    clients.send(host, MuteAll(allow_unmute=False))
    with pytest.raises(UnmuteDisabled):
        clients.send(guest, ToggleAudio(enabled=True))
