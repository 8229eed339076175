"""The sizes of pictures, relayed to the peers that send them."""

import pytest

from rooms.models import Room
from signaling.caller import Caller
from signaling.protocol.commands import RequestedPicture, RequestPictures
from signaling.protocol.events import PictureRequested
from signaling.refusals import NotInRoom
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")


def request(*targets: str, width: int = 640, height: int = 360) -> RequestPictures:
    pictures = [
        RequestedPicture(target_id=target, width=width, height=height) for target in targets
    ]
    return RequestPictures(pictures=pictures)


def test_a_caller_without_a_seat_cannot_request_pictures(clients: Clients, host: Caller) -> None:
    with pytest.raises(NotInRoom):
        clients.send(a_caller("nobody"), request(host.peer_id))
    assert clients.received(host) == []


def test_a_peer_of_another_room_receives_no_request(
    clients: Clients, stranger: Caller, host: Caller
) -> None:
    clients.send(stranger, request(host.peer_id))
    assert clients.received(host) == []


def test_a_request_reaches_only_the_peers_that_it_names(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    other = a_caller("cy")
    clients.join(other, room, display_name="Cy")
    for caller in (host, guest, other):
        clients.received(caller)
    clients.send(guest, request(host.peer_id))
    requested = PictureRequested(sender_id=guest.peer_id, width=640, height=360)
    assert clients.received(host) == [requested]
    assert clients.received(other) == clients.received(guest) == []


def test_a_peer_that_is_gone_does_not_hide_the_others(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(guest, request("peer-gone", guest.peer_id, host.peer_id, width=0, height=0))
    requested = PictureRequested(sender_id=guest.peer_id, width=0, height=0)
    assert (clients.received(host), clients.received(guest)) == ([requested], [])


def test_one_request_is_one_event_for_each_picture(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    sizes = [
        RequestedPicture(target_id=host.peer_id, width=width, height=0, source=source)
        for width in range(50)
        for source in ("camera", "screen")
    ]
    clients.send(guest, RequestPictures(pictures=sizes))
    assert [(one.source, one.width) for one in clients.received(host)] == [
        ("camera", 49),
        ("screen", 49),
    ]
