"""The descriptions of a meeting of fifty people, as Janus and Chromium write them."""

import json
from typing import Any

import pytest
from django.conf import settings

from rooms.refusals import InvalidInput
from signaling.dialects.native import NATIVE
from signaling.media.engine import Subscription
from signaling.presence.media_records import MOST_PICTURES
from signaling.protocol.commands import AnswerMedia
from signaling.protocol.commands.room_media import SDP_CHARACTERS
from tests.media.meeting import Meeting, story
from tests.media.peers import of
from tests.signaling.examples import an_event

OTHERS = [f"seat-{number}" for number in range(49)]
SOUNDS = [of(seat_id, "microphone") for seat_id in OTHERS]
# Browsers differ in the lengths of their lines, and later versions of Janus have more lines.
MARGIN = 3


async def fifty_people(meeting: Meeting) -> None:
    """Let 49 people publish all four sources; nothing of them is encoded."""
    await meeting.room.set_places(50)
    page = await meeting.person("others", has_camera=False)
    for seat_id in OTHERS:
        offer = await page.call("offerWithoutTracks", seat_id)
        answer = await meeting.room.publish(seat_id, "out", offer["sdp"], offer["sources"], ())
        await page.call("gotAnswerOf", seat_id, answer)
    await meeting.listener.until_streams_changed(len(OTHERS) - 1)


def parsed(answer: str) -> Any:
    payload = {"connectionId": "in", "number": 1, "sdp": {"type": "answer", "sdp": answer}}
    return NATIVE.parse(an_event("answer-media", payload))


async def has_a_margin(meeting: Meeting, *wanted: Subscription) -> None:
    """Check the sizes of an offer and its answer, and that the limits refuse larger ones."""
    offer = await meeting.room.subscribe("bo", "in", [*SOUNDS, *wanted])
    assert offer is not None
    assert len(offer.streams) == len(SOUNDS) + len(wanted)
    bo = await meeting.person("bo", has_camera=False)
    answer = await bo.accept(offer)

    for description in (offer.sdp, answer):
        assert len(description) <= SDP_CHARACTERS / MARGIN
        assert len(json.dumps(description)) <= settings.LARGE_MESSAGE_BYTES / MARGIN
    assert isinstance(parsed(answer), AnswerMedia)
    with pytest.raises(InvalidInput) as refused:
        parsed(answer.ljust(SDP_CHARACTERS + 1))
    assert refused.value.code == "INVALID_PAYLOAD"


@story
async def test_the_sounds_of_all_and_a_page_of_pictures_are_a_third_of_the_limit(meeting: Meeting):
    await fifty_people(meeting)
    cameras = [of(seat_id, "camera") for seat_id in OTHERS[: MOST_PICTURES - 2]]
    screens = [of(seat_id, "screen") for seat_id in OTHERS[:2]]
    tabs = [of(seat_id, "screen-sound") for seat_id in OTHERS[:2]]

    await has_a_margin(meeting, *cameras, *screens, *tabs)


@story
async def test_everything_that_a_page_may_receive_is_a_third_of_the_limit(meeting: Meeting):
    """A page that leafs keeps as many hidden pictures as it shows. All people share a tab."""
    await fifty_people(meeting)
    pictures = [of(seat_id, "camera") for seat_id in OTHERS[: 2 * MOST_PICTURES]]
    tabs = [of(seat_id, "screen-sound") for seat_id in OTHERS]

    await has_a_margin(meeting, *pictures, *tabs)
