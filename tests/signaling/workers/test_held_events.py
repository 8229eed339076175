"""Events of clients while the room has no home, and when it has a new one."""

import pytest

from signaling.workers.edge.places import MOST_HELD_BYTES
from tests.signaling.workers.story import BO, CY, DEE, LAPSED_SECONDS, Story


def test_an_event_without_a_home_is_refused_after_five_seconds(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    story.meet.kill(story.home)
    story.meet.database.cut.add(story.edge.process)
    answers = story.asked(cy, "chat-message", content="lost?")
    story.passes(4)
    assert answers == []
    story.passes(2)
    assert [answer and answer["code"] for answer in answers] == ["UNAVAILABLE"]


def test_what_may_be_repeated_is_repeated_at_the_new_home(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    story.home.stop()
    answers = story.asked(cy, "chat-message", content="once", key="a" * 16)
    story.passes(4)
    assert [answer and answer["success"] for answer in answers] == [True]
    assert story.home_of_room() == story.edge.id
    assert cy.chat == ["once"]


@pytest.mark.parametrize(
    ("event", "fields", "state"),
    [
        ("toggle-audio", {"enabled": False}, "is_muted"),
        ("toggle-video", {"enabled": False}, "is_video_off"),
        ("toggle-hand-raise", {"raised": True}, "hand_raised_at"),
    ],
)
def test_a_state_that_a_home_gets_when_it_ends_is_repeated_at_the_new_home(
    story: Story, event: str, fields: dict[str, bool], state: str
) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    story.home.stop()
    cy.tell(event, **fields)
    story.passes(4)
    assert story.home_of_room() == story.edge.id
    seat = story.edge.presence.seat_of(cy.peer_id)
    assert seat is not None
    assert getattr(seat, state)


def test_later_events_wait_for_those_that_a_worker_held_before_it_was_the_home(
    story: Story,
) -> None:
    story.enter(BO, story.home)
    cy, dee = story.enter(CY, story.edge), story.enter(DEE, story.edge)
    story.meet.kill(story.home)
    # Each message takes a while to be stored; the microphone waits behind them.
    chat = [f"message {number}" for number in range(20)]
    for content in chat:
        cy.tell("chat-message", content=content)
    cy.tell("toggle-audio", enabled=False)
    while not dee.chat:
        story.passes(0.01)
    assert dee.chat != chat
    cy.tell("toggle-audio", enabled=True)
    cy.tell("chat-message", content="the last message")
    story.passes(30)
    assert dee.chat == [*chat, "the last message"]
    toggled = [fields["enabled"] for name, fields in dee.events if name == "user-toggle-audio"]
    assert toggled[-1]


def test_a_newcomer_does_not_wait_for_the_held_events_of_others(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    story.meet.kill(story.home)
    chat = [f"message {number}" for number in range(60)]
    for content in chat:
        cy.tell("chat-message", content=content)
    while not cy.chat:
        story.passes(0.01)
    dee = story.crowd.client(DEE)
    dee.connect(story.edge)
    dee.join(story.crowd.rooms[0].code)
    while not dee.is_in:
        story.passes(0.01)
    assert len(cy.chat) < len(chat)


def test_a_join_waits_for_the_events_that_its_peer_sent_before(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    story.meet.kill(story.home)
    cy.tell("leave-room")
    cy.join(story.crowd.rooms[0].code)
    story.passes(2 * LAPSED_SECONDS)
    assert cy.is_in
    story.crowd.check_all_agree()


def test_too_large_events_without_a_home_are_refused_at_once(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    story.meet.kill(story.home)
    fitting = MOST_HELD_BYTES // 60_000
    sent = [
        story.asked(cy, "offer", targetId="x", sdp={"type": "offer", "sdp": "a" * 60_000})
        for _ in range(fitting + 1)
    ]
    story.passes(0.1)
    assert [bool(answers) for answers in sent] == [False] * fitting + [True]
    assert sent[-1][0] is not None
    assert sent[-1][0]["code"] == "UNAVAILABLE"
