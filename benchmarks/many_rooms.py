"""200 people in 50 rooms, who all send to the next person: the load of a small installation.

Each person keeps one or eight messages in transit. Each arrival is followed by one more message, in
a write of its own, as independent programs do. The messages of many people therefore reach the
server one by one, and it can't handle many of them in one turn, as it can in `scenarios`. Stock
daphne is not measured: it would take longer than all other servers together.
"""

from collections.abc import Callable, Mapping, Sequence

from benchmarks import people
from benchmarks.client import Client
from benchmarks.loops import Figures, Lane, Sent, Tally, refilled
from benchmarks.processes import ServerProcess
from benchmarks.scenarios import (
    BURST,
    Plan,
    Scenario,
    candidate_to,
    description_to,
    measured_connects,
)

ROOMS = 50
PEOPLE_PER_ROOM = 4


async def candidates(process: ServerProcess, plan: Plan) -> Figures:
    return await _relay(process, plan, candidate_to, depth=1)


async def candidates_in_transit(process: ServerProcess, plan: Plan) -> Figures:
    return await _relay(process, plan, candidate_to, depth=BURST)


async def descriptions(process: ServerProcess, plan: Plan) -> Figures:
    return await _relay(process, plan, description_to, depth=1)


async def descriptions_in_transit(process: ServerProcess, plan: Plan) -> Figures:
    return await _relay(process, plan, description_to, depth=BURST)


async def connects(process: ServerProcess, _plan: Plan) -> Figures:
    """Measure connections that are opened one after the other."""
    return await measured_connects(process, ROOMS * PEOPLE_PER_ROOM, at_once=1)


MANY_ROOMS: Mapping[str, Scenario] = {
    "rooms_candidates": candidates,
    "rooms_candidates_in_transit": candidates_in_transit,
    "rooms_descriptions": descriptions,
    "rooms_descriptions_in_transit": descriptions_in_transit,
    "rooms_connects": connects,
}


async def _relay(
    process: ServerProcess, plan: Plan, sent_to: Callable[[Client], Sent], *, depth: int
) -> Figures:
    rooms = await people.fill(process.port, plan.rooms[:ROOMS], PEOPLE_PER_ROOM)
    tally = Tally()
    lanes = [
        Lane(one, other, sent_to(other), tally, writes_alone=True)
        for room in rooms
        for one, other in _next_people(room)
    ]
    figures = await refilled(process, lanes, tally, depth, plan.seconds)
    await people.leave(client for room in rooms for client in room)
    return figures


def _next_people(room: Sequence[Client]) -> list[tuple[Client, Client]]:
    """Return each person with the next one, around the table."""
    return list(zip(room, [*room[1:], room[0]], strict=True))
