import uuid

import pytest

from accounts.models import User
from accounts.people import Person, person_of_account, person_of_guest
from rooms import actions
from rooms.models import Room


@pytest.fixture
def host(db: None) -> User:
    return User.objects.create_user("ann@example.org", display_name="Ann")


@pytest.fixture
def other(db: None) -> User:
    return User.objects.create_user("ben@example.org", display_name="Ben")


@pytest.fixture
def room(host: User) -> Room:
    return actions.create_room(host, "Weekly")


@pytest.fixture
def guest() -> Person:
    return person_of_guest(uuid.UUID(int=7), "Gus")


@pytest.fixture
def somebody(other: User) -> Person:
    """Somebody with an account, who is nothing to the room."""
    return person_of_account(other)
