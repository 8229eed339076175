"""People who sit down after the room has switched off microphones and cameras."""

import pytest

from rooms.models import Room
from signaling.caller import Caller
from signaling.protocol.commands import Admit, SettingsChange, UpdateSettings
from signaling.protocol.events import PeerJoined
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller

SILENT = UpdateSettings(settings=SettingsChange(allow_microphone=False, allow_camera=False))


@pytest.mark.usefixtures("seated")
def test_a_person_who_was_away_returns_without_these_media(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    clients.end_connection(guest, how="closed")
    clients.send(host, SILENT)
    answer = clients.join(a_caller("bo-2", guest.person), room)
    assert (answer.you.is_muted, answer.you.is_video_off) == (True, True)
    (joined,) = clients.received(host)
    assert isinstance(joined, PeerJoined)
    assert joined.participant == answer.you


def test_a_person_who_waited_is_admitted_without_these_media(
    clients: Clients, host: Caller, knocker: Caller
) -> None:
    clients.send(host, SILENT)
    clients.send(host, Admit(target_id=knocker.peer_id))
    seat = clients.seat(knocker)
    assert (seat.is_muted, seat.is_video_off) == (True, True)


@pytest.mark.usefixtures("seated")
def test_a_host_returns_with_these_media(clients: Clients, room: Room, host: Caller) -> None:
    clients.send(host, SILENT)
    clients.end_connection(host, how="closed")
    answer = clients.join(a_caller("ann-2", host.person), room)
    assert (answer.you.is_muted, answer.you.is_video_off) == (False, False)
