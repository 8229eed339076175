"""Join rooms through any worker."""

from typing import Any

from rooms.models import Room
from tests.clients.client import Client


def join(client: Client, room: Room, name: str = "", **fields: Any) -> dict[str, Any]:
    """Join as a client that knows seats; return the acknowledgement."""
    asked = {"roomCode": room.code, "capabilities": ["seats"], **fields}
    if name:
        asked["displayName"] = name
    answer: dict[str, Any] = client.call("join-room", asked)
    return answer
