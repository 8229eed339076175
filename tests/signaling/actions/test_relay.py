import msgspec
import pytest

from rooms.models import Room
from signaling.caller import Caller
from signaling.protocol.commands import Answer, Candidate, Offer
from signaling.protocol.events import AnswerRelayed, CandidateRelayed, OfferRelayed
from signaling.refusals import NotInRoom, PeerNotFound
from tests.signaling.actions.clients import Company
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")

BODY = msgspec.Raw(b'{"type":"offer","sdp":"v=0","x":[1]}')


def to(target: str) -> list[Offer | Answer | Candidate]:
    return [
        Offer(target_id=target, sdp=BODY),
        Answer(target_id=target, sdp=BODY),
        Candidate(target_id=target, candidate=BODY),
    ]


def test_who_sits_nowhere_sends_nothing(company: Company, host: Caller) -> None:
    for command in to(host.peer_id):
        with pytest.raises(NotInRoom):
            company.do(a_caller("nobody"), command)


def test_nothing_reaches_another_room(company: Company, stranger: Caller, host: Caller) -> None:
    for sender, target in ((stranger, host), (host, stranger)):
        for command in to(target.peer_id):
            with pytest.raises(PeerNotFound):
                company.do(sender, command)


def test_only_another_peer_is_a_target(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    seat = company.seat(host)
    for target in (guest.peer_id, room.code, str(room.pk), seat.id, "/", "peer-gone"):
        for command in to(target):
            with pytest.raises(PeerNotFound):
                company.do(guest, command)


def test_a_peer_that_dropped_is_no_target(company: Company, host: Caller, guest: Caller) -> None:
    company.drop(guest, how="closed")
    for command in to(guest.peer_id):
        with pytest.raises(PeerNotFound):
            company.do(host, command)


def test_each_reaches_its_target_alone_as_it_came(
    company: Company, host: Caller, guest: Caller
) -> None:
    offer, answer, candidate = to(host.peer_id)
    company.do(guest, offer)
    sent = OfferRelayed(sender_id=guest.peer_id, display_name="Bo", sdp=BODY)
    assert (company.told(host), company.told(guest)) == ([sent], [])
    company.do(guest, answer)
    assert company.told(host) == [AnswerRelayed(sender_id=guest.peer_id, sdp=BODY)]
    company.do(guest, candidate)
    assert company.told(host) == [CandidateRelayed(sender_id=guest.peer_id, candidate=BODY)]


def test_an_offer_says_which_account_sends_it(
    company: Company, host: Caller, guest: Caller
) -> None:
    company.do(host, Offer(target_id=guest.peer_id, sdp=BODY))
    (offer,) = company.told(guest)
    assert isinstance(offer, OfferRelayed)
    assert (offer.user_id, offer.display_name) == (str(host.person.user_id), "Ann")
