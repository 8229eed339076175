"""Media servers that fail or are full, and homes that change."""

from collections.abc import Sequence

import pytest
from pytest_django import Settings

from rooms.actions.media_servers import drain_media_server, use_media_server
from rooms.audit import Actor
from signaling.concurrency.database import in_database
from signaling.presence import Presence
from signaling.presence.snapshot_records import read_snapshot
from tests.signaling.actions.room_media.media import publish, subscribe
from tests.signaling.examples import ROOM_ID, Clock, seat_id
from tests.signaling.media.fake_engine import FakeMediaServer
from tests.signaling.media.meeting import Meeting, play, room_with

ANN = seat_id("ann")
PEOPLE = ("ann", "bo", "cy")
OPERATOR = Actor(None, "Sam")


@pytest.fixture(autouse=True)
def _small_mesh(settings: Settings) -> None:
    settings.MESH_PARTICIPANTS = 2


def two_servers() -> Sequence[FakeMediaServer]:
    return [FakeMediaServer("one:8188"), FakeMediaServer("two:8188")]


async def move(meeting: Meeting, people: Sequence[str] = PEOPLE) -> None:
    for name in people:
        meeting.enter(name)
    await meeting.moved()


def server_of(meeting: Meeting) -> str:
    return meeting.presence.media.of_room(ROOM_ID).server


def test_a_room_moves_on_to_another_server_with_new_connections(presence: Presence) -> None:
    first, second = two_servers()

    async def story(meeting: Meeting) -> None:
        await move(meeting)
        await meeting.publish("ann")
        first.kill()
        await meeting.until(lambda: server_of(meeting) == "two:8188")
        assert meeting.path() == ("server", 2)
        assert meeting.last("ann", "room-media-changed") == {"over": "server", "generation": 2}
        assert presence.media.of_seat(ANN).publishing_id == ""
        await meeting.publish("ann", connection_id="p2")
        assert list(second.rooms[0].streams) == [ANN]

    play(story, presence, servers=[first, second])


def test_a_failure_that_a_call_notices_counts_as_well(presence: Presence) -> None:
    first, second = two_servers()

    async def story(meeting: Meeting) -> None:
        await move(meeting)
        first.is_healthy = False
        await meeting.send("ann", publish())
        await meeting.until(lambda: server_of(meeting) == "two:8188")
        first_room = first.rooms[0]
        assert first_room.is_abandoned
        first_room.listener.gone()
        await meeting.settle()
        assert meeting.path() == ("server", 2)

    play(story, presence, servers=[first, second])


def test_without_a_server_many_people_keep_the_sound_until_there_is_one(
    presence: Presence, monkeypatch: pytest.MonkeyPatch
) -> None:
    (server, _) = two_servers()

    async def story(meeting: Meeting) -> None:
        await move(meeting)
        server.kill()
        await meeting.until(lambda: meeting.path() == ("sound-only", 2))
        assert meeting.last("bo", "room-media-changed") == {"over": "sound-only", "generation": 2}
        server.is_healthy = True
        await meeting.until(lambda: meeting.path() == ("server", 3))

    play(story, presence, servers=[server])


def test_without_a_server_few_people_return_to_the_mesh(presence: Presence) -> None:
    (server, _) = two_servers()

    async def story(meeting: Meeting) -> None:
        await move(meeting)
        meeting.leave("cy")
        server.kill()
        await meeting.until(lambda: meeting.path() == ("mesh", 2))

    play(story, presence, servers=[server])


def test_a_room_that_always_uses_a_server_never_shows_addresses(presence: Presence) -> None:
    (server, _) = two_servers()

    async def story(meeting: Meeting) -> None:
        await move(meeting)
        server.kill()
        await meeting.until(lambda: meeting.path() == ("server", 2))
        await meeting.send("ann", publish("p2"))
        await meeting.send("ann", subscribe("s2"))
        await meeting.until(lambda: len(meeting.received("ann", "media-refused")) == 2)
        refused = {
            one["connectionId"]: one["code"] for one in meeting.received("ann", "media-refused")
        }
        assert refused == {"p2": "MEDIA_UNAVAILABLE", "s2": "MEDIA_UNAVAILABLE"}
        assert not presence.media.allows_direct_links(ROOM_ID)

    play(story, presence, servers=[server], room=room_with("always"))


def test_the_least_loaded_server_takes_a_room_but_no_full_or_drained_one(
    presence: Presence, settings: Settings
) -> None:
    settings.MEDIA_SERVER_PEOPLE = 3
    first, second = two_servers()

    async def story(meeting: Meeting) -> None:
        await move(meeting)
        assert server_of(meeting) == "one:8188"
        choose = meeting.rooms.servers.choose
        assert await choose(()) is second
        await in_database(drain_media_server, "two:8188", OPERATOR)
        assert await choose(()) is None
        await in_database(use_media_server, "two:8188", OPERATOR)
        assert await choose(()) is second
        second.is_healthy = False
        assert await choose(()) is None

    play(story, presence, servers=[first, second])


def test_a_server_that_is_full_is_passed_over(presence: Presence) -> None:
    first, second = two_servers()
    first.is_full = True

    async def story(meeting: Meeting) -> None:
        await move(meeting)
        assert server_of(meeting) == "two:8188"

    play(story, presence, servers=[first, second])


def snapshot_of(presence: Presence) -> bytes:
    changed, _ = presence.snapshots.take_changed()
    return changed[ROOM_ID]


def test_the_next_process_continues_on_the_same_server(presence: Presence, clock: Clock) -> None:
    first, second = two_servers()

    async def before(meeting: Meeting) -> None:
        await move(meeting)
        await meeting.publish("ann")
        await meeting.send("bo", subscribe())
        await meeting.offer("bo")
        presence.seat_states.mute(ANN, by_host=True)

    meeting = play(before, presence, servers=[first, second])
    engine = first.rooms[0]
    assert engine.is_abandoned
    assert not engine.is_closed
    restored = Presence(clock)
    snapshot = read_snapshot(snapshot_of(presence))
    assert snapshot is not None
    restored.snapshots.restore(meeting.room, snapshot.seats, snapshot, lambda _: 60)
    engine.calls.clear()

    async def after(meeting: Meeting) -> None:
        await meeting.until(lambda: engine.called("block"))
        assert engine.blocked[ANN] == {"microphone"}
        assert meeting.path() == ("server", 1)
        assert meeting.received("ann", "room-media-changed") == [
            {"over": "server", "generation": 1}
        ]
        restart = [seat_id("bo"), "s1", True]
        await meeting.until(lambda: restart in engine.called("subscribe"))
        await meeting.publish("ann", number=2)

    play(after, restored, servers=[first, second])
    assert first.resumed == [b"1"]


def test_a_room_that_is_gone_after_a_restart_moves_on(presence: Presence, clock: Clock) -> None:
    first, second = two_servers()

    async def before(meeting: Meeting) -> None:
        await move(meeting)

    meeting = play(before, presence, servers=[first, second])
    first.kill()
    restored = Presence(clock)
    snapshot = read_snapshot(snapshot_of(presence))
    assert snapshot is not None
    restored.snapshots.restore(meeting.room, snapshot.seats, snapshot, lambda _: 60)
    first.is_healthy = True

    async def after(meeting: Meeting) -> None:
        await meeting.until(lambda: meeting.path() == ("server", 2))
        assert server_of(meeting) == "two:8188"

    play(after, restored, servers=[first, second])


def test_a_home_that_lost_its_claim_ends_nothing_on_the_server(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await move(meeting)
        engine = meeting.engine
        meeting.rooms.abandon(ROOM_ID)
        presence.close_room(ROOM_ID)
        await meeting.settle()
        assert engine.is_abandoned
        assert not engine.is_closed
        assert engine.called("remove") == []

    play(story, presence)


def test_a_snapshot_contains_no_description_and_no_candidate(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await move(meeting)
        await meeting.publish("ann")
        meeting.engine.may_go_on.clear()
        await meeting.send("ann", publish(number=2))
        await meeting.send("bo", publish("a-new-one"))
        state = snapshot_of(presence)
        assert b"p1" in state
        assert b"v=0" not in state
        assert b"a-new-one" not in state

    play(story, presence)


def test_the_load_of_a_room_is_stored_with_its_snapshot(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await move(meeting)
        await meeting.publish("ann")
        assert presence.media.load_of_room(ROOM_ID) == ("one:8188", 3, 1)

    play(story, presence)
