"""Changes of rooms whose announcement was lost are noticed by the version of the rows."""

from asgiref.sync import async_to_sync
from django.db.models import F
from django.utils import timezone

from rooms.models import Meeting, Room
from signaling.actions.rooms.room_changes import read_changed_room
from signaling.background.room_versions import RoomVersions
from signaling.concurrency.database import in_database
from signaling.presence import Presence
from tests.signaling.background.running_room import RunningRoom
from tests.signaling.examples import Clock


def changed_rooms(presence: Presence) -> tuple[RoomVersions, list[str]]:
    changed: list[str] = []
    return RoomVersions(presence, changed.append), changed


def change_silently(room: Room, **fields: object) -> None:
    Room.objects.filter(pk=room.pk).update(version=F("version") + 1, **fields)


def test_a_change_without_an_announcement_is_noticed_once(place: RunningRoom) -> None:
    versions, changed = changed_rooms(place.presence)

    async def story() -> None:
        async with place.running("Bo"):
            await versions.check()
            changed.clear()
            await versions.check()
            assert changed == []
            await in_database(change_silently, place.room, is_locked=True)
            for _ in range(2):
                await versions.check()
            assert changed == [str(place.room.pk)]

    async_to_sync(story)()


def test_a_room_is_read_when_it_is_seen_for_the_first_time(place: RunningRoom) -> None:
    versions, changed = changed_rooms(place.presence)

    async def story() -> None:
        async with place.running("Bo"):
            await versions.check()
            assert changed == [str(place.room.pk)]

    async_to_sync(story)()


def test_a_room_without_people_is_not_checked(place: RunningRoom) -> None:
    versions, changed = changed_rooms(place.presence)
    async_to_sync(versions.check)()
    assert changed == []


def test_people_leave_a_room_that_was_closed_without_an_announcement(
    place: RunningRoom, clock: Clock
) -> None:
    async def story() -> None:
        async with place.running("Bo"):
            clock.pass_seconds(1)
            await in_database(change_silently, place.room, ended_at=timezone.now())
            room_id = str(place.room.pk)
            place.delivery.deliver(await read_changed_room(room_id, place.presence))
            why = {"reason": "The room was closed"}
            assert await place.last_event_of("Bo") == ("force-disconnect", why)
            await place.everybody_is_gone()
        assert place.presence.room(room_id) is None

    async_to_sync(story)()
    assert not Meeting.objects.filter(ended_at=None).exists()
