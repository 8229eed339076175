"""The deadlines of rooms: events for people, and changes of rows."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from asgiref.sync import async_to_sync
from django.db import connection

from accounts.identity import person_of_account
from rooms.models import Meeting, Seat
from signaling.actions import outcomes_of
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.protocol.commands import Join, StartTyping
from tests.signaling.background.running_room import RunningRoom, until
from tests.signaling.examples import Clock, a_caller, a_seat


def test_the_others_are_told_when_typing_times_out(place: RunningRoom, clock: Clock) -> None:
    async def story() -> None:
        async with place.running("Ann", "Bo"):
            await outcomes_of(a_caller("Bo"), StartTyping(), place.presence)
            clock.pass_seconds(3)
            told = {"socketId": "peer-Bo", "displayName": "Bo", "isTyping": False}
            assert await place.last_event_of("Ann") == ("user-typing", told)

    async_to_sync(story)()


def test_attendance_ends_when_the_hold_of_a_seat_runs_out(place: RunningRoom, clock: Clock) -> None:
    async def story() -> None:
        async with place.running("Bo"):
            place.presence.hold("peer-Bo", 60)
            clock.pass_seconds(60)
            await place.everybody_is_gone()

    async_to_sync(story)()
    assert not Meeting.objects.filter(ended_at=None).exists()


def rename_table(name: str, new_name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} RENAME TO {new_name}")


@pytest.fixture
def host(place: RunningRoom) -> Caller:
    """Give the host of the room, whose absence locks it."""
    place.room.settings.when_host_leaves = "lock"
    place.room.settings.save()
    return a_caller("Ann", person_of_account(place.room.host))


@asynccontextmanager
async def without_table(name: str, caplog: pytest.LogCaptureFixture) -> AsyncIterator[None]:
    """Run the block without this table, until a write has failed."""
    await in_database(rename_table, name, f"{name}_away")
    yield
    await until(lambda: failures(caplog))
    await in_database(rename_table, f"{name}_away", name)


def failures(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [one for one in caplog.records if one.filename == "retry_queue.py"]


def test_the_end_of_attendance_is_stored_once_the_database_is_back(
    place: RunningRoom, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with place.running("Bo"):
            async with without_table("rooms_seat", caplog):
                place.presence.hold("peer-Bo", 60)
                clock.pass_seconds(60)
            await place.everybody_is_gone()

    async_to_sync(story)()
    assert len(failures(caplog)) == 1


def test_the_rule_for_an_absent_host_applies_once_the_database_is_back(
    place: RunningRoom, host: Caller, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with place.running("Bo"):
            await outcomes_of(host, Join(room_code=place.room.code), place.presence)
            async with without_table("rooms_room", caplog):
                place.presence.hold("peer-Ann", 60)
                clock.pass_seconds(120)
            assert await place.last_event_of("Bo") == ("room-locked", {"locked": True})

    async_to_sync(story)()


def test_the_rule_for_an_absent_host_lapses_if_the_host_is_back_first(
    place: RunningRoom, host: Caller, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with place.running("Bo"):
            await outcomes_of(host, Join(room_code=place.room.code), place.presence)
            async with without_table("rooms_room", caplog):
                place.presence.lose("peer-Ann", 3600)
                clock.pass_seconds(120)
                await until(lambda: failures(caplog))
                place.presence.recover("peer-Ann")
            await until(lambda: len(failures(caplog)) == 1)
            place.presence.hold("peer-Bo", 0)
            await until(Seat.objects.filter(display_name="Bo", given_up_at=None).exists, False)

    async_to_sync(story)()
    place.room.refresh_from_db()
    assert not place.room.is_locked


def test_one_attendance_that_can_not_be_stored_does_not_delay_the_others(
    place: RunningRoom, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """The database never accepts one of the seats, because its id is invalid."""

    def seats_left() -> list[str]:
        left = Seat.objects.filter(given_up_at=None)
        return list(left.values_list("display_name", flat=True))

    async def story() -> None:
        async with place.running("Cy", "Bo"):
            for name in ("Cy", "Bo"):
                place.presence.hold(f"peer-{name}", 60)
            place.delivery.attendance.add(a_seat("nobody", id="no id at all"))
            clock.pass_seconds(60)
            await until(lambda: seats_left() == [])
            await until(lambda: failures(caplog))

    async_to_sync(story)()


def test_a_peer_that_was_reported_as_gone_joins_anew_when_it_is_back(
    place: RunningRoom, clock: Clock
) -> None:
    async def story() -> None:
        async with place.running("Bo", "Cy"):
            place.presence.lose("peer-Cy", 60)
            clock.pass_seconds(5)
            assert (await place.last_event_of("Bo"))[0] == "user-left"
            place.presence.recover("peer-Cy", rejoin_seconds=1)
            assert place.server.events_of("peer-Cy") == []
            clock.pass_seconds(1)
            assert (await place.last_event_of("Cy"))[0] == "room-joined"

    async_to_sync(story)()
