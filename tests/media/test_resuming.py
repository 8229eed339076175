"""Another home takes over a room from its reference, and nobody's media stop."""

import pytest

from signaling.media.engine import MediaRefused, MediaServerLost
from signaling.media.janus.server import JanusServer
from tests.media.meeting import Meeting, on_its_own_janus, story
from tests.media.peers import Listener, of
from tests.waiting import until


@story
async def test_media_flow_on_while_the_home_changes_after_its_death(meeting: Meeting):
    ann = await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    await ben.subscribe(of("ann", "microphone"), of("ann", "camera"))
    await ben.receives("ann camera")
    reference = meeting.room.reference()
    # The socket of a home that was killed is closed in the same way.
    meeting.room.abandon()
    await ben.receives("ann camera")
    await meeting.resume(reference)
    await ben.receives("ann camera")
    assert not await ben.subscribe(of("ann", "microphone"), of("ann", "camera"))
    assert await ben.subscribe(of("ann", "microphone"), of("ann", "camera"), restart=True)
    await ann.send_offer(await ann.call("offer", {"restart": True}))
    await ben.receives("ann camera")
    await ben.hears("ann microphone")


@story
async def test_the_new_home_blocks_adds_and_removes(meeting: Meeting):
    ann = await meeting.publisher("ann")
    ben = await meeting.publisher("ben")
    await ben.subscribe(of("ann", "microphone"))
    reference = meeting.room.reference()
    meeting.room.abandon()
    await meeting.resume(reference)
    await meeting.room.block("ann", ["microphone"])
    cy = await meeting.person("cy", has_camera=False)
    await cy.subscribe(of("ann", "microphone"), of("ben", "microphone"), of("ann", "camera"))
    await cy.hears("ben microphone", packets=50)
    assert (await cy.counter("ann microphone")).packets == 0
    await ann.publish("screen", blocked=["microphone"])
    assert await ben.subscribe(of("ann", "screen"))
    await ben.receives("ann screen")
    await meeting.room.remove("ann")
    await ann.has_ended("publishing")


@story
async def test_a_home_may_take_over_from_one_that_still_runs(meeting: Meeting):
    await meeting.publisher("ann")
    earlier, listener = meeting.room, meeting.listener
    await meeting.resume(earlier.reference())
    # It learns that it is the home no more, and destroys nothing.
    earlier.abandon()
    ben = await meeting.person("ben", has_camera=False)
    await ben.subscribe(of("ann", "camera"))
    await ben.receives("ann camera")
    assert listener.gone_at is None


@story
async def test_an_offer_that_the_earlier_home_left_unanswered_ends_its_connection(
    meeting: Meeting,
):
    await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    await meeting.room.subscribe("ben", ben.subscribing_id, [of("ann", "camera")])
    reference = meeting.room.reference()
    meeting.room.abandon()
    await meeting.resume(reference)
    with pytest.raises(MediaRefused):
        await ben.subscribe(of("ann", "camera"), restart=True)
    ben.room, ben.subscribing_id = meeting.room, "ben-in-2"
    assert await ben.subscribe(of("ann", "camera"))
    await ben.receives("ann camera")


@story
async def test_a_room_that_was_closed_is_not_there_any_more(meeting: Meeting):
    reference = meeting.room.reference()
    await meeting.room.close()
    with pytest.raises(MediaServerLost):
        await meeting.server.resume_room(reference, Listener())


@pytest.mark.parametrize("reference", [b"", b"\x91\x02", b"nonsense"])
def test_a_reference_of_another_format_means_another_room(meeting: Meeting, reference: bytes):
    async def resume() -> None:
        with pytest.raises(MediaServerLost):
            await meeting.server.resume_room(reference, Listener())

    meeting.run(resume())


@on_its_own_janus
@story
async def test_a_server_that_was_started_again_does_not_have_the_room(meeting: Meeting):
    reference = meeting.room.reference()
    meeting.janus.stop()
    await until(lambda: meeting.listener.gone_at is not None)
    meeting.janus.start()
    other = JanusServer(meeting.janus.address)
    with pytest.raises(MediaServerLost):
        await other.resume_room(reference, Listener())
