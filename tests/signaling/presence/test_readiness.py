"""The partners' readiness in `Pairs`: requests to offer, and repeated events."""

import msgspec
import pytest

from signaling.presence.pair_records import ChatLine, PairSignal, Ready
from tests.signaling.presence.visitors import Visitors

OFFER = PairSignal("offer", msgspec.Raw(b'{"type":"offer","sdp":"v=0"}'))
NEWER_OFFER = PairSignal("offer", msgspec.Raw(b'{"type":"offer","sdp":"v=1"}'))
ANSWER = PairSignal("answer", msgspec.Raw(b'{"type":"answer","sdp":"v=0"}'))


def candidate(number: int, size: int = 40) -> PairSignal:
    return PairSignal("candidate", msgspec.Raw(b'{"candidate":"%*d"}' % (size, number)))


@pytest.fixture(autouse=True)
def _pair(visitors: Visitors) -> None:
    visitors.pair("ann", "ben")


def test_who_has_no_partner_is_ready_for_nobody_and_signals_nobody(visitors: Visitors) -> None:
    visitors.come("cid")
    assert visitors.ask.ready("cid") is None
    assert visitors.ask.signal("cid", OFFER) is None
    assert visitors.ask.write("cid", ChatLine(sender_id="cid", text="Hi", sent_at="")) is None


@pytest.mark.parametrize("order", [("ann", "ben"), ("ben", "ann")])
def test_both_ready_the_lower_id_is_to_offer(visitors: Visitors, order: tuple[str, str]) -> None:
    first, last = order
    assert visitors.ask.ready(first) == Ready(last, (), None)
    assert visitors.ask.ready(first) == Ready(last, (), None)
    assert visitors.ask.ready(last) == Ready(first, (), "ann")


def test_an_offer_is_asked_for_again_until_an_answer_has_passed(visitors: Visitors) -> None:
    visitors.ask.ready("ann")
    visitors.ask.ready("ben")
    assert visitors.ask.ready("ann").offerer_id == "ann"
    visitors.ask.signal("ann", OFFER)
    assert visitors.ask.ready("ben").offerer_id == "ann"
    visitors.ask.signal("ben", ANSWER)
    assert visitors.ask.ready("ben") == Ready("ann", (), None)
    assert visitors.ask.ready("ann") == Ready("ben", (), None)


def test_what_may_have_been_missed_is_said_again_in_order(visitors: Visitors) -> None:
    signals = [OFFER, candidate(1), candidate(2)]
    for signal in signals:
        assert visitors.ask.signal("ann", signal) == "ben"
    assert list(visitors.ask.ready("ben").unanswered) == signals
    assert visitors.ask.ready("ann").unanswered == ()


def test_a_newer_offer_takes_the_place_of_the_one_before(visitors: Visitors) -> None:
    for signal in (OFFER, candidate(1), NEWER_OFFER, candidate(2)):
        visitors.ask.signal("ann", signal)
    missed = visitors.ask.ready("ben").unanswered
    assert list(missed) == [NEWER_OFFER, candidate(1), candidate(2)]


def test_candidates_without_an_offer_are_not_kept(visitors: Visitors) -> None:
    assert visitors.ask.signal("ann", candidate(1)) == "ben"
    assert visitors.ask.ready("ben").unanswered == ()


@pytest.mark.parametrize(("size", "kept"), [(40, 64), (4000, 8)])
def test_only_so_many_candidates_are_kept(visitors: Visitors, size: int, kept: int) -> None:
    visitors.ask.signal("ann", OFFER)
    for number in range(70):
        assert visitors.ask.signal("ann", candidate(number, size)) == "ben"
    assert len(visitors.ask.ready("ben").unanswered) == 1 + kept


def test_readiness_and_offers_are_forgotten_with_the_pair(visitors: Visitors) -> None:
    visitors.ask.ready("ann")
    visitors.ask.signal("ann", OFFER)
    visitors.seek("ann")
    visitors.seek("ben")
    assert visitors.partner_of("ben") == "ann"
    assert visitors.ask.ready("ben") == Ready("ann", (), None)


def test_the_last_lines_are_kept_until_somebody_else_comes(visitors: Visitors) -> None:
    lines = [ChatLine(sender_id="ann", text=str(number), sent_at="") for number in range(25)]
    for line in lines:
        assert visitors.ask.write("ann", line) == "ben"
    assert list(visitors.ask.pair_of("ben").lines) == lines[5:]
    visitors.ask.remove("ann")
    assert visitors.ask.pair_of("ben") is None
    last = visitors.ask.last_pair_of("ben")
    assert (last.partner.peer_id, list(last.lines)) == ("ann", lines[5:])
    visitors.come("cid")
    visitors.seek("cid")
    visitors.seek("ben")
    assert visitors.ask.last_pair_of("ben").partner.peer_id == "cid"
