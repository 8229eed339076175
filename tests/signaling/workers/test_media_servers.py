"""Rooms on a media server whose home dies, stops or loses its claim."""

import uuid
from typing import Any

import pytest

from rooms.models import RoomSettings
from tests.signaling.media.fake_engine import FakeMediaRoom, FakeMediaServer
from tests.signaling.workers.simulation.crowd import Crowd
from tests.signaling.workers.simulation.meet import Meet
from tests.signaling.workers.simulation.people import Client
from tests.signaling.workers.story import BO, CY, LAPSED_SECONDS, Story

OFFER = {
    "connectionId": "p1",
    "number": 1,
    "sdp": {"type": "offer", "sdp": "v=0"},
    "sources": {"0": "microphone"},
}


@pytest.fixture
def server(meet: Meet) -> FakeMediaServer:
    server = FakeMediaServer("media:8188")
    meet.media_servers.append(server)
    return server


@pytest.fixture
def story(meet: Meet, crowd: Crowd, server: FakeMediaServer) -> Story:
    """Give two workers, and a room that always uses the media server."""
    story = Story(meet, crowd)
    meet.database.now(_always_use_server, story.room_key)
    return story


def _always_use_server(room_key: str) -> None:
    RoomSettings.objects.filter(room=uuid.UUID(room_key)).update(media_server="always")


def publish(story: Story, client: Client) -> None:
    assert story.call(client, "publish-media", **OFFER) == {"success": True}
    story.passes(2)


def told(client: Client, name: str) -> list[Any]:
    return [body for said, body in client.events if said == name]


def room_of(server: FakeMediaServer) -> FakeMediaRoom:
    (room,) = server.rooms
    return room


def test_a_client_of_another_worker_publishes_through_the_home(
    story: Story, server: FakeMediaServer
) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    publish(story, cy)
    assert [one["number"] for one in told(cy, "media-answer")] == [1]
    assert list(room_of(server).streams.values()) == [["microphone"]]


@pytest.mark.parametrize("is_killed", [True, False])
def test_the_next_home_goes_on_with_the_same_room_on_the_media_server(
    story: Story, server: FakeMediaServer, is_killed: bool
) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    publish(story, cy)
    room = room_of(server)
    if is_killed:
        story.meet.kill(story.home)
    else:
        story.home.stop()
    story.passes(3 * LAPSED_SECONDS)
    assert story.home_of_room() == story.edge.id
    assert server.resumed == [room.reference()]
    assert not room.is_closed
    assert told(cy, "room-media-changed")[-1] == {"over": "server", "generation": 1}
    assert story.call(cy, "publish-media", **OFFER | {"number": 2}) == {"success": True}
    story.passes(2)
    assert told(cy, "media-answer")[-1]["number"] == 2


def test_a_home_that_lost_its_claim_leaves_the_room_to_the_next_one(
    story: Story, server: FakeMediaServer
) -> None:
    story.enter(BO, story.home)
    story.enter(CY, story.edge)
    room = room_of(server)
    story.meet.take_away(story.room_key)
    story.passes(3 * LAPSED_SECONDS)
    assert room.is_abandoned
    assert not room.is_closed
    assert server.resumed == [room.reference()]


def test_a_room_ends_on_the_media_server_with_its_meeting(
    story: Story, server: FakeMediaServer
) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.edge)
    room = room_of(server)
    for client in (bo, cy):
        client.leave()
    story.passes(3)
    assert room.is_closed
