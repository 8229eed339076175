"""People do not notice attacks on their server, not even in their own room."""

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.hostile.attacks import (
    ATTACKS,
    Attack,
    a_flooder,
    a_hundred_silent_sockets,
    a_slow_reader,
    ten_large_bodies,
)
from tests.hostile.neighbours import Noticed, neighbours
from tests.hostile.promises import Place
from tests.server.running import resident_bytes
from tests.servers.meet import MeetServer

P99_MILLISECONDS = 50
GROWTH_BYTES = 50_000_000
LOG_BYTES_PER_OFFENDER = 200
ATTACK_SECONDS = 3
# A connection without a request is closed after three times REQUEST_SECONDS. A thread ends with its
# database connection after 5 s without work.
LEAVING_SECONDS = 10

# If messages are late on the server that nobody attacks, the machine is the cause.
CALM_P99_MILLISECONDS = 10
ATTEMPTS = 3
# Of the 24 round trips a second for each of 16 people; a busy machine does fewer.
ENOUGH = 20 * 16 * ATTACK_SECONDS

_PAUSE_SECONDS = 0.2
_LOOK_SECONDS = 0.05
_NICENESS = 10

impatient = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@dataclass(frozen=True)
class EventContext:
    """The attacked room, another room of its server, and a room of a server without attacks."""

    attacked: Place
    next_door: Place
    far_away: Place


@dataclass(frozen=True)
class Endured:
    """The measurements on the attacked server, and on a server without attacks."""

    noticed: Noticed
    noticed_far_away: Noticed
    growth_bytes: int
    log_bytes_per_offender: float
    stayed: int

    @property
    def is_in_time(self) -> bool:
        return self.noticed.count >= ENOUGH and is_within(self.noticed, P99_MILLISECONDS)

    @property
    def is_of_a_calm_machine(self) -> bool:
        far_away = self.noticed_far_away
        return far_away.count >= ENOUGH // 2 and is_within(far_away, CALM_P99_MILLISECONDS)

    @property
    def is_late_by_the_machine(self) -> bool:
        """Whether all messages are late, and the attacked server's by the same factor."""
        far_away_p99 = self.noticed_far_away.p99_milliseconds
        if self.is_of_a_calm_machine or far_away_p99 is None:
            return False
        as_late = far_away_p99 * P99_MILLISECONDS / CALM_P99_MILLISECONDS
        return self.noticed.count >= self.noticed_far_away.count and is_within(
            self.noticed, as_late
        )

    def assert_unharmed(self) -> None:
        assert (self.noticed.troubles, self.noticed.lost) == ([], 0)
        assert self.growth_bytes <= GROWTH_BYTES
        assert self.log_bytes_per_offender <= LOG_BYTES_PER_OFFENDER
        assert self.stayed == 0
        late = (self.noticed, self.noticed_far_away)
        assert self.is_in_time or self.is_late_by_the_machine, late


def is_within(noticed: Noticed, milliseconds: float) -> bool:
    p99 = noticed.p99_milliseconds
    return p99 is not None and p99 <= milliseconds


@pytest.fixture
def far_away(running_server: MeetServer, transactional_db: None) -> Place:
    dee = User.objects.create_user("dee@example.org", display_name="Dee")
    code = create_room(dee, "Far away", max_participants=100).code
    return Place(running_server.address, code, running_server.process)


@pytest.fixture
def context(place: Place, room: Room, far_away: Place) -> EventContext:
    next_door = create_room(room.host, "Next door", max_participants=100)
    return EventContext(place, replace(place, code=next_door.code), far_away)


@pytest.fixture
def naive_context(naive_place: Place, far_away: Place) -> EventContext:
    return EventContext(naive_place, replace(naive_place, code="NAIVE2"), far_away)


@pytest.mark.alone
@impatient
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_nobody_notices(context: EventContext, attack: Attack):
    endured(context, [attack]).assert_unharmed()


# These attacks are promised to do no harm together. The others need more than two cores.
PROMISED_AT_ONCE: list[Attack] = [
    a_flooder,
    a_slow_reader,
    a_hundred_silent_sockets,
    ten_large_bodies,
]


@pytest.mark.alone
@impatient
def test_nobody_notices_all_of_it_at_once(context: EventContext):
    endured(context, PROMISED_AT_ONCE).assert_unharmed()


def test_a_naive_server_does_not_get_rid_of_them(naive_context: EventContext):
    harmed = endured_once(naive_context, [a_flooder, a_hundred_silent_sockets])
    assert harmed.stayed > 0
    with pytest.raises(AssertionError):
        harmed.assert_unharmed()


def endured(context: EventContext, attacks: Sequence[Attack]) -> Endured:
    """Attack, and repeat the attack if the machine itself is slow."""
    for _ in range(ATTEMPTS):
        outcome = endured_once(context, attacks)
        if outcome.is_in_time or outcome.is_of_a_calm_machine:
            break
    return outcome


def endured_once(context: EventContext, attacks: Sequence[Attack]) -> Endured:
    """Run all attacks at once and repeat each for a while, as real attackers would."""
    place = context.attacked
    pid, log_begin = place.process.pid, place.process.log_length()
    beside, far_away = [(place, 4), (context.next_door, 12)], [(context.far_away, 8)]
    with neighbours(beside=beside, far_away=far_away) as people, ExitStack() as open_:
        files, memory = open_files(pid), resident_bytes(pid)
        people.noticed()
        # Attackers have a lower priority, because the test is about the server, not the machine.
        with ThreadPoolExecutor(len(attacks), initializer=give_way) as attackers:
            end = time.monotonic() + ATTACK_SECONDS
            going_on = [attackers.submit(keep_on, one, place, open_, end) for one in attacks]
            most = memory
            while not all(one.done() for one in going_on):
                most = max(most, resident_bytes(pid))
                time.sleep(_LOOK_SECONDS)
        offenders = sum(one.result() for one in going_on)
        noticed = people.noticed()
        stayed = max(0, left_open(pid, files))
    log_bytes = len(place.process.log_since(log_begin))
    return Endured(
        noticed["beside"], noticed["far_away"], most - memory, log_bytes / offenders, stayed
    )


def give_way() -> None:
    os.setpriority(os.PRIO_PROCESS, 0, _NICENESS)


def keep_on(attack: Attack, place: Place, open_: ExitStack, end: float) -> int:
    offenders = 0
    while time.monotonic() < end:
        offenders += attack(place, open_)
        # Seats of clients that left are held for a while, and the room has 100 places.
        time.sleep(_PAUSE_SECONDS)
    return offenders


def left_open(pid: int, before: int) -> int:
    """Wait until no more files are open than before; return how many more still are."""
    deadline = time.monotonic() + LEAVING_SECONDS
    while (more := open_files(pid) - before) > 0 and time.monotonic() < deadline:
        time.sleep(_LOOK_SECONDS)
    return more


def open_files(pid: int) -> int:
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
