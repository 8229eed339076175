"""A crowd that joins a room while its host closes it, and the events that the host gets.

The order of packets on the host's connection is the only clock: an event that comes after the
acknowledgement of a change happened after the change.
"""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.hostile.bare import Address
from tests.hostile.guest import Guest
from tests.protocol.joining import access_token

# The host and one guest, so that a room with two places is full.
ALREADY_IN = 2
_CROWD = 30
_SPREAD_SECONDS = 0.08
_CHANGE_AFTER_SECONDS = 0.03


class Host(Guest):
    """A client that returns the events before an acknowledgement."""

    def events_before_answer(self, name: str, payload: dict[str, Any]) -> list[str]:
        """Send an event, which must succeed; return the events before its acknowledgement."""
        self.send_packet(f'428["{name}",{json.dumps(payload)}]')
        names: list[str] = []
        while (packet := self.packet()) is not None:
            if packet.startswith("438["):
                assert '"success":true' in packet, packet
                return names
            if packet.startswith("42["):
                names.append(packet.split('"')[1])
        raise AssertionError("closed before the acknowledgement came")


@dataclass
class Rush:
    """The answers to the joins of one crowd."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    came_in_late: int = 0
    """Joins that the host saw after the change had been acknowledged."""

    @property
    def came_in(self) -> int:
        return sum("participants" in answer for answer in self.answers)

    @property
    def reasons(self) -> set[str]:
        return {answer["reason"] for answer in self.answers if not answer["success"]}


def rush(address: Address, code: str, owner: Any, change: Callable[[Host], None]) -> Rush:
    """Let a crowd join over a short time, in which `change` is made and acknowledged.

    One more guest joins after that; its answer is the last one.
    """
    outcome = Rush()
    with (
        _there(address, code, owner) as (host, (last, *crowd)),
        ThreadPoolExecutor(_CROWD + 1) as threads,
    ):
        begin = time.monotonic() + 0.02

        def ask(name: str, guest: Guest) -> dict[str, Any]:
            return dict(guest.call("join-room", {"roomCode": code, "displayName": name}))

        def join(at: int, guest: Guest) -> dict[str, Any]:
            # The test needs joins before and after the change, so they are spread over time.
            time.sleep(max(0, begin + _SPREAD_SECONDS * at / _CROWD - time.monotonic()))
            return ask(f"Guest {at}", guest)

        joining = [threads.submit(join, at, guest) for at, guest in enumerate(crowd)]
        time.sleep(max(0, begin + _CHANGE_AFTER_SECONDS - time.monotonic()))
        change(host)
        outcome.answers = [one.result() for one in joining]
        late = host.events_before_answer("toggle-audio", {"enabled": True})
        outcome.came_in_late = late.count("user-joined")
        outcome.answers.append(ask("Last", last))
    return outcome


@contextmanager
def _there(address: Address, code: str, owner: Any) -> Iterator[tuple[Host, list[Guest]]]:
    with ExitStack() as open_:
        host = open_.enter_context(Host(address))
        host.connect("Ann", token=access_token(owner))
        host.events_before_answer("join-room", {"roomCode": code})
        open_.enter_context(Guest(address)).join(code, "Nell")
        crowd = [open_.enter_context(Guest(address)) for _ in range(_CROWD + 1)]
        for at, guest in enumerate(crowd):
            guest.connect(f"Guest {at}")
        yield host, crowd
