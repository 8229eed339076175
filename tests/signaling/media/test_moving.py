"""When a room moves to a media server, and when it leaves it."""

import pytest
from pytest_django import Settings

from signaling.presence import Presence
from signaling.presence.records import RoomRules
from signaling.protocol.commands import ToggleVideo
from tests.signaling.examples import ROOM_ID
from tests.signaling.media.fake_engine import FakeMediaServer
from tests.signaling.media.meeting import Meeting, play, room_with


@pytest.fixture(autouse=True)
def _small_mesh(settings: Settings) -> None:
    settings.MESH_PARTICIPANTS = 2


def test_a_room_stays_on_the_mesh_up_to_its_limit(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        meeting.enter("ann")
        meeting.enter("bo")
        await meeting.settle()
        assert meeting.path() == ("mesh", 0)
        assert meeting.servers[0].rooms == []

    play(story, presence)


def test_a_room_moves_with_one_more_person_that_sends_a_picture(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        for name in ("ann", "bo", "cy"):
            meeting.enter(name)
        await meeting.moved()
        assert meeting.path() == ("server", 1)
        changed = {"over": "server", "generation": 1}
        for name in ("ann", "bo", "cy"):
            assert meeting.received(name, "room-media-changed") == [changed]

    play(story, presence)


def test_people_without_pictures_do_not_count(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        for name in ("ann", "bo", "cy"):
            meeting.enter(name, is_video_off=True)
        await meeting.settle()
        assert meeting.path() == ("mesh", 0)
        for name in ("ann", "bo", "cy"):
            await meeting.send(name, ToggleVideo(enabled=True))
        await meeting.moved()

    play(story, presence)


def test_a_room_does_not_move_if_nobody_else_could_receive(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        meeting.enter("ann")
        for name in ("bo", "cy", "di"):
            meeting.enter(name, knows_media_server=False)
        await meeting.settle()
        assert meeting.path() == ("mesh", 0)
        meeting.enter("ed")
        await meeting.moved()
        assert meeting.received("ann", "room-media-changed")
        assert meeting.received("bo", "room-media-changed") == []

    play(story, presence)


def test_a_room_stays_on_the_server_until_its_meeting_ends(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        for name in ("ann", "bo", "cy"):
            meeting.enter(name)
        await meeting.moved()
        engine = meeting.engine
        meeting.leave("cy")
        meeting.leave("bo")
        await meeting.settle()
        assert meeting.path() == ("server", 1)
        assert not engine.is_closed
        meeting.leave("ann")
        await meeting.until(lambda: engine.is_closed)
        meeting.enter("ann")
        await meeting.settle()
        assert meeting.path() == ("mesh", 0)

    play(story, presence)


def test_a_room_that_always_uses_a_server_begins_there(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        meeting.enter("ann")
        assert meeting.path() == ("server", 1)
        await meeting.moved()
        assert meeting.path() == ("server", 1)

    play(story, presence, room=room_with("always"))


def test_a_room_that_never_uses_a_server_stays_on_the_mesh(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        for name in ("ann", "bo", "cy"):
            meeting.enter(name)
        await meeting.settle()
        assert meeting.path() == ("mesh", 0)

    play(story, presence, room=room_with("never"))


def test_a_changed_setting_applies_at_once(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        meeting.enter("ann")
        presence.rooms.change(ROOM_ID, rules=RoomRules(media_server="always"))
        await meeting.moved()
        engine = meeting.engine
        presence.rooms.change(ROOM_ID, rules=RoomRules(media_server="never"))
        await meeting.until(lambda: engine.is_closed)
        paths = [one["over"] for one in meeting.received("ann", "room-media-changed")]
        assert paths == ["server", "mesh"]
        assert meeting.path() == ("mesh", 2)

    play(story, presence)


def test_the_media_server_learns_how_many_people_the_room_may_have(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        meeting.enter("ann")
        await meeting.moved()
        await meeting.until(lambda: meeting.engine.called("places"))
        rules = RoomRules(media_server="always", max_participants=30)
        presence.rooms.change(ROOM_ID, rules=rules)
        await meeting.until(lambda: len(meeting.engine.called("places")) > 1)
        assert meeting.engine.called("places") == [[12], [30]]

    play(story, presence, room=room_with("always"))


def test_without_media_servers_nothing_changes(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        for name in ("ann", "bo", "cy"):
            meeting.enter(name)
        await meeting.settle()
        assert meeting.path() == ("mesh", 0)
        assert meeting.received("ann", "room-media-changed") == []

    play(story, presence, servers=[])


def test_a_room_moves_as_soon_as_a_server_is_healthy(presence: Presence) -> None:
    server = FakeMediaServer("one:8188")
    server.is_healthy = False

    async def story(meeting: Meeting) -> None:
        for name in ("ann", "bo", "cy"):
            meeting.enter(name)
        await meeting.settle()
        assert meeting.path() == ("mesh", 0)
        server.is_healthy = True
        await meeting.moved()

    play(story, presence, servers=[server])
