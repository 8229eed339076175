"""Direct links are closed when both people receive everything from the media server."""

from typing import Any

import pytest

from rooms.models import Room
from signaling.caller import Caller
from signaling.protocol.commands import (
    ReceivedSource,
    ReportMedia,
    RequestedPicture,
    RequestPictures,
    ToggleVideo,
)
from signaling.protocol.events import DirectLinksReplaced, PictureRequested
from tests.signaling.actions.clients import Clients
from tests.signaling.actions.room_media.media import CAPABILITIES, report, subscribe
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("over_server")
SOURCES: dict[str, Any] = {"0": "microphone", "1": "camera"}


def connect(clients: Clients, caller: Caller) -> None:
    """Let a client publish its microphone and camera, and subscribe."""
    clients.presence.media.published(clients.seat(caller).id, "p1", SOURCES)
    clients.send(caller, subscribe())


@pytest.fixture
def connected(clients: Clients, over_server: None, host: Caller, guest: Caller) -> None:
    connect(clients, host)
    connect(clients, guest)


def show(target: Caller, height: int = 360, source: Any = "camera") -> RequestPictures:
    picture = RequestedPicture(
        target_id=target.peer_id, width=2 * height, height=height, source=source
    )
    return RequestPictures(pictures=[picture])


@pytest.mark.usefixtures("connected")
def test_both_are_told_once_when_both_receive_everything(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(host, show(guest))
    clients.send(guest, show(host))
    clients.send(host, report(clients, guest, "microphone", "camera"))
    assert clients.outcomes == []
    clients.send(guest, report(clients, host, "microphone", "camera"))
    host_id, guest_id = clients.seat(host).id, clients.seat(guest).id
    assert clients.received(guest) == [DirectLinksReplaced(participant_ids=[host_id])]
    assert clients.received(host) == [DirectLinksReplaced(participant_ids=[guest_id])]
    clients.send(guest, report(clients, host, "microphone", "camera"))
    assert clients.outcomes == []


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize("missing", [["microphone"], ["camera"], []])
def test_a_missing_source_keeps_the_direct_link(
    clients: Clients, host: Caller, guest: Caller, missing: list[str]
) -> None:
    clients.send(host, show(guest))
    clients.send(guest, show(host))
    clients.send(host, report(clients, guest, "microphone", "camera"))
    clients.send(guest, report(clients, host, *missing))
    assert clients.outcomes == []


@pytest.mark.usefixtures("connected")
def test_a_picture_that_is_not_shown_is_not_needed(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(host, show(guest))
    clients.send(host, report(clients, guest, "microphone"))
    clients.send(guest, report(clients, host, "microphone"))
    assert clients.outcomes == []
    clients.send(host, show(guest, height=0))
    assert clients.received(host)[-1:] == [
        DirectLinksReplaced(participant_ids=[clients.seat(guest).id])
    ]


@pytest.mark.usefixtures("connected")
def test_a_camera_that_is_off_is_not_needed(clients: Clients, host: Caller, guest: Caller) -> None:
    clients.send(guest, show(host))
    clients.send(host, ToggleVideo(enabled=False))
    clients.send(host, report(clients, guest, "microphone"))
    clients.send(guest, report(clients, host, "microphone"))
    assert len(clients.outcomes) == 2


def test_a_person_that_publishes_nothing_yet_keeps_the_direct_link(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    connect(clients, host)
    clients.send(guest, subscribe())
    clients.send(guest, report(clients, host, "microphone"))
    clients.send(host, ReportMedia(received=[]))
    assert clients.outcomes == []


@pytest.mark.usefixtures("connected")
def test_a_new_subscribing_connection_has_received_nothing(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(guest, report(clients, host, "microphone"))
    clients.send(guest, subscribe("s2"))
    clients.send(host, report(clients, guest, "microphone"))
    assert clients.outcomes == []


@pytest.mark.usefixtures("connected")
def test_a_report_about_people_of_other_rooms_counts_for_nothing(
    clients: Clients, guest: Caller, stranger: Caller
) -> None:
    clients.send(guest, report(clients, stranger, "microphone"))
    assert clients.presence.media.received(clients.seat(guest).id) == frozenset()
    unknown = ReceivedSource(participant_id="nobody", source="camera")
    clients.send(guest, ReportMedia(received=[unknown]))
    assert clients.outcomes == []


@pytest.mark.usefixtures("connected")
def test_sizes_are_relayed_while_there_is_a_direct_link(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(guest, show(host))
    requested = PictureRequested(sender_id=guest.peer_id, width=720, height=360, source="camera")
    assert clients.received(host) == [requested]
    clients.send(host, report(clients, guest, "microphone"))
    clients.send(guest, report(clients, host, "microphone", "camera"))
    clients.send(guest, show(host, height=180))
    assert clients.outcomes == []


@pytest.mark.usefixtures("connected")
def test_a_client_without_media_server_gets_the_sizes_of_its_pictures(
    clients: Clients, room: Room, guest: Caller
) -> None:
    older = a_caller("cy")
    clients.join(older, room, display_name="Cy")
    clients.send(guest, show(older))
    assert [type(event) for event in clients.received(older)] == [PictureRequested]
    pictures = clients.presence.media.of_seat(clients.seat(guest).id).pictures
    assert pictures == ()


@pytest.mark.usefixtures("connected")
def test_the_newest_sixteen_pictures_are_kept(clients: Clients, room: Room, guest: Caller) -> None:
    for number in range(18):
        other = a_caller(f"p{number}")
        room.settings.max_participants = 50
        room.settings.save()
        clients.join(other, room, display_name=f"P{number}", capabilities=CAPABILITIES)
        clients.send(guest, show(other))
    seat = clients.presence.media.of_seat(clients.seat(guest).id)
    shown = [clients.seat(a_caller(f"p{number}")).id for number in range(2, 18)]
    assert [picture.seat_id for picture in seat.pictures] == shown
