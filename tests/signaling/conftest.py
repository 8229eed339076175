import pytest

from accounts.models import User
from signaling.concurrency import database
from signaling.presence import Presence
from tests.signaling.database_gate import GatedPool
from tests.signaling.examples import Clock
from tests.signaling.racing_rooms import RacingRooms


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def presence(clock: Clock) -> Presence:
    return Presence(clock)


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> GatedPool:
    pool = GatedPool(database.pool)
    monkeypatch.setattr(database, "pool", pool)
    return pool


@pytest.fixture
def racing(transactional_db: None, pool: GatedPool) -> RacingRooms:
    return RacingRooms(User.objects.create_user("ann@example.org", display_name="Ann"), pool)
