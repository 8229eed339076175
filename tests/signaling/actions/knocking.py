"""People who knock on a door that has a waiting room behind it."""

from rooms.models import Room
from signaling.caller import Caller
from signaling.protocol.commands import Admit, Join
from signaling.protocol.events import KnockPlaced
from tests.signaling.actions.clients import Company
from tests.signaling.examples import a_caller


def knock(company: Company, room: Room, name: str) -> Caller:
    caller = a_caller(name)
    capabilities = ["waiting-room"]
    join = Join(room_code=room.code, display_name=name.title(), capabilities=capabilities)
    company.do(caller, join)
    (placed,) = company.replied()
    assert isinstance(placed, KnockPlaced)
    return caller


def knock_id(company: Company, caller: Caller) -> str:
    placed = company.presence.knock_of(caller.peer_id)
    assert placed is not None
    return placed.id


def let_in(company: Company, room: Room, host: Caller, name: str) -> Caller:
    caller = knock(company, room, name)
    company.do(host, Admit(target_id=caller.peer_id))
    assert company.is_seated(caller)
    return caller
