"""What people publish to a media server arrives at the people who subscribe to it."""

import asyncio

import pytest

from signaling.media.engine import MediaServerFull, Stream
from tests.media.meeting import Meeting, story
from tests.media.peers import of


@story
async def test_sound_and_picture_arrive(meeting: Meeting):
    await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    assert await ben.subscribe(of("ann", "microphone"), of("ann", "camera"))
    await ben.hears("ann microphone")
    await ben.receives("ann camera")


@story
async def test_two_people_receive_each_other_and_a_third(meeting: Meeting):
    ann, ben = await meeting.publisher("ann"), await meeting.publisher("ben")
    cy = await meeting.person("cy", has_camera=False)
    await ann.subscribe(of("ben", "camera"))
    await ben.subscribe(of("ann", "camera"))
    await cy.subscribe(of("ann", "camera"), of("ben", "camera"))
    await ann.receives("ben camera")
    await ben.receives("ann camera")
    await cy.receives("ann camera")
    await cy.receives("ben camera")


@story
async def test_a_person_who_comes_later_is_added_to_the_same_connection(meeting: Meeting):
    await meeting.publisher("ann")
    cy = await meeting.person("cy", has_camera=False)
    await cy.subscribe(of("ann", "camera"))
    await cy.receives("ann camera")
    await meeting.publisher("ben")
    assert await cy.subscribe(of("ann", "camera"), of("ben", "microphone"), of("ben", "camera"))
    await cy.receives("ann camera")
    await cy.receives("ben camera")
    await cy.hears("ben microphone")


@story
async def test_a_screen_is_a_second_picture_beside_the_camera(meeting: Meeting):
    ann = await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    await ben.subscribe(of("ann", "camera"))
    await ben.receives("ann camera")
    before = meeting.listener.changes
    await ann.publish("screen")
    await meeting.listener.until_streams_changed(before)
    assert await ben.subscribe(of("ann", "camera"), of("ann", "screen"))
    await ben.receives("ann screen")
    await ben.receives("ann camera")


@story
async def test_what_is_not_wanted_any_more_does_not_arrive(meeting: Meeting):
    await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    await ben.subscribe(of("ann", "microphone"), of("ann", "camera"))
    await ben.receives("ann camera")
    assert await ben.subscribe(of("ann", "microphone"))
    await ben.hears("ann microphone", packets=50)
    assert "ann camera" not in await ben.counters()


@story
async def test_a_stream_that_nobody_publishes_is_left_out(meeting: Meeting):
    await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    assert not await ben.subscribe(of("cy", "camera"), of("ann", "screen"))
    assert await ben.subscribe(of("cy", "camera"), of("ann", "microphone"))
    await ben.hears("ann microphone")


@story
async def test_the_same_wish_needs_no_second_offer(meeting: Meeting):
    await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    assert await ben.subscribe(of("ann", "microphone"))
    assert not await ben.subscribe(of("ann", "microphone"))


@story
async def test_an_offer_waits_for_its_answer_and_is_repeated(meeting: Meeting):
    await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    room = meeting.room
    first = await room.subscribe("ben", "in-1", [of("ann", "microphone")])
    again = await room.subscribe("ben", "in-1", [of("ann", "microphone"), of("ann", "camera")])
    assert first is not None
    assert again == first
    await room.answer("ben", "in-1", await ben.accept(first))
    following = await room.subscribe("ben", "in-1", [of("ann", "microphone"), of("ann", "camera")])
    assert following is not None
    assert set(following.streams.values()) == {Stream("ann", "microphone"), Stream("ann", "camera")}
    await room.answer("ben", "in-1", await ben.accept(following))
    await ben.receives("ann camera")


@story
async def test_both_of_a_person_have_one_stream_and_a_screen_has_another(meeting: Meeting):
    """Browsers synchronize the sound and the picture of a stream."""
    ann = await meeting.publisher("ann")
    await ann.publish("screen")
    await meeting.publisher("ben")
    cy = await meeting.person("cy", has_camera=False)
    wanted = [of("ann", "microphone"), of("ann", "camera"), of("ann", "screen")]
    await cy.subscribe(*wanted, of("ben", "microphone"))
    sound, picture, screen, other = (await cy.call("msids")).values()
    assert sound == picture
    assert len({sound, screen, other}) == 3


@story
async def test_browsers_learn_no_name_of_janus(meeting: Meeting):
    ann = await meeting.publisher("ann")
    offer = await meeting.room.subscribe("ben", "in-1", [of("ann", "camera")])
    answer = await ann.call("description")
    assert offer is not None
    for sdp in (offer.sdp, answer):
        assert "VideoRoom" not in sdp
        assert "msid:janus" not in sdp


@story
async def test_candidates_may_follow_the_descriptions(meeting: Meeting):
    ann = await meeting.person("ann")
    offer = await ann.call("offer", {"add": ["microphone"], "wait": False})
    assert "a=candidate" not in offer["sdp"]
    await ann.send_offer(offer)
    for candidate in await ann.call("candidates", "publishing"):
        await meeting.room.add_candidate("ann", ann.publishing_id, candidate)
    await meeting.room.add_candidate("ann", ann.publishing_id, None)
    await meeting.listener.until_streams_changed()


@story
async def test_a_restart_keeps_the_picture(meeting: Meeting):
    ann = await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    await ben.subscribe(of("ann", "camera"))
    await ben.receives("ann camera")
    assert await ben.subscribe(of("ann", "camera"), restart=True)
    await ann.send_offer(await ann.call("offer", {"restart": True}))
    await ben.receives("ann camera")


@story
async def test_another_connection_replaces_the_first(meeting: Meeting):
    await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    await ben.subscribe(of("ann", "camera"))
    await ben.receives("ann camera")
    await ben.call("forget", "subscribing")
    ben.subscribing_id = "ben-in-2"
    assert await ben.subscribe(of("ann", "camera"))
    await ben.receives("ann camera")


@story
async def test_a_new_publishing_connection_is_received_in_place_of_the_old_one(meeting: Meeting):
    ann = await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    await ben.subscribe(of("ann", "camera"))
    await ben.receives("ann camera")
    before = meeting.listener.changes
    await ann.call("forget", "publishing")
    ann.publishing_id = "ann-out-2"
    await ann.publish("camera")
    # One report for the end of the old connection, and one for the new connection.
    await meeting.listener.until_streams_changed(before + 1)
    assert await ben.subscribe(of("ann", "camera"))
    await ben.receives("ann camera")


@story
async def test_a_removed_person_sends_and_receives_nothing(meeting: Meeting):
    ann, ben = await meeting.publisher("ann"), await meeting.publisher("ben")
    await ann.subscribe(of("ben", "camera"))
    await ben.subscribe(of("ann", "camera"))
    await ben.receives("ann camera")
    await meeting.room.remove("ann")
    await has_publishers(meeting, 1)
    for kind in ("publishing", "subscribing"):
        await ann.has_ended(kind)
    assert await ben.subscribe(of("ann", "camera"))
    assert await ben.counters() == {}


@story
async def test_a_room_that_is_full_takes_no_further_publisher(meeting: Meeting):
    small = await meeting.server.open_room(1, meeting.listener)
    ann, ben = await meeting.person("ann"), await meeting.person("ben")
    ann.room = ben.room = small
    await ann.publish("microphone")
    await meeting.listener.until_streams_changed()
    with pytest.raises(MediaServerFull):
        await ben.publish("microphone")
    await ben.subscribe(of("ann", "microphone"))
    await ben.hears("ann microphone")
    await small.set_places(2)
    await ben.send_offer(await ben.call("offer", {}))
    await ann.subscribe(of("ben", "microphone"))
    await small.close()


async def has_publishers(meeting: Meeting, count: int) -> None:
    """Wait until the media server has ended the connections of everybody else."""
    async with asyncio.timeout(5):
        while (await meeting.server.statistics()).publishers != count:  # noqa: ASYNC110 no event tells it
            await asyncio.sleep(0.02)
