"""Requests of clients about their connections with the media server."""

import pytest

from rooms.models import Room
from signaling.caller import Caller
from signaling.presence.media_records import (
    MOST_CANDIDATES,
    NOTHING,
    Answer,
    Candidate,
    MediaRequests,
    Offer,
)
from signaling.protocol.commands import AddMediaCandidate, Command, IceCandidate, ReportMedia
from signaling.protocol.events import MediaRefused
from signaling.refusals import MediaServerUnknown, NotInRoom, WrongRoom
from tests.signaling.actions.clients import Clients
from tests.signaling.actions.room_media.media import CAPABILITIES, answer, publish, subscribe
from tests.signaling.examples import a_caller

SDP_MID = {"candidate": "candidate:1", "sdpMid": "0"}
EVERY = [
    publish(),
    subscribe(),
    answer(),
    AddMediaCandidate(connection_id="p1"),
    ReportMedia(received=[]),
]
every_request = pytest.mark.parametrize("command", EVERY, ids=lambda one: type(one).__name__)


def requests(clients: Clients, caller: Caller) -> MediaRequests:
    return clients.presence.media.take_requests(clients.seat(caller).id)


@every_request
@pytest.mark.usefixtures("over_server")
def test_a_caller_without_a_seat_is_refused(clients: Clients, command: Command) -> None:
    with pytest.raises(NotInRoom):
        clients.send(a_caller("nobody"), command)


@pytest.mark.usefixtures("over_server")
def test_the_id_of_another_room_is_refused(
    clients: Clients, guest: Caller, other_room: Room
) -> None:
    with pytest.raises(WrongRoom):
        clients.send(guest, ReportMedia(room_id=other_room.code, received=[]))


@every_request
@pytest.mark.usefixtures("over_server")
def test_a_client_that_has_not_announced_media_servers_is_refused(
    clients: Clients, room: Room, command: Command
) -> None:
    older = a_caller("cy")
    clients.join(older, room, display_name="Cy")
    with pytest.raises(MediaServerUnknown):
        clients.send(older, command)
    assert requests(clients, older) == NOTHING


@pytest.mark.usefixtures("seated")
@pytest.mark.parametrize("command", [publish(), subscribe("p1")])
def test_a_connection_is_unavailable_while_the_room_is_on_the_mesh(
    clients: Clients, guest: Caller, command: Command
) -> None:
    clients.send(guest, command)
    (refused,) = clients.received(guest)
    assert isinstance(refused, MediaRefused)
    assert (refused.connection_id, refused.code) == ("p1", "MEDIA_UNAVAILABLE")
    assert requests(clients, guest) == NOTHING


@pytest.mark.usefixtures("over_server")
def test_the_newest_offer_is_kept_for_the_media_server(clients: Clients, guest: Caller) -> None:
    assert clients.send(guest, publish(number=1)) == []
    clients.send(guest, publish(number=2))
    sources = {"0": "microphone", "1": "camera"}
    assert requests(clients, guest).offer == Offer("p1", 2, "v=0 offer", sources)
    assert requests(clients, guest) == NOTHING


@pytest.mark.usefixtures("over_server")
def test_a_new_subscribing_connection_replaces_the_earlier_one(
    clients: Clients, guest: Caller
) -> None:
    clients.send(guest, subscribe("s1"))
    clients.send(guest, answer("s1"))
    clients.send(guest, subscribe("s2", restart=True))
    assert clients.presence.media.of_seat(clients.seat(guest).id).subscribing_id == "s2"
    assert requests(clients, guest) == MediaRequests(is_offer_wanted=True)


@pytest.mark.usefixtures("over_server")
def test_a_restart_of_the_same_connection_is_kept(clients: Clients, guest: Caller) -> None:
    clients.send(guest, subscribe("s1"))
    requests(clients, guest)
    clients.send(guest, subscribe("s1", restart=True))
    clients.send(guest, subscribe("s1"))
    assert requests(clients, guest) == MediaRequests(is_offer_wanted=True, restarts=True)


@pytest.mark.usefixtures("over_server")
def test_an_answer_counts_only_for_the_current_connection(clients: Clients, guest: Caller) -> None:
    clients.send(guest, subscribe("s2"))
    clients.send(guest, answer("s1"))
    assert requests(clients, guest).answer is None
    clients.send(guest, answer("s2", number=4))
    assert requests(clients, guest).answer == Answer("s2", 4, "v=0 answer")


@pytest.mark.usefixtures("over_server")
def test_candidates_are_kept_in_order_and_their_end_too(clients: Clients, guest: Caller) -> None:
    candidate = IceCandidate(candidate="candidate:1", sdp_mid="0")
    for one in (candidate, IceCandidate(candidate=""), "", None):
        clients.send(guest, AddMediaCandidate(connection_id="p1", candidate=one))
    first, *ends = requests(clients, guest).candidates
    assert first.fields == {
        "candidate": "candidate:1",
        "sdpMid": "0",
        "sdpMLineIndex": None,
        "usernameFragment": None,
    }
    assert ends == [Candidate("p1", None)] * 3


@pytest.mark.usefixtures("over_server")
def test_a_flood_of_candidates_is_dropped(clients: Clients, guest: Caller) -> None:
    for _ in range(MOST_CANDIDATES + 10):
        clients.send(guest, AddMediaCandidate(connection_id="p1"))
    assert len(requests(clients, guest).candidates) == MOST_CANDIDATES


@pytest.mark.usefixtures("over_server")
def test_nothing_is_kept_of_a_seat_that_is_gone(
    clients: Clients, room: Room, guest: Caller
) -> None:
    clients.send(guest, publish())
    seat_id = clients.seat(guest).id
    clients.presence.release(seat_id)
    assert clients.presence.media.take_requests(seat_id) == NOTHING
    back = clients.join(guest, room, display_name="Bo", capabilities=CAPABILITIES)
    assert clients.presence.media.take_requests(back.participant_id) == NOTHING
