"""Invariants of several workers under any sequence of joins, decisions, losses and faults.

The workers run in one process, in virtual time: see `tests.signaling.workers.simulation`.
"""

import os
from collections import Counter
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.signaling.workers.simulation.crowd import PLACES, Crowd
from tests.signaling.workers.simulation.meet import a_meet
from tests.signaling.workers.simulation.worker import Worker

# All holds end within the longest time that a rule passes, and outlast the death of a home. Shorter
# holds leave less time in which nothing happens.
_HOLDS_SECONDS = {
    "HOLD_SECONDS": 20,
    "HOST_HOLD_SECONDS": 25,
    "KNOCK_AWAY_SECONDS": 20,
    "RECOVERY_SECONDS": 25,
}
_LONG_SECONDS = 40
# A worker that has lapsed ends, others take its rooms up, and all holds begin anew and end.
_SETTLING_SECONDS = 80
_MOST_WORKERS = 5
_EXAMPLES = 8
_MOST_SECONDS_EACH = 15

numbers = st.integers(0, 11)
rooms = st.sampled_from((0, 1))


class WorkersMachine(RuleBasedStateMachine):
    """Faults may happen together; at the end all of them are over, and everything is consistent."""

    def __init__(self) -> None:
        super().__init__()
        self._ending = ExitStack()
        self._checked_runs = 0

    @initialize(seed=st.integers(0, 2**16), workers=st.integers(2, 3))
    def start(self, seed: int, workers: int) -> None:
        self.meet = self._ending.enter_context(a_meet(seed, **_HOLDS_SECONDS))
        self.crowd = Crowd(self.meet)
        for _ in range(workers):
            self.meet.run(self.meet.start_worker())

    def worker(self, number: int) -> Worker:
        living = self.meet.living()
        return living[number % len(living)]

    @rule(who=numbers, room=rooms)
    def join(self, who: int, room: int) -> None:
        self.crowd.join(who, room)

    @rule(who=st.lists(numbers, min_size=2, max_size=6), room=rooms)
    def join_together(self, who: list[int], room: int) -> None:
        for number in who:
            self.crowd.join(number, room)
        self.meet.run(self.meet.pass_seconds(3))

    @rule(who=numbers)
    def leave(self, who: int) -> None:
        self.crowd.client(who).leave()

    @rule(who=numbers)
    def lose_transport(self, who: int) -> None:
        self.crowd.client(who).lose()

    @rule(who=st.lists(numbers, min_size=1, max_size=3))
    def talk(self, who: list[int]) -> None:
        for number in who:
            self.crowd.say(number)
            self.crowd.send_candidate(number)

    @rule(who=numbers)
    def close_page(self, who: int) -> None:
        self.crowd.client(who).go_away()

    @rule(room=rooms, locked=st.booleans())
    def lock(self, room: int, locked: bool) -> None:
        self.crowd.lock(room, locked=locked)

    @rule(who=numbers, is_blocked=st.booleans())
    def remove(self, who: int, is_blocked: bool) -> None:
        self.crowd.remove(who, is_blocked=is_blocked)

    @rule()
    def admit_all(self) -> None:
        self.crowd.admit_all()

    @precondition(lambda self: len(self.meet.living()) < _MOST_WORKERS)
    @rule()
    def start_worker(self) -> None:
        self.meet.run(self.meet.start_worker())

    @precondition(lambda self: len(self.meet.living()) > 1)
    @rule(number=numbers)
    def kill(self, number: int) -> None:
        self.meet.kill(self.worker(number))

    @precondition(lambda self: len(self.meet.living()) > 1)
    @rule(number=numbers)
    def drain(self, number: int) -> None:
        self.worker(number).stop()

    @precondition(lambda self: self.meet.living())
    @rule(number=numbers)
    def freeze(self, number: int) -> None:
        self.worker(number).process.freeze()

    @precondition(lambda self: self.meet.living())
    @rule(number=numbers)
    def thaw(self, number: int) -> None:
        self.worker(number).process.thaw()

    @precondition(lambda self: self.meet.living())
    @rule(number=numbers)
    def cut_off(self, number: int) -> None:
        self.meet.cut_off(self.worker(number))

    @precondition(lambda self: self.meet.living())
    @rule(number=numbers)
    def connect_again(self, number: int) -> None:
        self.meet.connect_again(self.worker(number))

    @precondition(lambda self: self.meet.living())
    @rule(one=numbers, other=numbers)
    def lose_messages(self, one: int, other: int) -> None:
        pair = self.worker(one).id, self.worker(other).id
        if pair[0] != pair[1]:
            self.meet.network.lose(pair)

    @rule(room=rooms)
    def force_another_home(self, room: int) -> None:
        self.meet.take_away(str(self.crowd.rooms[room].pk))

    @rule(seconds=st.sampled_from([0.01, 0.3, 1, 3, 8, 20, _LONG_SECONDS]))
    def pass_time(self, seconds: float) -> None:
        self.meet.run(self.meet.pass_seconds(seconds))

    @invariant()
    def nobody_is_in_who_may_not_be_in(self) -> None:
        if hasattr(self, "crowd") and self._checked_runs != self.meet.runs:
            self._checked_runs = self.meet.runs
            self.crowd.read_rows()
            for worker in self.meet.workers:
                for room in self.crowd.rooms:
                    assert len(worker.presence.all_seats(str(room.pk))) <= PLACES

    @invariant()
    def nobody_sees_a_person_twice(self) -> None:
        if hasattr(self, "crowd"):
            for client in self.crowd.clients:
                live = Counter(tile.name for tile in client.tiles.values() if tile.is_live)
                assert max(live.values(), default=0) <= 1, (client.name, client.tiles)

    @invariant()
    def nothing_fails(self) -> None:
        if hasattr(self, "crowd"):
            assert not self.meet.errors, "\n".join(self.meet.errors)

    def teardown(self) -> None:
        """End all faults: then everybody sees who is there, and nothing is left in the end."""
        try:
            if hasattr(self, "crowd"):
                self._end()
        finally:
            self._ending.close()

    def _end(self) -> None:
        self.meet.end_faults()
        self.meet.run(self.meet.pass_seconds(_SETTLING_SECONDS))
        self.nothing_fails()
        if not self.meet.living():
            self.meet.run(self.meet.start_worker())
            self.meet.run(self.meet.pass_seconds(_SETTLING_SECONDS))
        self.nobody_is_in_who_may_not_be_in()
        self.crowd.check_all_agree()
        for client in self.crowd.clients:
            client.go_away()
        self.meet.run(self.meet.pass_seconds(_SETTLING_SECONDS))
        self.nothing_fails()
        self.crowd.check_nothing_is_left()


# EXAMPLES=2000 looks for new failures, with other examples in each run.
examples = int(os.environ.get("EXAMPLES", _EXAMPLES))


@pytest.mark.timeout(_MOST_SECONDS_EACH * examples)
def test_workers_as_a_whole(transactional_db: None) -> None:
    run_state_machine_as_test(
        WorkersMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            derandomize=examples == _EXAMPLES,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
