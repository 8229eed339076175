"""A host's decision holds at the media server, whatever the browser of the person sends."""

from tests.media.meeting import Meeting, story
from tests.media.peers import Peer, of


async def receives_only(peer: Peer, allowed: str, blocked: str) -> None:
    """Check that nothing of one sound arrives while many packets of another one arrive."""
    # These arrive after all packets that were already on their way.
    await peer.hears(allowed, packets=10)
    before = await peer.counter(blocked)
    await peer.hears(allowed, packets=50)
    assert (await peer.counter(blocked)).packets == before.packets


@story
async def test_a_blocked_source_stops_for_everybody_and_the_others_go_on(meeting: Meeting):
    await meeting.publisher("ann")
    await meeting.publisher("ben")
    cy = await meeting.person("cy", has_camera=False)
    await cy.subscribe(of("ann", "microphone"), of("ann", "camera"), of("ben", "microphone"))
    await cy.hears("ann microphone")
    await meeting.room.block("ann", ["microphone"])
    await receives_only(cy, "ben microphone", "ann microphone")
    await cy.receives("ann camera")
    await meeting.room.block("ann", [])
    await cy.hears("ann microphone")


@story
async def test_a_source_that_is_blocked_before_it_is_published_never_arrives(meeting: Meeting):
    await meeting.publisher("ann", blocked=["microphone"])
    await meeting.publisher("ben")
    cy = await meeting.person("cy", has_camera=False)
    await cy.subscribe(of("ann", "microphone"), of("ann", "camera"), of("ben", "microphone"))
    await cy.receives("ann camera")
    await receives_only(cy, "ben microphone", "ann microphone")
    assert (await cy.counter("ann microphone")).packets == 0


@story
async def test_publishing_again_does_not_end_a_block(meeting: Meeting):
    ann = await meeting.publisher("ann", blocked=["microphone"])
    await meeting.publisher("ben")
    await ann.publish("screen", blocked=["microphone"])
    await ann.send_offer(await ann.call("offer", {"restart": True}), blocked=["microphone"])
    cy = await meeting.person("cy", has_camera=False)
    await cy.subscribe(of("ann", "microphone"), of("ann", "screen"), of("ben", "microphone"))
    await cy.receives("ann screen")
    await receives_only(cy, "ben microphone", "ann microphone")


@story
async def test_a_new_connection_does_not_end_a_block(meeting: Meeting):
    ann = await meeting.publisher("ann", blocked=["microphone"])
    await meeting.publisher("ben")
    before = meeting.listener.changes
    await ann.call("forget", "publishing")
    ann.publishing_id = "ann-out-2"
    await ann.publish("microphone", "camera", blocked=["microphone"])
    await meeting.listener.until_streams_changed(before + 1)
    cy = await meeting.person("cy", has_camera=False)
    await cy.subscribe(of("ann", "microphone"), of("ann", "camera"), of("ben", "microphone"))
    await cy.receives("ann camera")
    await receives_only(cy, "ben microphone", "ann microphone")


@story
async def test_blocking_a_person_who_publishes_nothing_does_nothing(meeting: Meeting):
    await meeting.room.block("nobody", ["microphone"])
    await meeting.room.remove("nobody")
