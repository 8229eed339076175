"""Hosts mute people, and ask people to unmute."""

import pytest

from rooms.models import Room
from rooms.refusals import (
    UnmuteDisabled,
)
from signaling.caller import Caller
from signaling.protocol.commands import (
    AskToUnmute,
    Mute,
    MuteAll,
    ToggleAudio,
)
from signaling.protocol.events import (
    AudioToggled,
    Muted,
    SettingsUpdated,
    UnmuteRequested,
)
from tests.signaling.actions.clients import Clients, audit_entries
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")


def test_everybody_except_hosts_and_cohosts_is_muted(
    clients: Clients, room: Room, host: Caller, cohost: Caller, guest: Caller
) -> None:
    clients.join(cohost, room)
    clients.send(cohost, MuteAll())
    assert Muted() in clients.received(guest)
    silenced = AudioToggled(socket_id=guest.peer_id, enabled=False)
    assert clients.received(host) == clients.received(cohost) == [silenced]
    assert [clients.seat(caller).is_muted for caller in (host, cohost, guest)] == [0, 0, 1]
    clients.send(guest, ToggleAudio(enabled=True))
    assert audit_entries() == [("mute_all", "Di", "")]


def test_mute_all_may_forbid_people_to_unmute_themselves(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(host, MuteAll(allow_unmute=False))
    assert isinstance(clients.received(guest)[0], SettingsUpdated)
    with pytest.raises(UnmuteDisabled):
        clients.send(guest, ToggleAudio(enabled=True))
    clients.send(host, MuteAll(allow_unmute=True))
    clients.send(guest, ToggleAudio(enabled=True))
    assert not clients.seat(guest).is_muted


def test_a_person_is_asked_to_unmute_and_stays_muted(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(guest, ToggleAudio(enabled=False))
    clients.send(host, AskToUnmute(target_id=clients.seat(guest).id))
    assert clients.received(guest) == [UnmuteRequested(by="Ann")]
    assert clients.received(host) == []
    assert clients.seat(guest).is_muted
    assert audit_entries() == [("ask_to_unmute", "Ann", "Bo")]


def test_the_target_is_told_to_mute_and_the_others_see_it_as_muted(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    third = a_caller("cy")
    clients.join(third, room)
    clients.send(host, Mute(target_id=guest.peer_id))
    assert clients.received(guest) == [Muted()]
    toggled = AudioToggled(socket_id=guest.peer_id, enabled=False)
    assert clients.received(host) == clients.received(third) == [toggled]
    assert clients.seat(guest).is_muted
