"""Create rooms on Janus, and take over those of an earlier home."""

import secrets
from collections.abc import Callable
from typing import Any

from signaling.media.engine import MediaServerLost, RoomListener
from signaling.media.janus.addresses import Address
from signaling.media.janus.credentials import room_pin, room_secret
from signaling.media.janus.errors import JanusError
from signaling.media.janus.participants import Control, join
from signaling.media.janus.reference import decode
from signaling.media.janus.room import JanusRoom
from signaling.media.janus.session import Event, Session, ignore

# The number of a room is chosen anew each time. Therefore nothing that an earlier home still does
# can concern this room. Janus accepts numbers of 53 bits.
_ROOM_BITS = 52
_BITS_PER_SECOND = 4_000_000  # of each publishing connection: camera and screen together

Ended = Callable[[JanusRoom], None]


async def open_room(
    address: Address, places: int, listener: RoomListener, ended: Ended
) -> JanusRoom:
    """Create a session and a room for as many publishers as `places`."""
    try:
        session = await Session.create(address)
        try:
            control = await _create(session, address.secret, places)
        except BaseException:
            session.close()
            raise
    except JanusError as error:
        raise MediaServerLost(f"{address.name} refused a room: {error.number}") from None
    return JanusRoom(address.name, session, control, listener, ended)


async def resume_room(
    address: Address, data: bytes, listener: RoomListener, ended: Ended
) -> JanusRoom:
    """Claim the session of a room, and ask which of its feeds send."""
    reference = decode(data)
    try:
        session = await Session.claim(address, reference.session)
        try:
            listed = await _participants(session, reference.control)
        except BaseException:
            session.close()
            raise
    except JanusError as error:
        raise MediaServerLost(f"{address.name} does not have the room: {error.number}") from None
    room = JanusRoom(address.name, session, reference.control, listener, ended)
    connected = [one["id"] for one in listed.data["participants"] if one.get("publisher", False)]
    room.restore(reference, connected)
    return room


async def _create(session: Session, secret: str, places: int) -> Control:
    room = secrets.randbits(_ROOM_BITS) + 1
    handle = await session.attach(ignore)
    await session.message(handle, _new_room(room, secret, places))
    joined = await join(session, room, handle)
    return Control(room, handle, joined.data["private_id"])


def _new_room(room: int, secret: str, places: int) -> dict[str, Any]:
    return {
        "request": "create",
        "admin_key": secret,
        "room": room,
        "description": "Meet",
        "secret": room_secret(room),
        "pin": room_pin(room),
        "is_private": True,
        "publishers": places,
        "bitrate": _BITS_PER_SECOND,
        "fir_freq": 0,
        "audiocodec": "opus",
        "videocodec": "vp8",
        "opus_dtx": True,
        "notify_joining": False,
        "require_pvtid": True,
        "lock_record": True,
    }


async def _participants(session: Session, control: Control) -> Event:
    body = {"request": "listparticipants", "room": control.room}
    return await session.message(control.handle, body)
