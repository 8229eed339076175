"""Subscribing connections: numbered offers, and the pictures at the sizes of a page."""

from typing import Any

import pytest
from pytest_django import Settings

from signaling.media import subscribing
from signaling.media.engine import Stream, Subscription
from signaling.media.wanted import layer_of
from signaling.presence import Presence
from signaling.presence.media_records import Picture
from signaling.protocol.commands import RequestedPicture, RequestPictures
from tests.signaling.actions.room_media.media import answer, publish, subscribe
from tests.signaling.examples import seat_id
from tests.signaling.media.fake_engine import REFUSED
from tests.signaling.media.meeting import Meeting, peer_of, play, room_with

ANN, BO, CY = seat_id("ann"), seat_id("bo"), seat_id("cy")
ALWAYS = room_with("always")


async def begin(meeting: Meeting, *names: str) -> None:
    """Let people enter and publish; the first one subscribes and gets an offer of all sounds."""
    for name in names:
        meeting.enter(name)
    await meeting.moved()
    for name in names[1:]:
        await meeting.publish(name)
    await meeting.send(names[0], subscribe())
    await meeting.offer(names[0])


def show(target: str, height: int, source: Any = "camera") -> RequestPictures:
    picture = RequestedPicture(
        target_id=peer_of(target), width=height * 16 // 9, height=height, source=source
    )
    return RequestPictures(pictures=[picture])


def test_an_offer_names_people_and_sources(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo")
        (offer,) = meeting.received("ann", "media-offer")
        assert offer["connectionId"] == "s1"
        assert offer["sdp"]["type"] == "offer"
        assert offer["streams"] == {"0": {"participantId": BO, "source": "microphone"}}

    play(story, presence, room=ALWAYS)


def test_sounds_of_all_and_only_requested_pictures_are_received(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo", "cy")
        await meeting.answer("ann")
        await meeting.send("ann", show("bo", 180))
        await meeting.offer("ann", 2)
        assert meeting.engine.received[ANN] == (
            Subscription(Stream(BO, "microphone")),
            Subscription(Stream(CY, "microphone")),
            Subscription(Stream(BO, "camera"), 0),
        )

    play(story, presence, room=ALWAYS)


def test_a_change_of_a_layer_needs_no_offer(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo")
        await meeting.answer("ann")
        for count, (height, layer) in enumerate([(180, 0), (360, 1), (720, 2), (0, None)]):
            await meeting.send("ann", show("bo", height))
            if count == 0:
                await meeting.answer("ann", 2)
            wanted = Subscription(Stream(BO, "camera"), layer)  # type: ignore[arg-type]
            await meeting.until(lambda wanted=wanted: wanted in meeting.engine.received[ANN])
        assert len(meeting.received("ann", "media-offer")) == 2

    play(story, presence, room=ALWAYS)


def test_one_offer_waits_at_a_time_and_what_came_meanwhile_follows(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo", "cy")
        await meeting.send("ann", show("bo", 180))
        await meeting.send("ann", show("cy", 180))
        await meeting.settle()
        assert len(meeting.received("ann", "media-offer")) == 1
        await meeting.answer("ann")
        offer = await meeting.offer("ann", 2)
        assert len(offer["streams"]) == 4
        first, second = meeting.received("ann", "media-offer")
        assert second["number"] == first["number"] + 1

    play(story, presence, room=ALWAYS)


def test_an_answer_with_another_number_is_ignored(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo")
        number = meeting.last("ann", "media-offer")["number"]
        await meeting.send("ann", answer("s1", number + 1))
        await meeting.settle()
        assert meeting.engine.called("answer") == []
        await meeting.send("ann", answer("s1", number))
        await meeting.until(lambda: meeting.engine.called("answer"))

    play(story, presence, room=ALWAYS)


def test_the_offer_that_waits_is_sent_again_on_request(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo")
        await meeting.send("ann", subscribe())
        await meeting.offer("ann", 2)
        first, second = meeting.received("ann", "media-offer")
        assert first == second
        await meeting.answer("ann")
        await meeting.settle()
        await meeting.send("ann", subscribe())
        await meeting.settle()
        assert len(meeting.received("ann", "media-offer")) == 2

    play(story, presence, room=ALWAYS)


def test_the_offer_that_waits_is_sent_again_to_a_client_that_returns(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo")
        meeting.return_after_loss("ann")
        await meeting.offer("ann", 2)
        first, second = meeting.received("ann", "media-offer")
        assert first == second
        await meeting.answer("ann")
        await meeting.settle()
        meeting.return_after_loss("ann")
        await meeting.settle()
        assert len(meeting.received("ann", "media-offer")) == 2

    play(story, presence, room=ALWAYS)


def test_a_client_that_returns_without_a_subscription_gets_no_offer(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo")
        meeting.return_after_loss("bo")
        await meeting.settle()
        assert meeting.received("bo", "media-offer") == []

    play(story, presence, room=ALWAYS)


def test_a_restart_gives_a_new_offer_after_the_answer_of_the_earlier_one(
    presence: Presence,
) -> None:
    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo")
        await meeting.send("ann", subscribe(restart=True))
        await meeting.settle()
        assert [ANN, "s1", True] not in meeting.engine.called("subscribe")
        await meeting.answer("ann")
        await meeting.until(lambda: [ANN, "s1", True] in meeting.engine.called("subscribe"))
        restarts = meeting.engine.called("subscribe").count([ANN, "s1", True])
        await meeting.settle()
        assert restarts == meeting.engine.called("subscribe").count([ANN, "s1", True]) == 1

    play(story, presence, room=ALWAYS)


def test_a_new_connection_begins_with_an_offer_of_its_own(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo")
        await meeting.send("ann", subscribe("s2"))
        await meeting.until(lambda: meeting.last("ann", "media-offer")["connectionId"] == "s2")

    play(story, presence, room=ALWAYS)


def test_an_offer_without_an_answer_is_given_up(
    presence: Presence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribing, "ANSWER_SECONDS", 0.1)

    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo")
        refused = await meeting.until(lambda: meeting.last("ann", "media-refused"))
        assert (refused["connectionId"], refused["code"]) == ("s1", "MEDIA_UNAVAILABLE")
        assert presence.media.of_seat(ANN).subscribing_id == ""
        await meeting.send("ann", subscribe("s2"))
        await meeting.until(lambda: meeting.last("ann", "media-offer")["connectionId"] == "s2")

    play(story, presence, room=ALWAYS)


def test_a_lost_client_has_time_to_answer_when_it_is_back(
    presence: Presence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscribing, "ANSWER_SECONDS", 0.1)

    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo")
        presence.lose(peer_of("ann"), 60)
        await meeting.settle()
        assert meeting.received("ann", "media-refused") == []
        presence.recover(peer_of("ann"))
        await meeting.until(lambda: meeting.last("ann", "media-refused"))

    play(story, presence, room=ALWAYS)


def test_a_connection_that_the_engine_refuses_must_be_opened_again(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo")
        meeting.engine.errors["answer"] = REFUSED
        await meeting.answer("ann")
        refused = await meeting.until(lambda: meeting.last("ann", "media-refused"))
        assert refused["connectionId"] == "s1"

    play(story, presence, room=ALWAYS)


def test_what_a_newcomer_publishes_is_offered_to_all_others(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo")
        await meeting.answer("ann")
        meeting.enter("cy")
        await meeting.publish("cy")
        offer = await meeting.offer("ann", 2)
        people = [one["participantId"] for one in offer["streams"].values()]
        assert people == [BO, CY]

    play(story, presence, room=ALWAYS)


def test_a_client_without_media_server_has_no_subscription(
    presence: Presence, settings: Settings
) -> None:
    settings.MESH_PARTICIPANTS = 2

    async def story(meeting: Meeting) -> None:
        for name in ("ann", "bo"):
            meeting.enter(name)
        meeting.enter("cy", knows_media_server=False)
        await meeting.moved()
        await meeting.publish("ann")
        await meeting.settle()
        assert {seat for seat, *_ in meeting.engine.called("subscribe")} <= {ANN, BO}
        assert meeting.received("cy", "media-offer") == []

    play(story, presence)


@pytest.mark.parametrize(
    ("width", "height", "source", "layer"),
    [
        (0, 0, "camera", None),
        (320, 180, "camera", 0),
        (321, 180, "camera", 1),
        (640, 360, "camera", 1),
        (640, 361, "camera", 2),
        (1920, 1080, "camera", 2),
        (320, 180, "screen", 2),
        (0, 180, "screen", None),
    ],
)
def test_the_layer_is_the_smallest_that_is_not_smaller_than_the_tile(
    width: int, height: int, source: Any, layer: int | None
) -> None:
    assert layer_of(Picture("seat", source, width, height)) == layer


def test_a_flood_of_requests_costs_few_calls_of_the_engine(presence: Presence) -> None:
    async def story(meeting: Meeting) -> None:
        await begin(meeting, "ann", "bo")
        await meeting.answer("ann")
        await meeting.settle()
        before = len(meeting.engine.calls)
        meeting.engine.may_go_on.clear()
        for number in range(100):
            await meeting.send("ann", show("bo", 100 + 6 * number))
            await meeting.send("ann", publish(number=number))
        meeting.engine.may_go_on.set()
        await meeting.settle()
        assert len(meeting.engine.calls) - before < 12

    play(story, presence, room=ALWAYS)
