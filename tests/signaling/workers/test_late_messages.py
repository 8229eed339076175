"""Messages of workers that arrive late: a join was refused, or a room has another home."""

import pytest

from signaling.dialects.registry import DIALECTS
from signaling.protocol.events import LockChanged
from signaling.workers.messages import (
    Close,
    GivenBack,
    NotHome,
    Packets,
    Restart,
    RollCallAnswer,
)
from tests.signaling.workers.simulation.people import Client
from tests.signaling.workers.simulation.worker import Worker
from tests.signaling.workers.story import BO, CY, DEE, LAPSED_SECONDS, Story


@pytest.fixture
def third(story: Story) -> Worker:
    # The older worker notices a death first, because it renews its lease first.
    story.passes(0.5)
    worker: Worker = story.meet.run(story.meet.start_worker())
    return worker


def lock_changed() -> bytes:
    (packet,) = DIALECTS["/"].encode(LockChanged(locked=True))
    return packet


def join_in_vain(story: Story, client: Client) -> None:
    """Let a client of the edge join, and wait until the join is refused without an answer."""
    client.connect(story.edge)
    client.join(story.crowd.rooms[0].code)
    while not client.events:
        story.passes(0.1)
    assert client.events[-1] == ("refused", "UNAVAILABLE")


def test_a_place_that_is_given_after_the_join_was_refused_is_left(story: Story) -> None:
    bo, cy = story.enter(BO, story.home), story.crowd.client(CY)
    story.home.process.freeze()
    join_in_vain(story, cy)
    cy.leave()
    story.home.process.thaw()
    story.passes(3)
    assert [name for name, _ in bo.events].count("user-joined") == 1
    assert bo.tiles == {}
    story.crowd.check_all_agree()


def test_a_late_place_is_kept_by_a_person_who_asks_there_again(story: Story) -> None:
    bo, cy = story.enter(BO, story.home), story.crowd.client(CY)
    story.home.process.freeze()
    join_in_vain(story, cy)
    story.passes(0.9)
    story.home.process.thaw()
    story.passes(3)
    assert cy.is_in
    assert [tile.name for tile in bo.tiles.values()] == ["Cy"]
    story.crowd.check_all_agree()


def test_a_join_is_acknowledged_once_although_its_home_answers_late(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.crowd.client(CY)
    story.meet.network.cut(story.home.id)
    join_in_vain(story, cy)
    # The client asks again before the home gets the first join.
    story.passes(1.1)
    story.meet.network.heal(story.home.id)
    story.passes(3)
    assert cy.is_in
    assert cy.unexpected_answers == []


def test_what_an_earlier_home_still_sends_is_dropped(story: Story, third: Worker) -> None:
    story.enter(BO, story.home)
    story.enter(CY, story.edge)
    dee = story.enter(DEE, third)
    peer_id = dee.peer_id
    story.deliver(story.home, third, Packets([peer_id], lock_changed()))
    story.passes(1)
    assert [name for name, _ in dee.events].count("room-locked") == 1
    story.meet.kill(story.home)
    story.passes(LAPSED_SECONDS)
    assert story.home_of_room() == story.edge.id
    for message in (Packets([peer_id], lock_changed()), Close(peer_id), Restart(peer_id)):
        story.deliver(story.home, third, message)
    story.passes(1)
    assert [name for name, _ in dee.events].count("room-locked") == 1
    assert dee.peer_id == peer_id
    story.deliver(story.edge, third, Packets([peer_id], lock_changed()))
    story.passes(1)
    assert [name for name, _ in dee.events].count("room-locked") == 2


def test_a_volatile_event_reaches_a_peer_of_another_worker_unless_it_is_lost(
    story: Story, third: Worker
) -> None:
    story.enter(BO, story.home)
    dee = story.enter(DEE, third)
    volatile = Packets([dee.peer_id], lock_changed(), is_volatile=True)
    story.deliver(story.home, third, volatile)
    story.passes(1)
    assert [name for name, _ in dee.events].count("room-locked") == 1
    dee.lose()
    story.deliver(story.home, third, volatile)
    story.passes(5)
    assert dee.is_in
    assert [name for name, _ in dee.events].count("room-locked") == 1


def test_what_the_home_sends_is_not_lost_although_it_has_just_denied_to_be_the_home(
    story: Story, third: Worker
) -> None:
    story.enter(BO, story.home)
    dee = story.enter(DEE, third)
    story.deliver(story.home, third, NotHome(dee.peer_id, 0, None))
    story.deliver(story.home, third, Packets([dee.peer_id], lock_changed()))
    story.passes(1)
    assert [name for name, _ in dee.events].count("room-locked") == 1


@pytest.mark.parametrize("ending", ["given back", "dead"])
def test_a_home_that_denied_to_be_the_home_is_not_heard_after_its_end(
    story: Story, third: Worker, ending: str
) -> None:
    story.enter(BO, story.home)
    dee = story.enter(DEE, third)
    story.deliver(story.home, third, NotHome(dee.peer_id, 0, None))
    if ending == "dead":
        story.meet.kill(story.home)
        story.passes(LAPSED_SECONDS)
    else:
        story.deliver(story.home, third, GivenBack([story.room_key]))
    story.deliver(story.home, third, Packets([dee.peer_id], lock_changed()))
    story.passes(0.0005)
    assert "room-locked" not in [name for name, _ in dee.events]


def test_the_clients_of_a_worker_that_answers_a_roll_call_late_connect_again(
    story: Story, third: Worker
) -> None:
    story.enter(BO, story.home)
    cy, dee = story.enter(CY, story.edge), story.enter(DEE, third)
    peer_ids = cy.peer_id, dee.peer_id
    story.meet.kill(story.home)
    story.passes(3)
    third.process.freeze()
    while story.home_of_room() != story.edge.id:
        story.passes(0.1)
    story.passes(2)
    third.process.thaw()
    story.passes(LAPSED_SECONDS)
    assert cy.peer_id == peer_ids[0]
    assert dee.peer_id != peer_ids[1]
    assert dee.is_in
    story.crowd.check_all_agree()


@pytest.mark.parametrize("is_this_epoch", [False, True])
def test_an_answer_to_the_roll_call_of_an_earlier_epoch_changes_nothing(
    story: Story, is_this_epoch: bool
) -> None:
    bo = story.enter(BO, story.home)
    story.enter(CY, story.edge)
    epoch = story.claims()[story.room_key][1]
    nobody = RollCallAnswer(story.room_key, epoch if is_this_epoch else epoch - 1, [])
    story.deliver(story.edge, story.home, nobody)
    story.passes(5)
    assert [tile.is_live for tile in bo.tiles.values()] == [not is_this_epoch]
