"""Join handles to a room of Janus."""

import msgspec

from signaling.media.janus.credentials import room_pin
from signaling.media.janus.session import Event, Session


class Control(msgspec.Struct, frozen=True, array_like=True):
    """The room, and the handle that controls it. Handles that subscribe need its `private_id`."""

    room: int
    handle: int
    private_id: int


async def join(session: Session, room: int, handle: int) -> Event:
    """Make a handle a participant; the data of the result has its `id` and `private_id`."""
    body = {"request": "join", "ptype": "publisher", "room": room, "pin": room_pin(room)}
    return await session.message(handle, body)
