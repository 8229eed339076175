"""A host with one room, somebody else with an account, and browsers signed in as each."""

import pytest
from django.test import Client

from accounts.models import User
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
    return actions.create_room(host, "Weekly planning")


@pytest.fixture
def as_host(host: User) -> Client:
    return signed_in(host)


@pytest.fixture
def as_other(other: User) -> Client:
    return signed_in(other)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
