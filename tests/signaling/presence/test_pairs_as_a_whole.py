"""Invariants of random pairs under any sequence of visitors' steps."""

import time
from collections.abc import Sequence

from asgiref.sync import async_to_sync
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from signaling.presence.pair_records import PairChange, Paired, Parted, Queued, Visitor
from signaling.presence.pairs import Pairs
from tests.signaling.examples import Clock

# Few visitors, so that they meet; "a2" is another window of the person "a".
PEERS = ("a1", "a2", "b1", "c1", "d1", "e1")
MANY = 1000
peers = st.sampled_from(PEERS)
wishes = st.sampled_from([True, False, None])


def owner_of(peer_id: str) -> str:
    return peer_id[0]


class PairsMachine(RuleBasedStateMachine):
    """A simple model beside the store: the visitors, the waiting ones and the pairs."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.ask = Pairs(self.clock)
        self.here: set[str] = set()
        self.lost: set[str] = set()
        self.waiting: list[str] = []
        self.wishes: dict[str, bool] = {}
        self.partners: dict[str, str] = {}
        self.left: dict[str, str] = {}
        self.apart: set[frozenset[str]] = set()

    @initialize()
    def everybody_comes(self) -> None:
        for peer in PEERS:
            self.come(peer)

    @rule(peer=peers, wish=wishes)
    def seek(self, peer: str, wish: bool | None) -> None:
        self.come(peer)
        before = self.wishes.get(peer, False)
        moves = peer in self.waiting and wish not in (None, before)
        if peer in self.here:
            self.wishes[peer] = before if wish is None else wish
        if moves:
            self.waiting.remove(peer)
        self.hear(self.ask.seek(peer, wants_video=wish), leaver=peer)

    @rule(peer=peers)
    def go(self, peer: str) -> None:
        changes = self.ask.remove(peer)
        if peer in self.waiting:
            self.waiting.remove(peer)
        self.hear(changes, leaver=peer)
        self.here.discard(peer)
        self.lost.discard(peer)
        self.wishes.pop(peer, None)
        self.left.pop(peer, None)

    @rule(peer=peers, went_away=st.booleans())
    def lose(self, peer: str, went_away: bool) -> None:
        self.hear(self.ask.lose(peer, went_away=went_away))
        if peer in self.here:
            self.lost.add(peer)

    @rule(peer=peers)
    def recover(self, peer: str) -> None:
        self.lost.discard(peer)
        self.hear(self.ask.recover(peer))

    @rule(one=peers, other=peers)
    def separate(self, one: str, other: str) -> None:
        first, second = self.ask.visitor(one), self.ask.visitor(other)
        if first is None or second is None or owner_of(one) == owner_of(other):
            return
        self.apart.add(frozenset((owner_of(one), owner_of(other))))
        self.hear(self.ask.separate(first, second))

    @rule(seconds=st.sampled_from([1, 3, 5]))
    def pass_time(self, seconds: int) -> None:
        self.clock.pass_seconds(seconds)
        self.hear(self.ask.apply_deadlines())

    @invariant()
    def a_partner_has_one_as_partner_too(self) -> None:
        for peer in PEERS:
            together = self.ask.pair_of(peer)
            assert (together.partner.peer_id if together else None) == self.partners.get(peer)

    @invariant()
    def nobody_waits_who_could_be_paired(self) -> None:
        present = [peer for peer in self.waiting if peer not in self.lost]
        for at, one in enumerate(present):
            for other in present[at + 1 :]:
                assert not self.suit(one, other)

    def come(self, peer: str) -> None:
        """Add a visitor who is not here, with the people whom it must not be paired with."""
        if peer in self.here:
            return
        self.here.add(peer)
        owner = owner_of(peer)
        avoids = frozenset(
            other for pair in self.apart if owner in pair for other in pair - {owner}
        )
        self.ask.add(Visitor(peer_id=peer, owner=owner, avoids=avoids))

    def hear(self, changes: Sequence[PairChange], leaver: str | None = None) -> None:
        for change in changes:
            match change:
                case Queued(peer):
                    assert peer not in self.partners
                    if peer not in self.waiting:
                        self.waiting.append(peer)
                case Parted(peer, partner):
                    assert self.partners.pop(peer) == partner
                    if leaver is not None:
                        assert self.partners.pop(partner) == peer
                    self.left[peer], self.left[partner] = partner, peer
                case Paired(first, second, with_video):
                    self.check_pair(first, second)
                    wish = self.wishes.get(first, False) or self.wishes.get(second, False)
                    assert with_video == wish

    def check_pair(self, first: str, second: str) -> None:
        """Assert that the partner is the one that the rules select from the waiting visitors."""
        assert self.suit(first, second)
        assert not {first, second} & self.lost
        suitable = [one for one in self.waiting if self.suit(second, one) and one not in self.lost]
        fresh = [one for one in suitable if not self.have_just_left(second, one)]
        same = [one for one in fresh if self.wishes[one] == self.wishes[second]]
        assert first == (same or fresh or self.by_wish(second, suitable))[0]
        for one, other in ((first, second), (second, first)):
            self.waiting.remove(one)
            self.partners[one] = other
            self.left.pop(one, None)

    def by_wish(self, peer: str, others: list[str]) -> list[str]:
        return sorted(others, key=lambda one: self.wishes[one] != self.wishes[peer])

    def suit(self, one: str, other: str) -> bool:
        owners = frozenset((owner_of(one), owner_of(other)))
        return len(owners) == 2 and owners not in self.apart

    def have_just_left(self, one: str, other: str) -> bool:
        return self.left.get(one) == other or self.left.get(other) == one


TestPairs = PairsMachine.TestCase
TestPairs.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def test_many_are_paired_in_no_time() -> None:
    async def story() -> tuple[int, float]:
        pairs = Pairs(time.monotonic)
        for number in range(MANY):
            pairs.add(Visitor(peer_id=f"peer-{number}", owner=f"person-{number}"))
        began = time.monotonic()
        told = [
            change
            for number in range(MANY)
            for change in pairs.seek(f"peer-{number}", wants_video=number % 3 == 0)
        ]
        return sum(isinstance(change, Paired) for change in told), time.monotonic() - began

    paired, seconds = async_to_sync(story)()
    assert paired == MANY / 2
    assert seconds < 1
