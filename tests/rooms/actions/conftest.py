from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from pytest_django import DjangoCaptureOnCommitCallbacks

from rooms.announcing import GROUP
from rooms.models import Audit

Announced = Callable[..., list[dict[str, str]]]


@pytest.fixture
def announced(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Announced:
    """Give a function that acts and returns what was announced when that was committed."""

    def act(action: Callable[..., Any], *args: Any, **kwargs: Any) -> list[dict[str, str]]:
        layer = get_channel_layer()
        channel = async_to_sync(layer.new_channel)()
        async_to_sync(layer.group_add)(GROUP, channel)
        with django_capture_on_commit_callbacks() as committed:
            action(*args, **kwargs)
        for tell in committed:
            tell()
        heard = [async_to_sync(layer.receive)(channel) for _ in committed]
        async_to_sync(layer.group_discard)(GROUP, channel)
        return heard

    return act


def audited() -> list[tuple[str, str, str, str]]:
    """Return every deed but the making of rooms: who, what, whom, in which room."""
    deeds = Audit.objects.exclude(action="create_room").order_by("pk")
    return list(deeds.values_list("actor_name", "action", "target_name", "room_code"))
