"""Clients of other protocols that join a room by its name."""

from signaling.caller import Caller
from signaling.protocol.commands import JoinByName
from tests.signaling.actions.clients import Clients


def join_by_name(
    clients: Clients, caller: Caller, room: str = "Garden", password: str = ""
) -> None:
    clients.send(caller, JoinByName(room_code=room, display_name="Guest", password=password))
