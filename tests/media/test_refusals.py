"""Descriptions and candidates that are refused, and that the room goes on afterwards."""

import pytest

from signaling.media.engine import MediaRefused
from tests.media.meeting import Meeting, story
from tests.media.peers import Peer, of


async def still_works(meeting: Meeting, ann: Peer) -> None:
    ben = await meeting.person("ben", has_camera=False)
    await ben.subscribe(of("ann", "microphone"))
    await ben.hears("ann microphone")
    assert ann.room is meeting.room
    assert meeting.listener.gone_at is None


@story
async def test_a_line_that_was_not_declared_is_refused_and_nothing_of_it_is_sent(meeting: Meeting):
    ann = await meeting.person("ann")
    offer = await ann.call("offer", {"add": ["microphone", "camera"]})
    declared = {mid: source for mid, source in offer["sources"].items() if source != "camera"}
    with pytest.raises(MediaRefused):
        await ann.send_offer({**offer, "sources": declared})
    assert (await meeting.server.statistics()).publishers == 0
    await ann.send_offer(offer)
    await meeting.listener.until_streams_changed()
    await still_works(meeting, ann)


@story
async def test_an_undeclared_line_of_a_second_offer_leaves_the_first_in_force(meeting: Meeting):
    ann = await meeting.publisher("ann")
    offer = await ann.call("offer", {"add": ["screen"]})
    declared = {mid: source for mid, source in offer["sources"].items() if source != "screen"}
    with pytest.raises(MediaRefused):
        await ann.send_offer({**offer, "sources": declared})
    await still_works(meeting, ann)


@story
async def test_a_description_that_janus_refuses_costs_only_its_connection(meeting: Meeting):
    ann = await meeting.publisher("ann")
    sdp = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=sendonly\r\n"
    with pytest.raises(MediaRefused):
        await meeting.room.publish("eve", "out-1", sdp, {"0": "microphone"}, [])
    await still_works(meeting, ann)


@story
async def test_a_malformed_candidate_is_refused(meeting: Meeting):
    ann = await meeting.publisher("ann")
    with pytest.raises(MediaRefused):
        await meeting.room.add_candidate("ann", ann.publishing_id, {"candidate": "x" * 2000})
    await still_works(meeting, ann)


@story
async def test_an_answer_with_other_lines_is_refused_and_the_offer_waits_on(meeting: Meeting):
    ann = await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    offer = await meeting.room.subscribe("ben", "in-1", [of("ann", "microphone")])
    assert offer is not None
    answer = await ben.accept(offer)
    with pytest.raises(MediaRefused):
        await meeting.room.answer("ben", "in-1", answer + answer[answer.index("m=") :])
    await meeting.room.answer("ben", "in-1", answer)
    await ben.hears("ann microphone")
    assert ann.room is meeting.room


@story
async def test_answers_and_candidates_of_other_connections_are_ignored(meeting: Meeting):
    ann = await meeting.publisher("ann")
    ben = await meeting.person("ben", has_camera=False)
    offer = await meeting.room.subscribe("ben", "in-1", [of("ann", "microphone")])
    assert offer is not None
    answer = await ben.accept(offer)
    await meeting.room.answer("ben", "in-0", answer)
    await meeting.room.answer("ann", "in-1", answer)
    (candidate, *_) = await ann.call("candidates", "publishing")
    await meeting.room.add_candidate("ben", ann.publishing_id, candidate)
    await meeting.room.answer("ben", "in-1", answer)
    # The offer was answered: a second answer has nothing to answer.
    await meeting.room.answer("ben", "in-1", answer)
    await ben.hears("ann microphone")
