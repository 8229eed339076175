"""People in a real room of the database, on one presence, without a socket."""

import pytest

from accounts.identity import person_of_account
from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from signaling.caller import Caller
from signaling.presence import Presence
from tests.signaling.actions.clients import Company
from tests.signaling.actions.knocking import knock
from tests.signaling.examples import a_caller


@pytest.fixture(autouse=True)
def _rows(transactional_db: None) -> None:
    """Actions reach the database from threads of their own, which see only what is committed."""


@pytest.fixture
def company(presence: Presence) -> Company:
    return Company(presence)


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
def stranger(company: Company, other_room: Room) -> Caller:
    """Somebody who sits in another room."""
    caller = a_caller("sue")
    company.join(caller, other_room)
    return caller


@pytest.fixture
def seated(company: Company, room: Room, host: Caller, guest: Caller) -> None:
    """The host and a guest sit in the room."""
    company.join(host, room)
    company.join(guest, room, display_name="Bo")


@pytest.fixture
def waiting_room(room: Room) -> None:
    room.settings.waiting_room = True
    room.settings.save()


@pytest.fixture
def knocker(company: Company, room: Room, host: Caller, waiting_room: None) -> Caller:
    """Cy, who waits, while the host is there."""
    company.join(host, room)
    return knock(company, room, "cy")
