import pytest

from accounts.models import User
from rooms import actions
from rooms.models import Room
from signaling.presence import Presence
from tests.signaling.background.running_room import RunningRoom
from tests.signaling.fake_server import FakeServer


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def room(transactional_db: None) -> Room:
    return actions.create_room(User.objects.create_user("ann@example.org"), "Weekly")


@pytest.fixture
def place(room: Room, presence: Presence, server: FakeServer) -> RunningRoom:
    return RunningRoom(room, presence, server)
