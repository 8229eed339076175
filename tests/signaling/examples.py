"""Rooms, seats and callers for tests, with default values; nothing is random."""

import asyncio
import uuid
from collections.abc import Awaitable
from datetime import UTC, datetime
from typing import Any

import msgspec

from accounts.identity import Person, person_of_guest
from signaling.caller import Caller
from signaling.concurrency.retry_queue import RetryQueue
from signaling.presence import Knock, Room, Seat
from signaling.presence.records import RoomRules
from signaling.protocol.packets import EVENT, Received

ROOM_ID = str(uuid.UUID(int=1))
OTHER_ROOM_ID = str(uuid.UUID(int=2))
HOST = "user:1"
THEN = datetime(2026, 11, 20, 9, tzinfo=UTC)


def a_room(*, as_of: float = 0, places: int = 4, waiting_room: bool = False, **fields: Any) -> Room:
    known = {"id": ROOM_ID, "code": "ABC123", "name": "Weekly", "host": HOST}
    rules = RoomRules(max_participants=places, waiting_room=waiting_room)
    return Room(as_of=as_of, rules=rules, **(known | fields))


def a_seat(owner: str, **fields: Any) -> Seat:
    """Return a new seat; its id is derived from its owner."""
    known = {
        "id": seat_id(owner),
        "room_id": ROOM_ID,
        "owner": owner,
        "user_id": None,
        "display_name": owner.title(),
        "avatar_color": 3,
        "role": "host" if owner == HOST else "participant",
        "since": THEN,
    }
    return Seat(**(known | fields))


def a_knock(seat: Seat, peer_id: str | None = None, **fields: Any) -> Knock:
    """Return a knock for this seat; its peer id is the owner by default."""
    known = {"peer_id": peer_id or seat.owner, "protocol": "native", "since": THEN}
    return Knock(seat=seat, **(known | fields))


def seat_id(owner: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, owner))


def a_guest(name: str) -> Person:
    return person_of_guest(uuid.uuid5(uuid.NAMESPACE_OID, name), name)


def a_caller(name: str, person: Person | None = None, **claims: Any) -> Caller:
    """Return a native caller; its peer id is derived from the name."""
    return Caller(f"peer-{name}", "native", person or a_guest(name), **claims)


class Clock:
    """A monotonic clock that a test advances."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_seconds(self, seconds: float) -> None:
        self.seconds += seconds


def an_event(name: str, *arguments: Any, ack_id: int | None = None) -> Received:
    return a_raw_event(name, *map(msgspec.json.encode, arguments), ack_id=ack_id)


def a_raw_event(name: str, *arguments: bytes, ack_id: int | None = None) -> Received:
    """Return an event with these bytes as its arguments, valid or not."""
    body = b"[%b]" % b",".join((msgspec.json.encode(name), *arguments))
    return Received(EVENT, "/", ack_id, name, body)


async def worked_off(queue: RetryQueue[Any]) -> None:
    """Run a queue until it is empty."""
    working = asyncio.create_task(queue.run())
    async with asyncio.timeout(10):
        while await _is_left(queue):
            pass
    working.cancel()
    await asyncio.wait([working])


async def _is_left(queue: RetryQueue[Any]) -> bool:
    await asyncio.sleep(0.01)
    return len(queue) > 0


async def handled(rest: Awaitable[None] | None) -> None:
    """Await the rest of an event, if there is any."""
    if rest is not None:
        await rest
