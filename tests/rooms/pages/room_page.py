"""The page of a room, and a person who is in its meeting."""

import uuid
from typing import Any

from django.test import Client

from rooms.models import Meeting, Room, Seat


def config_of(client: Client, room: Room) -> dict[str, Any]:
    response = client.get(f"/{room.code}")
    assert response.status_code == 200
    return response.context["config"]


def sit(meeting: Meeting, name: str) -> Seat:
    return Seat.objects.create(
        meeting=meeting, guest_id=uuid.uuid4(), display_name=name, role=Seat.Role.PARTICIPANT
    )
