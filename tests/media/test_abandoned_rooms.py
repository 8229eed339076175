"""Rooms that nobody uses any more are destroyed on the media server."""

from signaling.media.janus.abandoned_rooms import AbandonedRooms, listed_rooms
from signaling.media.janus.credentials import room_secret
from signaling.media.janus.session import Session, ignore
from tests.media.meeting import Meeting, story

ABANDONED, FOREIGN, CREATED = 101, 102, 103


@story
async def test_a_room_that_stays_empty_is_destroyed(meeting: Meeting):
    address = meeting.janus.address
    session = await Session.create(address)
    handle = await session.attach(ignore)

    async def create(room: int, secret: str) -> None:
        body = {"request": "create", "room": room, "secret": secret, "is_private": True}
        await session.message(handle, {**body, "admin_key": address.secret})

    async def numbers() -> set[int]:
        return {room["room"] for room in await listed_rooms(session, handle, address.secret)}

    in_use = await numbers()
    abandoned = AbandonedRooms(session, handle, address.secret)
    await create(ABANDONED, room_secret(ABANDONED))
    await create(FOREIGN, "the secret of another Meet")
    await abandoned.destroy()
    assert await numbers() == in_use | {ABANDONED, FOREIGN}
    await create(CREATED, room_secret(CREATED))
    await abandoned.destroy()
    assert await numbers() == in_use | {FOREIGN, CREATED}

    for room, secret in ((FOREIGN, "the secret of another Meet"), (CREATED, room_secret(CREATED))):
        await session.message(handle, {"request": "destroy", "room": room, "secret": secret})
    await session.destroy()
    session.close()
