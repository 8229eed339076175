from collections.abc import Iterator

import pytest

from tests.signaling.workers.simulation.crowd import Crowd
from tests.signaling.workers.simulation.meet import Meet, a_meet
from tests.signaling.workers.story import Story


@pytest.fixture
def meet(transactional_db: None) -> Iterator[Meet]:
    """Give a Meet in virtual time, whose workers log no error."""
    with a_meet() as meet:
        yield meet
    assert meet.errors == []


@pytest.fixture
def crowd(meet: Meet) -> Crowd:
    return Crowd(meet)


@pytest.fixture
def story(meet: Meet, crowd: Crowd) -> Story:
    return Story(meet, crowd)
