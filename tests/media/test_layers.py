"""A person receives a picture in the size that was asked for, or not at all for the moment."""

from tests.media.meeting import Meeting, story
from tests.media.peers import Peer, eventually, of

QUARTER, HALF, FULL = 160, 320, 640


async def has_width(peer: Peer, name: str, width: int) -> None:
    async def is_as_wide() -> bool:
        return (await peer.counter(name)).width == width

    await eventually(is_as_wide)


@story
async def test_the_size_follows_the_layer_without_an_offer(meeting: Meeting):
    await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    await ben.subscribe(of("ann", "camera", 0))
    await has_width(ben, "ann camera", QUARTER)
    assert not await ben.subscribe(of("ann", "camera", 1))
    await has_width(ben, "ann camera", HALF)
    assert not await ben.subscribe(of("ann", "camera", 0))
    await has_width(ben, "ann camera", QUARTER)


@story
async def test_two_people_receive_different_layers(meeting: Meeting):
    await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    cy = await meeting.person("cy", has_camera=False)
    await ben.subscribe(of("ann", "camera", 0))
    await cy.subscribe(of("ann", "camera", 1))
    await has_width(ben, "ann camera", QUARTER)
    await has_width(cy, "ann camera", HALF)


@story
async def test_a_picture_pauses_and_resumes_without_an_offer(meeting: Meeting):
    await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    await ben.subscribe(of("ann", "microphone"), of("ann", "camera"))
    await ben.receives("ann camera")
    assert not await ben.subscribe(of("ann", "microphone"), of("ann", "camera", None))
    # These arrive after all packets that were already on their way.
    await ben.hears("ann microphone", packets=10)
    paused = await ben.counter("ann camera")
    await ben.hears("ann microphone", packets=50)
    assert (await ben.counter("ann camera")).packets == paused.packets
    assert not await ben.subscribe(of("ann", "microphone"), of("ann", "camera"))
    await ben.receives("ann camera")


@story
async def test_a_picture_without_a_layer_is_not_negotiated(meeting: Meeting):
    await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    assert not await ben.subscribe(of("ann", "camera", None))


@story
async def test_the_only_layer_of_a_browser_is_received_for_each_layer(meeting: Meeting):
    await meeting.publisher("ann", layers=False)
    ben = await meeting.person("ben", has_camera=False)
    await ben.subscribe(of("ann", "camera", 0))
    await has_width(ben, "ann camera", FULL)
