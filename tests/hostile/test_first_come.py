"""After a restart many clients return at once, and enter in the order of their connections."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.hostile.frames import frame
from tests.hostile.guest import Guest
from tests.hostile.promises import Place

PEOPLE = 90
STRIDE = 37  # coprime to PEOPLE


@pytest.mark.alone
def test_joins_are_completed_in_the_order_in_which_people_connected(place: Place):
    with ExitStack() as open_:
        people = [open_.enter_context(Guest(place.address)) for _ in range(PEOPLE)]
        begin = time.monotonic()
        # In another order than that of the connections; the stride reaches everybody once.
        for step in range(PEOPLE):
            ask_for_entry(people[step * STRIDE % PEOPLE], place.code)
        with ThreadPoolExecutor(PEOPLE) as waiting:
            seconds = [moment - begin for moment in waiting.map(joined_at, people)]
    # The mean distance from the order of the connections; a random order has PEOPLE / 3.
    places = {number: place for place, number in enumerate(by(seconds))}
    displacement = sum(abs(places[number] - number) for number in range(PEOPLE)) / PEOPLE
    assert displacement < PEOPLE / 8
    tenth = PEOPLE // 10
    assert sorted(seconds[:tenth])[tenth // 2] < max(seconds) / 2


def ask_for_entry(guest: Guest, code: str) -> None:
    """Send CONNECT and the join together, as a client does that knows its room."""
    join = json.dumps(["join-room", {"roomCode": code, "displayName": "Mallory"}])
    guest.send(frame(b"40{}") + frame(f"421{join}".encode()))


def joined_at(guest: Guest) -> float:
    while (packet := guest.packet()) is not None:
        if packet.startswith("431["):
            assert json.loads(packet.removeprefix("431"))[0]["success"]
            return time.monotonic()
    raise AssertionError("closed before the join was answered")


def by(seconds: list[float]) -> list[int]:
    return sorted(range(len(seconds)), key=seconds.__getitem__)
