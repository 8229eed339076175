"""The cost of a message, in Python instructions from the received frame to the sent frames.

The cost must not depend on the number of people in other rooms. The expected numbers here are
lowered after an improvement. A test fails if a message costs a fifth more than its number.
"""

import asyncio
import json
from collections.abc import Callable

import pytest

from tests.performance.counting import instructions_of
from tests.performance.talking import FakeWebSocket, Talking

# On CPython 3.11; other versions need a few more or fewer instructions.
CANDIDATE_INSTRUCTIONS = 832
TOGGLE_TO_10_INSTRUCTIONS = 2_185
MOST = 1.2

TOGGLE = b'42["toggle-audio",{"enabled":false}]'


def in_a_room(people: int, measure: Callable[[list[tuple[FakeWebSocket, str]]], int]) -> int:
    """Measure a message in a room of `count` people."""

    async def run() -> int:
        talking = Talking()
        seated = await talking.enter(people)
        try:
            return measure(seated)
        finally:
            await talking.leave()

    return asyncio.run(run())


def cost_of_a_candidate(seated: list[tuple[FakeWebSocket, str]]) -> int:
    (ann, _), (bo, bo_id), *_ = seated
    payload = {"targetId": bo_id, "candidate": {"candidate": "candidate:1 1 udp 1", "sdpMid": "0"}}
    message = b"42" + json.dumps(["ice-candidate", payload]).encode()
    return _counted(ann, message, [bo])


def cost_of_a_toggle(seated: list[tuple[FakeWebSocket, str]]) -> int:
    (ann, _), *others = seated
    return _counted(ann, TOGGLE, [websocket for websocket, _ in others])


def _counted(sender: FakeWebSocket, message: bytes, receivers: list[FakeWebSocket]) -> int:
    """Count the second run, because the first one fills caches."""
    sender.on_message(message)
    count = instructions_of(lambda: sender.on_message(message))
    assert [len(websocket.sent) for websocket in receivers] == [2] * len(receivers)
    return count


def test_a_relayed_candidate_costs_what_it_did() -> None:
    assert in_a_room(2, cost_of_a_candidate) <= CANDIDATE_INSTRUCTIONS * MOST


def test_telling_ten_people_costs_what_it_did() -> None:
    assert in_a_room(11, cost_of_a_toggle) <= TOGGLE_TO_10_INSTRUCTIONS * MOST


def test_a_candidate_costs_the_same_among_many() -> None:
    assert in_a_room(80, cost_of_a_candidate) == in_a_room(2, cost_of_a_candidate)


def test_each_further_listener_costs_the_same() -> None:
    few, more, many = (in_a_room(1 + count, cost_of_a_toggle) for count in (10, 20, 40))
    assert many - more == pytest.approx(2 * (more - few), rel=0.1)
