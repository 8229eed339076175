"""The relay of session descriptions and ICE candidates."""

import msgspec
import pytest

from rooms.models import Room
from signaling.caller import Caller
from signaling.protocol.commands import Answer, Candidate, Offer
from signaling.protocol.events import AnswerRelayed, CandidateRelayed, OfferRelayed
from signaling.refusals import NotInRoom, PeerNotFound
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")

BODY = msgspec.Raw(b'{"type":"offer","sdp":"v=0","x":[1]}')


def to(target: str) -> list[Offer | Answer | Candidate]:
    return [
        Offer(target_id=target, sdp=BODY),
        Answer(target_id=target, sdp=BODY),
        Candidate(target_id=target, candidate=BODY),
    ]


def test_a_caller_without_a_seat_cannot_send_signals(clients: Clients, host: Caller) -> None:
    for command in to(host.peer_id):
        with pytest.raises(NotInRoom):
            clients.send(a_caller("nobody"), command)


def test_a_peer_of_another_room_is_no_target(
    clients: Clients, stranger: Caller, host: Caller
) -> None:
    for sender, target in ((stranger, host), (host, stranger)):
        for command in to(target.peer_id):
            with pytest.raises(PeerNotFound):
                clients.send(sender, command)


def test_only_the_id_of_another_peer_is_a_target(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    seat = clients.seat(host)
    for target in (guest.peer_id, room.code, str(room.pk), seat.id, "/", "peer-gone"):
        for command in to(target):
            with pytest.raises(PeerNotFound):
                clients.send(guest, command)


def test_a_peer_whose_connection_ended_is_no_target(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.end_connection(guest, how="closed")
    for command in to(guest.peer_id):
        with pytest.raises(PeerNotFound):
            clients.send(host, command)


def test_a_signal_reaches_only_its_target_and_is_unchanged(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    offer, answer, candidate = to(host.peer_id)
    clients.send(guest, offer)
    sent = OfferRelayed(sender_id=guest.peer_id, display_name="Bo", sdp=BODY)
    assert (clients.received(host), clients.received(guest)) == ([sent], [])
    clients.send(guest, answer)
    assert clients.received(host) == [AnswerRelayed(sender_id=guest.peer_id, sdp=BODY)]
    clients.send(guest, candidate)
    assert clients.received(host) == [CandidateRelayed(sender_id=guest.peer_id, candidate=BODY)]


def test_an_offer_has_the_account_and_the_name_of_its_sender(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(host, Offer(target_id=guest.peer_id, sdp=BODY))
    (offer,) = clients.received(guest)
    assert isinstance(offer, OfferRelayed)
    assert (offer.user_id, offer.display_name) == (str(host.person.user_id), "Ann")
