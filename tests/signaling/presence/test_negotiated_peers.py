"""`NegotiatedPeers` knows which peers have exchanged session descriptions."""

import pytest

from signaling.presence import Presence
from signaling.presence.negotiated_peers import (
    MOST_HELD,
    MOST_HELD_BYTES,
    NegotiatedPeers,
)


@pytest.fixture
def known(presence: Presence) -> NegotiatedPeers:
    return presence.negotiated_peers


def test_candidates_are_held_until_their_sender_has_described_itself(
    known: NegotiatedPeers,
) -> None:
    assert known.hold("ann", "bo", b"1")
    assert known.hold("ann", "bo", b"2")
    assert known.describe("bo", "ann") == []
    assert known.describe("ann", "bo") == [b"1", b"2"]
    assert not known.hold("ann", "bo", b"3")
    assert known.describe("ann", "bo") == []


def test_only_so_many_are_held(known: NegotiatedPeers) -> None:
    for number in range(MOST_HELD + 3):
        assert known.hold("ann", "bo", str(number).encode())
    assert known.describe("ann", "bo") == [str(number).encode() for number in range(MOST_HELD)]


def test_only_so_many_bytes_are_held(known: NegotiatedPeers) -> None:
    large = b"x" * (MOST_HELD_BYTES // 4)
    for candidate in (b"first", *[large] * 5, b"last"):
        assert known.hold("ann", "bo", candidate)
    assert known.describe("ann", "bo") == [b"first", large, large, large, b"last"]


def test_an_offer_that_was_foreseen_is_superseded_once_by_one_that_came_before(
    known: NegotiatedPeers,
) -> None:
    known.foresee("ann", "bo")
    known.hold("ann", "bo", b"of the offer that comes too late")
    known.describe("bo", "ann")
    assert known.is_superseded("ann", "bo")
    assert not known.is_superseded("ann", "bo")
    assert known.describe("ann", "bo") == []


def test_an_offer_that_came_first_is_not_superseded(known: NegotiatedPeers) -> None:
    known.foresee("ann", "bo")
    assert not known.is_superseded("ann", "bo")
    known.describe("bo", "ann")
    assert not known.is_superseded("ann", "bo")


def test_an_offer_that_nobody_foresaw_is_not_superseded(known: NegotiatedPeers) -> None:
    known.describe("bo", "ann")
    assert not known.is_superseded("ann", "bo")


def test_nothing_is_left_of_who_has_gone(known: NegotiatedPeers) -> None:
    known.hold("ann", "bo", b"1")
    known.describe("bo", "ann")
    known.foresee("ann", "bo")
    known.describe("cy", "ann")
    known.forget("ann")
    assert known.is_empty()
    assert known.hold("bo", "ann", b"1")
    known.forget("nobody")
    known.forget("bo")
    assert known.is_empty()


def test_what_belongs_to_an_offer_that_was_reversed_is_dropped(known: NegotiatedPeers) -> None:
    assert known.hold("ann", "bo", b"1")
    assert known.reverse("ann", "bo")
    assert known.hold("ann", "bo", b"2")
    assert not known.reverse("ann", "bo")
    assert known.describe("ann", "bo") == []
    assert not known.hold("ann", "bo", b"3")


@pytest.mark.parametrize("pair", [("ann", "bo"), ("bo", "ann")])
def test_no_offer_is_reversed_after_another(known: NegotiatedPeers, pair: tuple[str, str]) -> None:
    known.describe(*pair)
    assert not known.reverse("ann", "bo")


def test_a_reversed_offer_is_forgotten_with_its_peers(known: NegotiatedPeers) -> None:
    known.reverse("ann", "bo")
    known.forget("bo")
    assert known.is_empty()
    assert known.reverse("ann", "bo")
