"""Guests that knock at a room with a waiting room."""

from rooms.models import Room
from signaling.caller import Caller
from signaling.protocol.commands import Admit, Join
from signaling.protocol.events import KnockPlaced
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller


def knock(clients: Clients, room: Room, name: str) -> Caller:
    caller = a_caller(name)
    capabilities = ["waiting-room"]
    join = Join(room_code=room.code, display_name=name.title(), capabilities=capabilities)
    clients.send(caller, join)
    (placed,) = clients.acknowledged()
    assert isinstance(placed, KnockPlaced)
    return caller


def knock_id(clients: Clients, caller: Caller) -> str:
    placed = clients.presence.knock_of(caller.peer_id)
    assert placed is not None
    return placed.id


def admit_knocker(clients: Clients, room: Room, host: Caller, name: str) -> Caller:
    caller = knock(clients, room, name)
    clients.send(host, Admit(target_id=caller.peer_id))
    assert clients.is_seated(caller)
    return caller
