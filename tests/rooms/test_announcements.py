"""An announcement must not fail the request whose change it announces."""

import uuid
from functools import partial

import pytest
from django.db import transaction

from rooms.announcements import add_listener, announce_change, remove_listener


def fail(_loop: object, _room_id: str) -> None:
    raise TimeoutError


def test_a_change_stays_though_a_listener_fails(
    transactional_db: None, caplog: pytest.LogCaptureFixture
) -> None:
    listener = partial(fail, "busy")
    add_listener(listener)
    try:
        with transaction.atomic():
            announce_change(uuid.uuid4())
    finally:
        remove_listener(listener)
    assert "A listener failed" in caplog.text
