"""A room of the host, and browsers of the host and of another account."""

import pytest
from django.test import Client

from accounts.models import User
from rooms import actions
from rooms.models import Room
from tests.rooms.signing_in import signed_in


@pytest.fixture
def room(host: User) -> Room:
    return actions.create_room(host, "Weekly planning")


@pytest.fixture
def as_host(host: User) -> Client:
    return signed_in(host)


@pytest.fixture
def as_other(other: User) -> Client:
    return signed_in(other)
