"""The measurements of clients are kept for operators, and nobody in the room is told."""

from typing import Any

import pytest

from rooms.models import Room
from signaling.caller import Caller
from signaling.presence.media_records import MediaQuality
from signaling.protocol.commands import Leave, ReportMediaQuality
from signaling.refusals import NotInRoom, WrongRoom
from tests.signaling.actions.clients import Clients
from tests.signaling.actions.room_media.media import CAPABILITIES
from tests.signaling.examples import a_caller

FIELDS: dict[str, Any] = {
    "over": "server",
    "is_relayed": True,
    "round_trip_ms": 42,
    "received_loss": 0.03,
    "sent_loss": None,
    "received_height": 360,
    "sent_height": 720,
}
MEASURED = ReportMediaQuality(**FIELDS)


def quality(clients: Clients, caller: Caller) -> MediaQuality | None:
    return clients.presence.media.quality(clients.seat(caller))


@pytest.mark.usefixtures("seated")
def test_a_caller_without_a_seat_is_refused(clients: Clients) -> None:
    with pytest.raises(NotInRoom):
        clients.send(a_caller("nobody"), MEASURED)


@pytest.mark.usefixtures("seated")
def test_the_id_of_another_room_is_refused(
    clients: Clients, guest: Caller, other_room: Room
) -> None:
    with pytest.raises(WrongRoom):
        clients.send(guest, ReportMediaQuality(room_id=other_room.code, over="direct"))
    assert quality(clients, guest) is None


@pytest.mark.usefixtures("seated")
def test_the_latest_report_is_kept_and_nobody_is_told(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(guest, ReportMediaQuality(over="direct"))
    clients.send(guest, MEASURED)

    assert quality(clients, guest) == MediaQuality(**FIELDS)
    assert quality(clients, host) is None
    assert clients.received(host) == clients.received(guest) == []


def test_a_client_without_capabilities_may_report(
    clients: Clients, room: Room, host: Caller
) -> None:
    clients.join(host, room)
    clients.send(host, ReportMediaQuality(over="direct"))
    assert quality(clients, host) is not None


@pytest.mark.usefixtures("seated")
def test_another_client_of_the_person_has_not_measured_anything_yet(
    clients: Clients, room: Room, host: Caller
) -> None:
    clients.send(host, MEASURED)
    again = a_caller("host again", host.person)
    clients.join(again, room, capabilities=CAPABILITIES)
    assert clients.seat(again).peer_id == again.peer_id
    assert quality(clients, again) is None


@pytest.mark.usefixtures("seated")
def test_a_report_goes_with_the_seat(clients: Clients, room: Room, guest: Caller) -> None:
    clients.send(guest, MEASURED)
    before = clients.seat(guest)
    clients.send(guest, Leave())
    assert clients.presence.media.quality(before) is None


@pytest.mark.usefixtures("over_server")
def test_no_snapshot_contains_a_report(clients: Clients, guest: Caller) -> None:
    clients.presence.snapshots.take_changed()
    clients.send(guest, MEASURED)
    changed, _ = clients.presence.snapshots.take_changed()
    assert changed == {}
