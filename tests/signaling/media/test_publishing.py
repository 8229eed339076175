"""Publishing connections, and the decisions of hosts that hold at the media server."""

import asyncio
from typing import Any

import pytest
from pytest_django import Settings

from signaling.presence import Presence
from signaling.presence.records import RoomRules
from signaling.protocol.commands import AddMediaCandidate, IceCandidate
from tests.signaling.actions.room_media.media import publish
from tests.signaling.examples import ROOM_ID, seat_id
from tests.signaling.media.fake_engine import REFUSED, FakeMediaRoom
from tests.signaling.media.meeting import Meeting, play, room_with

ANN, BO = seat_id("ann"), seat_id("bo")
ALWAYS = room_with("always")


async def published(meeting: Meeting, *names: str) -> FakeMediaRoom:
    for name in names:
        meeting.enter(name)
    await meeting.moved()
    for name in names:
        await meeting.publish(name)
    return meeting.engine


def test_the_answer_has_the_number_of_the_offer(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        engine = await published(meeting, "ann")
        assert await meeting.publish("ann", number=2) == {
            "connectionId": "p1",
            "number": 2,
            "sdp": {"type": "answer", "sdp": "answer to v=0 offer"},
        }
        assert engine.streams == {ANN: ["microphone", "camera"]}

    play(story, presence, room=ALWAYS)


def test_a_repeated_offer_gets_the_same_answer_and_an_older_one_none(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        engine = await published(meeting, "ann")
        await meeting.publish("ann", number=7)
        await meeting.publish("ann", number=7)
        await meeting.send("ann", publish(number=6))
        await meeting.settle()
        assert [one["number"] for one in meeting.received("ann", "media-answer")] == [1, 7, 7]
        assert len(engine.called("publish")) == 2

    play(story, presence, room=ALWAYS)


def test_offers_that_come_while_the_engine_works_are_combined(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        engine = await published(meeting, "ann")
        engine.may_go_on.clear()
        for number in (2, 3, 4, 5):
            await meeting.send("ann", publish(number=number))
            await asyncio.sleep(0)
        engine.may_go_on.set()
        await meeting.until(lambda: meeting.last("ann", "media-answer")["number"] == 5)
        assert len(engine.called("publish")) <= 3

    play(story, presence, room=ALWAYS)


def test_an_offer_that_waits_for_the_server_is_answered_later(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        meeting.enter("ann")
        await meeting.publish("ann")
        assert meeting.received("ann", "media-refused") == []

    play(story, presence, room=ALWAYS)


def test_a_refused_offer_is_reported_and_the_room_goes_on(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        engine = await published(meeting, "ann", "bo")
        engine.errors["publish"] = REFUSED
        await meeting.send("ann", publish("p2"))
        refused = await meeting.until(lambda: meeting.last("ann", "media-refused"))
        assert (refused["connectionId"], refused["code"]) == ("p2", "MEDIA_UNAVAILABLE")
        engine.errors.clear()
        await meeting.publish("bo", number=2)

    play(story, presence, room=ALWAYS)


def test_a_full_server_refuses_one_more_picture_but_no_sound(
    presence: Presence, settings: Settings
) -> None:
    settings.MEDIA_SERVER_PEOPLE = 1

    async def story(meeting: Meeting) -> None:
        await published(meeting, "ann")
        meeting.enter("bo")
        await meeting.send("bo", publish())
        refused = await meeting.until(lambda: meeting.last("bo", "media-refused"))
        assert refused == {
            "connectionId": "p1",
            "code": "MEDIA_SERVER_FULL",
            "message": "This meeting can't carry more cameras now. You can still talk and listen.",
        }
        await meeting.publish("bo", sources={"0": "microphone"})
        await meeting.publish("ann", number=2)

    play(story, presence, room=ALWAYS)


@pytest.mark.parametrize(
    ("rules", "blocked"),
    [
        (RoomRules(allow_microphone=False), {"microphone"}),
        (RoomRules(allow_camera=False), {"camera"}),
        (RoomRules(allow_screen_share=False), {"screen", "screen-sound"}),
    ],
)
def test_what_the_room_forbids_is_stopped_at_the_server(
    presence: Presence, rules: RoomRules, blocked: set[Any]
) -> None:
    async def story(meeting: Meeting) -> None:
        engine = await published(meeting, "ann")
        assert engine.blocked[ANN] == frozenset()
        presence.rooms.change(ROOM_ID, rules=rules)
        await meeting.until(lambda: engine.blocked[ANN] == blocked)
        await meeting.publish("ann", number=2)
        assert engine.blocked[ANN] == blocked

    play(story, presence, room=ALWAYS)


def test_a_mute_by_a_host_holds_until_the_person_unmutes(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        engine = await published(meeting, "ann")
        presence.seat_states.mute(ANN, by_host=True)
        await meeting.until(lambda: engine.blocked[ANN] == {"microphone"})
        presence.seat_states.set_audio(ANN, enabled=True)
        await meeting.until(lambda: engine.blocked[ANN] == frozenset())

    play(story, presence, room=ALWAYS)


def test_a_mute_during_a_publication_holds_before_its_answer(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        engine = await published(meeting, "ann")
        engine.may_go_on.clear()
        await meeting.send("ann", publish("p2", number=1))
        await meeting.until(lambda: len(engine.called("publish")) == 2)
        presence.seat_states.mute(ANN, by_host=True)
        engine.may_go_on.set()
        await meeting.until(lambda: meeting.last("ann", "media-answer")["connectionId"] == "p2")
        assert engine.blocked[ANN] == {"microphone"}

    play(story, presence, room=ALWAYS)


def test_a_person_who_leaves_or_is_removed_has_no_connections(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        engine = await published(meeting, "ann", "bo")
        meeting.leave("bo")
        await meeting.until(lambda: engine.called("remove"))
        assert engine.called("remove") == [[BO]]
        assert list(engine.streams) == [ANN]

    play(story, presence, room=ALWAYS)


def test_a_held_seat_keeps_its_connections(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        engine = await published(meeting, "ann", "bo")
        presence.hold("peer-bo", 60)
        await meeting.settle()
        assert engine.called("remove") == []

    play(story, presence, room=ALWAYS)


def test_candidates_follow_their_connection_and_others_are_dropped(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        engine = await published(meeting, "ann", "bo")
        candidate = IceCandidate(candidate="candidate:1", sdp_mid="0")
        await meeting.send("bo", AddMediaCandidate(connection_id="other", candidate=candidate))
        await meeting.send("ann", AddMediaCandidate(connection_id="p1", candidate=candidate))
        await meeting.send("ann", AddMediaCandidate(connection_id="p1"))
        await meeting.until(lambda: len(engine.called("candidate")) == 2)
        first, last = engine.called("candidate")
        assert first[:2] == [ANN, "p1"]
        assert first[2]["candidate"] == "candidate:1"
        assert last == [ANN, "p1", None]

    play(story, presence, room=ALWAYS)


def test_the_id_of_another_persons_connection_changes_only_the_callers(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        engine = await published(meeting, "ann")
        meeting.enter("bo")
        await meeting.publish("bo", connection_id="p1", number=9)
        assert [call[:2] for call in engine.called("publish")] == [[ANN, "p1"], [BO, "p1"]]
        await meeting.publish("ann", number=2)

    play(story, presence, room=ALWAYS)


def test_an_unexpected_error_of_one_seat_does_not_stop_it(
    presence: Presence, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(meeting: Meeting) -> None:
        engine = await published(meeting, "ann")
        engine.errors["publish"] = RuntimeError("a bug")
        await meeting.send("ann", publish(number=2))
        await meeting.until(lambda: caplog.records)
        engine.errors.clear()
        await meeting.publish("ann", number=3)

    play(story, presence, room=ALWAYS)
