"""The scenarios: each takes a running server and returns its figures."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks import people
from benchmarks.client import Client, event
from benchmarks.loops import Figures, Group, Lane, Sent, Tally, broadcasting, closed_loop, paced
from benchmarks.processes import ServerProcess

PAIRS = 32
# A browser that gathers candidates, or changes its tracks, sends several messages at once.
BURST = 8
# Even the slowest server carries this rate easily. The latencies therefore contain no queueing.
PACE_PER_SECOND = 2_000
GROUPS = 4
CONNECTS = 500

# As browsers send them: about 200 bytes, and 2.5 kB with the surrounding message.
CANDIDATE = {
    "candidate": "candidate:842163049 1 udp 1677729535 203.0.113.77 46154 typ srflx "
    "raddr 192.168.1.23 rport 46154",
    "sdpMid": "0",
    "sdpMLineIndex": 0,
}
_SDP_LINES = [
    "v=0",
    "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=group:BUNDLE 0 1",
    *(f"a=rtpmap:{96 + number} codec{number}/90000" for number in range(52)),
    *(f"a=fmtp:{96 + number} level-asymmetry-allowed=1" for number in range(24)),
]
SDP = {"type": "offer", "sdp": "\r\n".join([*_SDP_LINES, ""])}
TOGGLE = event("toggle-audio", {"enabled": False}), b'42["user-toggle-audio"'


@dataclass(frozen=True)
class Plan:
    """The duration of a measurement, and the rooms to use."""

    seconds: float
    rooms: Sequence[str]


Scenario = Callable[[ServerProcess, Plan], Awaitable[Figures]]


async def candidates(process: ServerProcess, plan: Plan) -> Figures:
    return await _relay(process, plan, candidate_to)


async def candidates_in_bursts(process: ServerProcess, plan: Plan) -> Figures:
    return await _relay(process, plan, candidate_to, depth=BURST)


async def descriptions(process: ServerProcess, plan: Plan) -> Figures:
    return await _relay(process, plan, description_to)


async def descriptions_in_bursts(process: ServerProcess, plan: Plan) -> Figures:
    return await _relay(process, plan, description_to, depth=BURST)


async def candidates_paced(process: ServerProcess, plan: Plan) -> Figures:
    return await _relay(process, plan, candidate_to, rate=PACE_PER_SECOND)


async def descriptions_paced(process: ServerProcess, plan: Plan) -> Figures:
    return await _relay(process, plan, description_to, rate=PACE_PER_SECOND)


async def candidates_at_half_load(process: ServerProcess, plan: Plan) -> Figures:
    return await _at_half_load(process, plan, candidate_to)


async def descriptions_at_half_load(process: ServerProcess, plan: Plan) -> Figures:
    return await _at_half_load(process, plan, description_to)


async def broadcast_to_10(process: ServerProcess, plan: Plan) -> Figures:
    return await _broadcast(process, plan, 10)


async def broadcast_to_50(process: ServerProcess, plan: Plan) -> Figures:
    return await _broadcast(process, plan, 50)


async def connects(process: ServerProcess, _plan: Plan) -> Figures:
    """Measure the time from TCP to the answer to CONNECT, as a guest."""
    return await measured_connects(process, CONNECTS)


SCENARIOS: Mapping[str, Scenario] = {
    "candidates": candidates,
    "candidates_in_bursts": candidates_in_bursts,
    "descriptions": descriptions,
    "descriptions_in_bursts": descriptions_in_bursts,
    "candidates_paced": candidates_paced,
    "descriptions_paced": descriptions_paced,
    "candidates_at_half_load": candidates_at_half_load,
    "descriptions_at_half_load": descriptions_at_half_load,
    "broadcast_to_10": broadcast_to_10,
    "broadcast_to_50": broadcast_to_50,
    "connects": connects,
}


async def measured_connects(process: ServerProcess, count: int, **options: int) -> Figures:
    """Open connections and close them; the options are those of `people.connect`."""
    cpu, began = process.cpu_seconds(), time.perf_counter()
    clients = await people.connect(process.port, count, **options)
    cpu, took = process.cpu_seconds() - cpu, time.perf_counter() - began
    await people.close(clients)
    await asyncio.sleep(_SETTLE_SECONDS)
    return {"cpu_us": cpu / count * 1e6, "per_second": count / took}


def candidate_to(receiver: Client) -> Sent:
    payload = {"targetId": receiver.connected.result(), "candidate": CANDIDATE}
    return event("ice-candidate", payload), b'42["ice-candidate"'


def description_to(receiver: Client) -> Sent:
    payload = {"targetId": receiver.connected.result(), "sdp": SDP}
    return event("offer", payload), b'42["offer"'


async def _relay(
    process: ServerProcess,
    plan: Plan,
    sent_to: Callable[[Client], Sent],
    *,
    rate: float = 0,
    depth: int = 1,
) -> Figures:
    """Relay messages between pairs, each in its own room.

    Send at `rate` if it is given. Otherwise send as fast as possible, with `depth` messages of each
    pair in flight.
    """
    pairs = await people.fill(process.port, plan.rooms[:PAIRS], 2)
    tally = Tally()
    lanes = [Lane(one, other, sent_to(other), tally) for one, other in pairs]
    if rate:
        figures = await paced(process, lanes, tally, rate, plan.seconds)
    else:
        figures = await closed_loop(process, lanes, tally, PAIRS * depth, plan.seconds)
    await people.leave(client for pair in pairs for client in pair)
    return figures


async def _at_half_load(
    process: ServerProcess, plan: Plan, sent_to: Callable[[Client], Sent]
) -> Figures:
    """Relay at half of the server's maximal rate, which is measured just before."""
    most = await _relay(process, plan, sent_to)
    return await _relay(process, plan, sent_to, rate=most["per_second"] / 2)


async def _broadcast(process: ServerProcess, plan: Plan, listeners: int) -> Figures:
    rooms = await people.fill(process.port, plan.rooms[:GROUPS], listeners + 1)
    tally = Tally()
    groups = [Group(room, TOGGLE, tally) for room in rooms]
    figures = await broadcasting(process, groups, tally, plan.seconds)
    await people.leave(client for room in rooms for client in room)
    return figures


# Time for the work that a server does after its last answer.
_SETTLE_SECONDS = 0.3
