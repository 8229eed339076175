"""Time passes, and pages say something: what the keeper makes of it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import connection

from accounts.identity import person_of_account
from accounts.models import User
from rooms import actions
from rooms.actions import pairing
from rooms.announcements import GROUP
from rooms.models import Meeting, PairBlock, RefusedJoin, Room, Seat
from signaling.actions import outcomes_of
from signaling.background.rooms import RoomKeeper
from signaling.database import in_database
from signaling.delivery import Deliverer
from signaling.dialects.meetmates import MEETMATES
from signaling.dialects.native import NATIVE
from signaling.dispatch import Dispatch
from signaling.presence import Presence
from signaling.protocol.commands import FindPartner, GoOnline, Join, StartTyping
from tests.signaling.examples import Clock, a_caller, a_seat, an_event, handled
from tests.signaling.fake_server import FakeServer

PATIENCE_SECONDS = 15
# Before each look: one after the other would take all of a processor.
PAUSE_SECONDS = 0.02
LISTENING = "signaling.background.channel_messages"


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def room(transactional_db: None) -> Room:
    return actions.create_room(User.objects.create_user("ann@example.org"), "Weekly")


class Place:
    """A room with people in it, and a keeper at work."""

    def __init__(self, room: Room, presence: Presence, server: FakeServer) -> None:
        self.room = room
        self.presence = presence
        self.server = server
        self.delivery = Deliverer(server, presence)
        self.dispatch = Dispatch(presence, self.delivery)

    @asynccontextmanager
    async def kept(self, *names: str) -> AsyncIterator[None]:
        keeper = RoomKeeper(self.presence, self.delivery, self.dispatch)
        await keeper.start()
        for name in names:
            join = Join(room_code=self.room.code, display_name=name)
            await outcomes_of(a_caller(name), join, self.presence)
        yield
        await keeper.stop()

    async def told(self, name: str) -> tuple[str, object]:
        """Wait until somebody is told something, and return the last of it."""
        await until(lambda: self.server.events_of(f"peer-{name}"))
        return self.server.events_of(f"peer-{name}")[-1]

    async def everybody_is_gone(self) -> None:
        await until(Seat.objects.filter(given_up_at=None).exists, False)


async def until(asked: Callable[[], object], expected: bool = True) -> None:
    """Wait for an answer, or fail."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await seen(asked) is not expected:
            pass


async def seen(asked: Callable[[], object]) -> bool:
    await asyncio.sleep(PAUSE_SECONDS)
    return bool(await in_database(asked))


@pytest.fixture
def place(room: Room, presence: Presence, server: FakeServer) -> Place:
    return Place(room, presence, server)


def test_what_a_killed_process_left_open_is_closed(place: Place) -> None:
    async def story() -> None:
        async with place.kept("Bo"):
            pass
        async with place.kept():
            await place.everybody_is_gone()

    async_to_sync(story)()
    assert not Meeting.objects.filter(ended_at=None).exists()


def test_typing_that_ends_by_itself_is_told(place: Place, clock: Clock) -> None:
    async def story() -> None:
        async with place.kept("Ann", "Bo"):
            await outcomes_of(a_caller("Bo"), StartTyping(), place.presence)
            clock.pass_seconds(3)
            told = {"socketId": "peer-Bo", "displayName": "Bo", "isTyping": False}
            assert await place.told("Ann") == ("user-typing", told)

    async_to_sync(story)()


def test_a_seat_whose_hold_ran_out_has_its_attendance_closed(place: Place, clock: Clock) -> None:
    async def story() -> None:
        async with place.kept("Bo"):
            place.presence.hold("peer-Bo", 60)
            clock.pass_seconds(60)
            await place.everybody_is_gone()

    async_to_sync(story)()
    assert not Meeting.objects.filter(ended_at=None).exists()


def rename_table(name: str, new_name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} RENAME TO {new_name}")


def failures(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [one for one in caplog.records if one.filename == "retry_queue.py"]


def test_an_attendance_is_closed_when_the_database_takes_it_again(
    place: Place, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with place.kept("Bo"):
            await in_database(rename_table, "rooms_seat", "rooms_seat_away")
            place.presence.hold("peer-Bo", 60)
            clock.pass_seconds(60)
            await until(lambda: failures(caplog))
            await in_database(rename_table, "rooms_seat_away", "rooms_seat")
            await place.everybody_is_gone()

    async_to_sync(story)()
    assert len(failures(caplog)) == 1


def test_a_missing_host_has_consequences_when_the_database_takes_them_again(
    place: Place, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    place.room.settings.when_host_leaves = "lock"
    place.room.settings.save()
    host = a_caller("Ann", person_of_account(place.room.host))

    async def story() -> None:
        async with place.kept("Bo"):
            await outcomes_of(host, Join(room_code=place.room.code), place.presence)
            await in_database(rename_table, "rooms_room", "rooms_room_away")
            place.presence.hold("peer-Ann", 60)
            clock.pass_seconds(120)
            await until(lambda: failures(caplog))
            await in_database(rename_table, "rooms_room_away", "rooms_room")
            assert await place.told("Bo") == ("room-locked", {"locked": True})

    async_to_sync(story)()


def test_a_host_that_is_back_before_the_database_is_has_no_consequences(
    place: Place, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    place.room.settings.when_host_leaves = "lock"
    place.room.settings.save()
    host = a_caller("Ann", person_of_account(place.room.host))

    async def story() -> None:
        async with place.kept("Bo"):
            await outcomes_of(host, Join(room_code=place.room.code), place.presence)
            await in_database(rename_table, "rooms_room", "rooms_room_away")
            place.presence.lose("peer-Ann", 3600)
            clock.pass_seconds(120)
            await until(lambda: failures(caplog))
            place.presence.recover("peer-Ann")
            await in_database(rename_table, "rooms_room_away", "rooms_room")
            await until(lambda: len(failures(caplog)) == 1)
            place.presence.hold("peer-Bo", 0)
            await until(Seat.objects.filter(display_name="Bo", given_up_at=None).exists, False)

    async_to_sync(story)()
    place.room.refresh_from_db()
    assert not place.room.is_locked


def test_one_attendance_that_can_not_be_closed_does_not_hold_up_the_others(
    place: Place, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """A seat that the database never takes: its id is none."""

    def seats_left() -> list[str]:
        left = Seat.objects.filter(given_up_at=None)
        return list(left.values_list("display_name", flat=True))

    async def story() -> None:
        async with place.kept("Cy", "Bo"):
            for name in ("Cy", "Bo"):
                place.presence.hold(f"peer-{name}", 60)
            place.delivery.attendance.add(a_seat("nobody", id="no id at all"))
            clock.pass_seconds(60)
            await until(lambda: seats_left() == [])
            await until(lambda: failures(caplog))

    async_to_sync(story)()


def test_who_is_back_after_being_told_as_gone_hears_all_about_the_room(
    place: Place, clock: Clock
) -> None:
    async def story() -> None:
        async with place.kept("Bo", "Cy"):
            place.presence.lose("peer-Cy", 60)
            clock.pass_seconds(5)
            assert (await place.told("Bo"))[0] == "user-left"
            place.presence.recover("peer-Cy", rejoin_seconds=1)
            assert place.server.events_of("peer-Cy") == []
            clock.pass_seconds(1)
            assert (await place.told("Cy"))[0] == "room-joined"

    async_to_sync(story)()


def test_a_lock_on_a_page_is_told_in_the_room(place: Place, clock: Clock) -> None:
    async def story() -> None:
        async with place.kept("Bo"):
            clock.pass_seconds(1)
            await in_database(actions.set_locked, place.room, place.room.host, True)
            assert await place.told("Bo") == ("room-locked", {"locked": True})

    async_to_sync(story)()


def test_settings_changed_on_a_page_are_told_in_the_room(place: Place, clock: Clock) -> None:
    def change() -> None:
        room = place.room
        actions.update_room(room, room.host, name="New", access="anyone", allow_chat=False)

    async def story() -> None:
        async with place.kept("Bo"):
            clock.pass_seconds(1)
            await in_database(change)
            name, payload = await place.told("Bo")
            assert name == "settings-updated"
            assert isinstance(payload, dict)
            assert payload["settings"]["allowChat"] is False

    async_to_sync(story)()


def test_a_room_closed_on_a_page_is_left_by_all_with_their_attendance(place: Place) -> None:
    async def story() -> None:
        async with place.kept("Bo"):
            await in_database(actions.close_room, place.room, place.room.host)
            why = {"reason": "The host closed the room"}
            assert await place.told("Bo") == ("force-disconnect", why)
            assert ("room-ended", why) in place.server.events_of("peer-Bo")
            await place.everybody_is_gone()

    async_to_sync(story)()
    assert ("peer-Bo", "closed") in place.server.steps
    assert not Meeting.objects.filter(ended_at=None).exists()


def test_whom_an_operator_blocks_from_pairs_leaves_the_partner(place: Place) -> None:
    ann, ben = a_caller("ann"), a_caller("ben")

    async def story() -> None:
        async with place.kept():
            for visitor in (ann, ben):
                for command in (GoOnline(), FindPartner()):
                    await outcomes_of(visitor, command, place.presence)
            place.server.dialects["peer-ann"] = MEETMATES
            await in_database(block)
            assert await place.told("ann") == ("partnerLeft", {"partnerId": "peer-ben"})
            await in_database(unblock)
            await until(lambda: not async_to_sync(is_blocked)())

    async def is_blocked() -> bool:
        visitor = place.presence.pairs.visitor("peer-ben")
        return visitor is not None and visitor.is_blocked

    def block() -> None:
        report = pairing.report(ann.person.key, ben.person.key, "Rude", [])
        pairing.block_reported(report, place.room.host)

    def unblock() -> None:
        block = PairBlock.objects.get(guest_id=ben.person.guest_id)
        pairing.unblock_from_pairs(block, place.room.host)

    async_to_sync(story)()


def test_refused_joins_are_counted_by_their_reason(place: Place) -> None:
    def counts() -> dict[str, int]:
        return dict(RefusedJoin.objects.values_list("reason", "count"))

    async def ask(number: int, event: str, **fields: object) -> None:
        asked = an_event(event, {"displayName": "Bo", **fields})
        await handled(place.dispatch.handle(a_caller(f"{number}"), NATIVE, asked))

    async def story() -> None:
        async with place.kept():
            await ask(0, "leave-room")
            await ask(0, "join-room", roomCode=place.room.code, userId="somebody else")
            for number in range(3):
                await ask(number, "join-room", roomCode="ZZZZZZ")
            await in_database(actions.close_room, place.room, place.room.host)
            await ask(0, "join-room", roomCode=place.room.code)
            await until(lambda: counts() == {"ROOM_NOT_FOUND": 3, "ROOM_ENDED": 1})
            await ask(0, "join-room", roomCode=place.room.code)
        assert (await in_database(counts))["ROOM_ENDED"] == 2

    async_to_sync(story)()
    assert not place.dispatch.refused_joins


@pytest.mark.parametrize("announcement", [{"type": "room.painted"}, {}])
def test_an_announcement_that_fails_does_not_deafen_the_keeper(
    place: Place, clock: Clock, caplog: pytest.LogCaptureFixture, announcement: dict[str, str]
) -> None:
    async def story() -> None:
        async with place.kept("Bo"):
            clock.pass_seconds(1)
            await get_channel_layer().group_send(GROUP, announcement)
            await in_database(actions.set_locked, place.room, place.room.host, True)
            assert await place.told("Bo") == ("room-locked", {"locked": True})

    async_to_sync(story)()
    noted = [one for one in caplog.records if one.name in ("signaling.background.rooms", LISTENING)]
    assert len(noted) == 1
