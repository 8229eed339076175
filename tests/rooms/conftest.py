import uuid
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.identity import Person, person_of_account, person_of_guest
from accounts.models import User
from rooms import actions
from rooms.announcements import GROUP
from rooms.models import Room

Announced = Callable[..., list[dict[str, str]]]


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
    """Give an account without any relation to the room."""
    return person_of_account(other)


@pytest.fixture
def announced(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Announced:
    """Give a function that runs an action and returns the announcements after its commit."""

    def act(action: Callable[..., Any], *args: Any, **kwargs: Any) -> list[dict[str, str]]:
        layer = get_channel_layer()
        channel = async_to_sync(layer.new_channel)()
        async_to_sync(layer.group_add)(GROUP, channel)
        with django_capture_on_commit_callbacks() as committed:
            action(*args, **kwargs)
        for announce in committed:
            announce()
        messages = [async_to_sync(layer.receive)(channel) for _ in committed]
        async_to_sync(layer.group_discard)(GROUP, channel)
        return messages

    return act
