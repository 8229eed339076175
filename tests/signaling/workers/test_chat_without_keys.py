"""Chat messages whose clients give no key, from people whose room has its home at another worker.

The edge gives each of them a key, so that it is stored once even if it is sent to two homes.
"""

from typing import Any

import pytest

from rooms.models import Message, RoomSettings
from tests.signaling.workers.simulation.worker import Worker
from tests.signaling.workers.story import BO, CY, DEE, Story


@pytest.fixture
def third(story: Story) -> Worker:
    worker: Worker = story.meet.run(story.meet.start_worker())
    return worker


def stored(story: Story) -> list[str]:
    return [content for content, _ in rows(story)]


def rows(story: Story) -> list[tuple[str, str | None]]:
    rows: list[tuple[str, str | None]] = story.meet.database.now(_rows)
    return rows


def _rows() -> list[tuple[str, str | None]]:
    return list(Message.objects.order_by("pk").values_list("content", "key"))


def kill_after_storing(story: Story) -> None:
    """Kill the home before the acknowledgement of the next message leaves it."""
    while not story.meet.database.now(Message.objects.exists):
        story.passes(0.0005)
    story.meet.kill(story.home)
    story.meet.counters.revoke(story.home.id)


def test_a_message_is_sent_again_to_the_next_home(story: Story) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.edge)
    story.home.stop()
    answers = story.asked(cy, "chat-message", content="once")
    story.passes(5)
    assert [answer and answer["success"] for answer in answers] == [True]
    assert story.home_of_room() == story.edge.id
    assert cy.chat == stored(story) == ["once"]
    assert bo.shown == ["once"]


def test_a_message_for_which_no_acknowledgement_is_asked_is_sent_again(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    story.home.stop()
    cy.tell("chat-message", content="once")
    story.passes(5)
    assert story.home_of_room() == story.edge.id
    assert cy.chat == stored(story) == ["once"]


@pytest.mark.parametrize("is_acknowledged", [True, False])
def test_a_message_that_the_dead_home_has_stored_is_stored_and_shown_once(
    story: Story, third: Worker, is_acknowledged: bool
) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.edge)
    dee = story.enter(DEE, third)
    answers: list[dict[str, Any] | None] = []
    if is_acknowledged:
        answers = story.asked(cy, "chat-message", content="once")
    else:
        cy.tell("chat-message", content="once")
    kill_after_storing(story)
    story.passes(10)
    assert story.home_of_room() in (story.edge.id, third.id)
    assert [answer and answer["success"] for answer in answers] == [True] * is_acknowledged
    assert cy.chat == dee.chat == stored(story) == ["once"]
    assert bo.shown == ["once"]
    assert "error" not in [name for name, _ in cy.events]


def test_two_messages_with_the_same_words_are_two_messages(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    cy.tell("chat-message", content="yes")
    assert story.call(cy, "chat-message", content="yes")["success"]
    assert cy.chat == ["yes", "yes"]
    keys = [key for _, key in rows(story)]
    assert [len(key or "") for key in keys] == [32, 32]
    assert keys[0] != keys[1]


def test_the_key_of_a_client_is_kept(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    assert story.call(cy, "chat-message", content="mine", key="b1c7-1")["success"]
    assert rows(story) == [("mine", "b1c7-1")]


def test_a_message_of_a_person_of_the_home_gets_no_key(story: Story) -> None:
    bo = story.enter(BO, story.home)
    assert story.call(bo, "chat-message", content="here")["success"]
    assert rows(story) == [("here", None)]


def test_nobody_sees_the_key(story: Story) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.edge)
    answer = story.call(cy, "chat-message", content="mine")
    page = story.call(bo, "get-messages")
    ((_, key),) = rows(story)
    assert key
    assert key not in repr([answer, page, bo.events, cy.events])


def test_a_client_gets_no_acknowledgement_for_which_it_has_not_asked(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    cy.tell("chat-message", content="heard")
    story.passes(2)
    assert cy.chat == ["heard"]
    assert cy.unexpected_answers == []


def test_a_refusal_is_told_once_as_an_event(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    story.meet.database.now(_turn_chat_off)
    cy.tell("chat-message", content="refused")
    story.passes(10)
    errors = [body["code"] for name, body in cy.events if name == "error"]
    assert errors == ["CHAT_DISABLED"]
    assert stored(story) == []
    assert cy.unexpected_answers == []


def test_a_message_that_waits_for_a_home_too_long_is_refused_with_an_event(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    story.meet.kill(story.home)
    story.meet.database.cut.add(story.edge.process)
    cy.tell("chat-message", content="lost?")
    story.passes(4)
    assert "error" not in [name for name, _ in cy.events]
    story.passes(2)
    assert [body["code"] for name, body in cy.events if name == "error"] == ["UNAVAILABLE"]


def _turn_chat_off() -> None:
    RoomSettings.objects.update(allow_chat=False)
