"""Fixtures for the tests of `meet.server`; the bare connections come from `tests.hostile`."""

import pytest

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.hostile.conftest import impatient_server

__all__ = ["impatient_server"]


@pytest.fixture
def room(transactional_db: None) -> Room:
    ann = User.objects.create_user("ann@example.org", display_name="Ann")
    return create_room(ann, "Planning", max_participants=100)
