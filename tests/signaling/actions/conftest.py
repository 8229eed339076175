"""Clients without sockets, in a room that is stored in the database."""

import pytest

from accounts.identity import person_of_account
from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from signaling.caller import Caller
from signaling.presence import Presence
from tests.signaling.actions.clients import Clients
from tests.signaling.actions.knocking import knock
from tests.signaling.examples import a_caller, a_guest


@pytest.fixture(autouse=True)
def _rows(transactional_db: None) -> None:
    """Commit rows, because actions read the database in other threads."""


@pytest.fixture
def clients(presence: Presence) -> Clients:
    return Clients(presence)


@pytest.fixture
def owner() -> User:
    return User.objects.create_user("ann@example.org", display_name="Ann")


@pytest.fixture
def room(owner: User) -> Room:
    return create_room(owner, "Weekly")


@pytest.fixture
def other_room(owner: User) -> Room:
    return create_room(owner, "Elsewhere")


@pytest.fixture
def host(owner: User) -> Caller:
    return a_caller("ann", person_of_account(owner))


@pytest.fixture
def cohost(room: Room) -> Caller:
    user = User.objects.create_user("di@example.org", display_name="Di")
    room.memberships.create(user=user, role="cohost")
    return a_caller("di", person_of_account(user))


@pytest.fixture
def guest() -> Caller:
    return a_caller("bo")


@pytest.fixture
def stranger(clients: Clients, other_room: Room) -> Caller:
    """Return a guest with a seat in another room."""
    caller = a_caller("sue")
    clients.join(caller, other_room)
    return caller


@pytest.fixture
def seated(clients: Clients, room: Room, host: Caller, guest: Caller) -> None:
    """Seat the host and a guest in the room."""
    clients.join(host, room)
    clients.join(guest, room, display_name="Bo")


@pytest.fixture
def waiting_room(room: Room) -> None:
    room.settings.waiting_room = True
    room.settings.save()


@pytest.fixture
def knocker(clients: Clients, room: Room, host: Caller, waiting_room: None) -> Caller:
    """Return a guest, Cy, that waits for the host in the room."""
    clients.join(host, room)
    return knock(clients, room, "cy")


@pytest.fixture
def rita() -> Caller:
    return Caller("peer-rita", "rtcio", a_guest("rita"))


@pytest.fixture
def remy() -> Caller:
    return Caller("peer-remy", "rtcio", a_guest("remy"))


@pytest.fixture
def demi() -> Caller:
    return Caller("peer-demi", "webrtc-demo", a_guest("demi"))
