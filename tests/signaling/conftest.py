from collections.abc import Callable

import pytest

from accounts.models import User
from signaling.presence import Presence
from signaling.presence.memory import MemoryPresence
from tests.signaling.examples import Clock
from tests.signaling.place import Place

STORES: dict[str, Callable[[Clock], Presence]] = {"memory": MemoryPresence}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=STORES)
def presence(request: pytest.FixtureRequest, clock: Clock) -> Presence:
    """Every store there is: what is tested with this fixture is the contract of `Presence`."""
    return STORES[request.param](clock)


@pytest.fixture
def place(transactional_db: None) -> Place:
    return Place(User.objects.create_user("ann@example.org", display_name="Ann"))
