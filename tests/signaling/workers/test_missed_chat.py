"""A home ends after it has stored a message or a seat, and before it has told everybody."""

import pytest

from rooms.models import Message, RoomSettings
from tests.signaling.workers.simulation.crowd import Crowd
from tests.signaling.workers.simulation.meet import a_meet
from tests.signaling.workers.simulation.people import Client
from tests.signaling.workers.simulation.worker import Worker
from tests.signaling.workers.story import ANN, BO, CY, DEE, LAPSED_SECONDS, Story


def die_after_storing(story: Story, *contents: str, sender: int) -> None:
    """Let people of the home post, and kill the home before a packet has left it."""
    story.meet.network.cut(story.home.id)
    for content in contents:
        assert story.call(story.crowd.client(sender), "chat-message", content=content)["success"]
    kill_and_take_up(story)


def kill_and_take_up(story: Story) -> None:
    story.meet.kill(story.home)
    story.passes(LAPSED_SECONDS)


@pytest.fixture
def third(story: Story) -> Worker:
    worker: Worker = story.meet.run(story.meet.start_worker())
    return worker


def test_people_of_other_workers_get_a_message_that_was_only_stored(
    story: Story, third: Worker
) -> None:
    story.enter(BO, story.home)
    cy, dee = story.enter(CY, story.edge), story.enter(DEE, third)
    die_after_storing(story, "one", "two", sender=BO)
    assert story.call(cy, "chat-message", content="three")["success"]
    story.passes(1)
    assert cy.chat == dee.chat == ["one", "two", "three"]


def test_nobody_gets_a_message_twice(story: Story, third: Worker) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.edge)
    assert story.call(bo, "chat-message", content="read by Dee")["success"]
    dee = story.enter(DEE, third)
    assert story.call(bo, "chat-message", content="sent to all")["success"]
    story.passes(1)
    die_after_storing(story, "only stored", sender=BO)
    assert cy.chat == ["read by Dee", "sent to all", "only stored"]
    assert dee.chat == ["sent to all", "only stored"]


def test_only_those_get_a_message_who_lack_it(story: Story, third: Worker) -> None:
    bo = story.enter(BO, story.home)
    cy, dee = story.enter(CY, story.edge), story.enter(DEE, third)
    story.meet.network.cut(third.id)
    assert story.call(bo, "chat-message", content="one")["success"]
    story.passes(1)
    assert (cy.chat, dee.chat) == (["one"], [])
    story.meet.network.lose((story.home.id, third.id))
    story.meet.network.heal(third.id)
    kill_and_take_up(story)
    assert cy.chat == dee.chat == ["one"]


def test_a_sender_without_an_answer_gets_its_message_once(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    answers = story.asked(cy, "chat-message", content="mine", key="a" * 16)
    while not story.meet.database.now(Message.objects.exists):
        story.passes(0.0005)
    kill_and_take_up(story)
    assert cy.chat == ["mine"]
    assert [answer and answer["code"] for answer in answers] == ["UNAVAILABLE"]
    assert story.call(cy, "chat-message", content="mine", key="a" * 16)["success"]
    assert cy.chat == ["mine"]


@pytest.mark.parametrize("count", [49, 51])
def test_a_person_who_lacks_more_than_a_page_of_messages_joins_again(
    story: Story, count: int
) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.edge)
    assert story.call(bo, "chat-message", content="read by Cy")["success"]
    story.passes(1)
    contents = [str(number) for number in range(count)]
    die_after_storing(story, *contents, sender=BO)
    joins = [name for name, _ in cy.events].count("room-joined")
    assert (joins, cy.chat[1:]) == ((1, contents) if count == 49 else (2, []))
    assert cy.shown[-min(count, 50) :] == contents[-50:]
    story.crowd.check_all_agree()


@pytest.fixture
def waiting_room(story: Story) -> None:
    """Let everybody but the host knock."""
    story.meet.database.now(_open_waiting_room)


@pytest.mark.usefixtures("waiting_room")
def test_an_admitted_person_gets_no_message_twice(story: Story) -> None:
    ann, cy = story.enter(ANN, story.home), knocking(story, CY)
    assert story.call(ann, "chat-message", content="while Cy waits")["success"]
    assert story.call(ann, "admit-all", targetIds=story.crowd.knocks())["success"]
    story.passes(2)
    assert story.call(ann, "chat-message", content="to Cy")["success"]
    story.passes(1)
    die_after_storing(story, "only stored", sender=ANN)
    assert cy.is_in
    assert cy.chat == ["to Cy", "only stored"]


@pytest.mark.usefixtures("waiting_room")
def test_a_person_who_was_admitted_but_not_told_gets_in(story: Story) -> None:
    ann, cy = story.enter(ANN, story.home), knocking(story, CY)
    story.meet.network.cut(story.home.id)
    assert story.call(ann, "admit-all", targetIds=story.crowd.knocks())["success"]
    assert cy.is_waiting
    kill_and_take_up(story)
    story.passes(LAPSED_SECONDS)
    assert cy.is_in
    story.crowd.check_all_agree()


def knocking(story: Story, number: int) -> Client:
    client = story.crowd.client(number)
    client.connect(story.edge)
    client.join(story.crowd.rooms[0].code)
    story.passes(2)
    assert client.is_waiting
    return client


def _open_waiting_room() -> None:
    RoomSettings.objects.update(waiting_room=True)


# In these runs, the next home gets events before it knows that its claim succeeded.
@pytest.mark.parametrize("seed", [9, 26, 73])
def test_nobody_misses_a_message_while_the_home_is_replaced(
    transactional_db: None, seed: int
) -> None:
    with a_meet(seed) as meet:
        story = Story(meet, Crowd(meet))
        third = meet.run(meet.start_worker())
        story.enter(BO, story.home)
        staying = [story.enter(CY, story.edge), story.enter(DEE, third)]
        before = [client.peer_id for client in staying]
        for number in range(24):
            if number == 8:
                story.home.stop()
            say(staying, number)
            for _ in range(8):
                send_candidates(staying)
                story.passes(0.05)
        story.passes(LAPSED_SECONDS)
        stored = meet.database.now(_contents)
        assert stored[-1].startswith("23")
        for client in staying:
            assert client.chat == stored, client.name
        assert [client.peer_id for client in staying] == before
        assert meet.errors == []


def say(people: list[Client], number: int) -> None:
    for one in people:
        content = f"{number} of {one.name}"
        one.ask("chat-message", lambda _answer: None, content=content, key=content.ljust(16, "."))


def send_candidates(people: list[Client]) -> None:
    """Let each person send a candidate to the next person."""
    for one, other in zip(people, [*people[1:], people[0]], strict=True):
        one.ask("ice-candidate", lambda _answer: None, targetId=other.peer_id, candidate={})


def _contents() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("content", flat=True))
