"""When a worker has lapsed, and what proves nothing."""

import pytest

from signaling.workers.lapses import LAPSE_SECONDS, ROUND_SECONDS, Lapses
from tests.signaling.examples import Clock


class Observer:
    """One worker that reads the counters which a test sets."""

    def __init__(self, clock: Clock) -> None:
        self.lapses = Lapses("me")
        self.counters: dict[str, str] = {}
        self.revoked: list[str] = []
        self.lapsed: list[str] = []
        self._clock = clock

    def round(self, *, after_seconds: float = ROUND_SECONDS, lasts_seconds: float = 0) -> None:
        self._clock.pass_seconds(after_seconds)
        begun_at = self._clock()
        self._clock.pass_seconds(lasts_seconds)
        self.lapsed += self.lapses.succeed(self.counters, self.revoked, begun_at, self._clock())

    def rounds(self, times: int, **counters: str) -> None:
        self.counters |= counters
        for _ in range(times):
            self.round()

    def failed_round(self) -> None:
        self._clock.pass_seconds(ROUND_SECONDS)
        self.lapses.fail()

    def living(self) -> frozenset[str]:
        return self.lapses.living(self._clock())

    def is_lapsed(self, worker: str) -> bool:
        return self.lapses.is_lapsed(worker, self._clock())


@pytest.fixture
def me(clock: Clock) -> Observer:
    return Observer(clock)


def test_a_worker_whose_counter_stands_still_for_six_seconds_lapses_once(me: Observer) -> None:
    me.rounds(3, bo="7")
    assert not me.is_lapsed("bo")
    me.rounds(1)
    assert me.is_lapsed("bo")
    me.rounds(3)
    assert me.lapsed == ["bo"]
    assert me.living() == frozenset()


def test_a_worker_that_raises_its_counter_lives(me: Observer) -> None:
    for counter in range(20):
        me.rounds(1, bo=str(counter))
    assert me.living() == {"bo"}
    assert me.lapsed == []


def test_the_time_between_a_slow_answer_and_a_slow_question_does_not_count(
    me: Observer,
) -> None:
    me.counters = {"bo": "7"}
    me.round(lasts_seconds=1.5)
    me.round(after_seconds=2)
    me.round(after_seconds=2)
    me.round(after_seconds=1.9, lasts_seconds=1.5)
    assert me.lapsed == []


def test_a_counter_that_redis_lost_is_a_change_as_soon_as_it_is_raised_again(me: Observer) -> None:
    me.rounds(3, bo="7")
    me.counters = {}
    me.round(after_seconds=1)
    me.counters = {"bo": "1"}
    me.round(after_seconds=1)
    me.counters = {}
    me.rounds(2)
    assert me.lapsed == []
    me.rounds(1)
    assert me.lapsed == ["bo"]


def test_a_failed_round_begins_the_observation_anew(me: Observer) -> None:
    me.rounds(3, bo="7")
    me.failed_round()
    me.rounds(3)
    assert me.lapsed == []
    me.rounds(1)
    assert me.lapsed == ["bo"]


def test_an_observer_that_stood_still_begins_anew(me: Observer) -> None:
    me.rounds(1, bo="7")
    me.round(after_seconds=60)
    assert me.lapsed == []
    me.rounds(3)
    assert me.lapsed == ["bo"]


def test_a_worker_that_is_only_known_by_name_lapses_after_six_seconds(me: Observer) -> None:
    me.rounds(5)
    assert not me.is_lapsed("bo")
    me.rounds(2)
    assert not me.is_lapsed("bo")
    me.rounds(1)
    assert me.is_lapsed("bo")
    assert me.living() == frozenset()


def test_a_revoked_worker_lapses_at_the_next_round(me: Observer) -> None:
    me.rounds(1, bo="7")
    me.revoked = ["bo"]
    me.rounds(2, bo="8")
    assert me.lapsed == ["bo"]
    assert me.living() == frozenset()


def test_a_lapsed_worker_that_moves_again_stays_lapsed(me: Observer) -> None:
    me.rounds(4, bo="7")
    me.rounds(1, bo="8")
    assert me.is_lapsed("bo")
    assert me.living() == frozenset()
    assert me.lapses.ended(me.counters) == ["bo"]


def test_a_worker_never_takes_itself_for_lapsed(me: Observer) -> None:
    me.rounds(9, me="1")
    assert not me.is_lapsed("me")
    assert me.lapsed == []
    assert me.living() == frozenset()


def test_a_worker_that_is_revoked_is_expelled_for_ever(me: Observer, clock: Clock) -> None:
    me.rounds(1, me="1")
    assert me.lapses.is_renewed(clock())
    me.revoked = ["me"]
    me.rounds(1)
    me.revoked = []
    me.rounds(1)
    assert me.lapses.is_expelled
    assert not me.lapses.is_renewed(clock())
    assert me.lapsed == []
    assert me.lapses.ended(["me", "bo"]) == ["me"]


def test_the_own_lease_is_renewed_for_six_seconds_after_a_round(me: Observer, clock: Clock) -> None:
    assert not me.lapses.is_renewed(clock())
    me.round()
    clock.pass_seconds(LAPSE_SECONDS - 1)
    assert me.lapses.is_renewed(clock())
    clock.pass_seconds(1)
    assert not me.lapses.is_renewed(clock())


def test_the_own_lease_lapses_when_it_is_not_renewed_though_redis_answers(
    me: Observer, clock: Clock
) -> None:
    assert not me.lapses.is_own_lapsed(clock())
    me.round()
    clock.pass_seconds(LAPSE_SECONDS - 1)
    assert not me.lapses.is_own_lapsed(clock())
    clock.pass_seconds(1)
    assert me.lapses.is_own_lapsed(clock())
    me.round()
    assert not me.lapses.is_own_lapsed(clock())


def test_the_own_lease_does_not_lapse_while_redis_is_away(me: Observer, clock: Clock) -> None:
    me.round()
    for _ in range(9):
        me.failed_round()
        assert not me.lapses.is_own_lapsed(clock())


def test_the_own_lease_has_lapsed_for_an_expelled_worker(me: Observer, clock: Clock) -> None:
    me.revoked = ["me"]
    me.round()
    assert me.lapses.is_own_lapsed(clock())
