"""Announcements of changed rows are sent to the people in the room."""

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from accounts.models import User
from rooms import actions
from rooms.actions import pairing
from rooms.announcements import GROUP
from rooms.models import Meeting, PairBlock, Room
from signaling.actions import outcomes_of
from signaling.concurrency.database import in_database
from signaling.dialects.meetmates import MEETMATES
from signaling.protocol.commands import FindPartner, GoOnline
from tests.signaling.background.running_room import RunningRoom, until
from tests.signaling.examples import Clock, a_caller

SOURCES = ("signaling.background.announcements", "signaling.background.channel_messages")


def test_the_room_is_told_when_a_page_locks_it(place: RunningRoom, clock: Clock) -> None:
    async def story() -> None:
        async with place.running("Bo"):
            clock.pass_seconds(1)
            await in_database(actions.set_locked, place.room, place.room.host, True)
            assert await place.last_event_of("Bo") == ("room-locked", {"locked": True})

    async_to_sync(story)()


def test_the_room_is_told_when_a_page_changes_its_settings(
    place: RunningRoom, clock: Clock
) -> None:
    def change() -> None:
        room = place.room
        actions.update_room(room, room.host, name="New", access="anyone", allow_chat=False)

    async def story() -> None:
        async with place.running("Bo"):
            clock.pass_seconds(1)
            await in_database(change)
            name, payload = await place.last_event_of("Bo")
            assert name == "settings-updated"
            assert isinstance(payload, dict)
            assert payload["settings"]["allowChat"] is False

    async_to_sync(story)()


def test_the_room_in_session_has_the_host_of_its_row(place: RunningRoom, clock: Clock) -> None:
    new = User.objects.create_user("di@example.org", display_name="Di")

    def change() -> None:
        Room.objects.filter(pk=place.room.pk).update(host=new)
        actions.record_operator_change(place.room, new)

    def host_in_session() -> str:
        room = place.presence.room(str(place.room.pk))
        return "" if room is None else room.host

    async def story() -> None:
        async with place.running("Bo"):
            clock.pass_seconds(1)
            await in_database(change)
            await until(lambda: host_in_session() == f"user:{new.pk}")

    async_to_sync(story)()


def test_everybody_leaves_when_a_page_closes_the_room(place: RunningRoom) -> None:
    async def story() -> None:
        async with place.running("Bo"):
            await in_database(actions.close_room, place.room, place.room.host)
            why = {"reason": "The host closed the room"}
            assert await place.last_event_of("Bo") == ("force-disconnect", why)
            assert ("room-ended", why) in place.server.events_of("peer-Bo")
            await place.everybody_is_gone()

    async_to_sync(story)()
    assert ("peer-Bo", "closed") in place.server.steps
    assert not Meeting.objects.filter(ended_at=None).exists()


def test_a_visitor_whom_an_operator_blocks_leaves_the_partner(place: RunningRoom) -> None:
    ann, ben = a_caller("ann"), a_caller("ben")

    async def story() -> None:
        async with place.running():
            for visitor in (ann, ben):
                for command in (GoOnline(), FindPartner()):
                    await outcomes_of(visitor, command, place.presence)
            place.server.dialects["peer-ann"] = MEETMATES
            await in_database(block)
            assert await place.last_event_of("ann") == ("partnerLeft", {"partnerId": "peer-ben"})
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


@pytest.mark.parametrize("announcement", [{"type": "room.painted"}, {}])
def test_announcements_are_handled_after_one_that_fails(
    place: RunningRoom, clock: Clock, caplog: pytest.LogCaptureFixture, announcement: dict[str, str]
) -> None:
    async def story() -> None:
        async with place.running("Bo"):
            clock.pass_seconds(1)
            await get_channel_layer().group_send(GROUP, announcement)
            await in_database(actions.set_locked, place.room, place.room.host, True)
            assert await place.last_event_of("Bo") == ("room-locked", {"locked": True})

    async_to_sync(story)()
    noted = [one for one in caplog.records if one.name in SOURCES]
    assert len(noted) == 1
