"""A home dies or gives its rooms back, and another worker takes them up."""

from functools import partial

import pytest

from accounts.models import User
from tests.protocol.joining import access_token
from tests.signaling.workers.simulation.people import Client
from tests.signaling.workers.simulation.records import Person
from tests.signaling.workers.story import ANN, BO, CY, DEE, EVE, LAPSED_SECONDS, Story


def test_people_of_other_workers_keep_their_connection_when_the_home_dies(story: Story) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.edge)
    peer_id = cy.peer_id
    story.meet.kill(story.home)
    story.passes(LAPSED_SECONDS)
    assert cy.peer_id == peer_id
    assert story.home_of_room() == story.edge.id
    story.passes(LAPSED_SECONDS)
    assert bo.is_in
    story.crowd.check_all_agree()


@pytest.mark.parametrize("older_by_seconds", [0.3, 0.8, 1.3, 1.8])
def test_older_and_newer_workers_ask_each_other_for_the_people_of_a_dead_home(
    story: Story, older_by_seconds: float
) -> None:
    # The worker that renews its lease first notices the death first, and takes the room up.
    story.passes(older_by_seconds)
    newest = story.meet.run(story.meet.start_worker())
    story.passes(LAPSED_SECONDS)
    bo = story.enter(BO, story.edge)
    cy, dee = story.enter(CY, story.home), story.enter(DEE, newest)
    peer_ids = cy.peer_id, dee.peer_id
    story.meet.kill(story.edge)
    story.passes(2 * LAPSED_SECONDS)
    assert (cy.peer_id, dee.peer_id) == peer_ids
    assert bo.is_in
    story.crowd.check_all_agree()


@pytest.mark.parametrize("seed", range(4))
def test_a_worker_may_report_to_a_new_home_that_does_not_know_it_yet(
    story: Story, seed: int
) -> None:
    # Both notice the death in the same moment; the seed decides how long each reads the rows.
    story.meet.chance.seed(seed)
    third = story.meet.run(story.meet.start_worker())
    bo = story.enter(BO, story.home)
    cy, dee = story.enter(CY, story.edge), story.enter(DEE, third)
    peer_ids = cy.peer_id, dee.peer_id
    story.meet.kill(story.home)
    story.passes(2 * LAPSED_SECONDS)
    assert (cy.peer_id, dee.peer_id) == peer_ids
    assert bo.is_in
    story.crowd.check_all_agree()


def test_a_lock_outlives_its_home(story: Story) -> None:
    ann = story.enter(ANN, story.edge)
    story.enter(BO, story.home)
    assert story.call(ann, "lock-room", locked=True)["success"]
    story.meet.kill(story.home)
    story.passes(2 * LAPSED_SECONDS)
    dee = story.crowd.client(DEE)
    dee.connect(story.edge)
    dee.join(story.crowd.rooms[0].code)
    story.passes(2)
    assert ("refused", "ROOM_LOCKED") in dee.events


def test_a_spotlight_outlives_its_home_until_its_person_leaves(story: Story) -> None:
    ann, cy = story.enter(ANN, story.edge), story.enter(CY, story.edge)
    story.enter(BO, story.home)
    seat_id = dict(cy.events)["room-joined"]["participantId"]
    assert story.call(ann, "set-spotlight", participantId=seat_id)["success"]
    story.meet.kill(story.home)
    story.passes(2 * LAPSED_SECONDS)
    dee = story.enter(DEE, story.edge)
    assert dict(dee.events)["room-joined"]["spotlight"] == seat_id
    cy.leave()
    story.passes(2)
    assert ("spotlight-changed", {"participantId": None}) in dee.events


@pytest.mark.parametrize("seconds_until_death", [1, 150])
def test_a_person_acts_for_the_host_after_the_death_of_the_home_until_the_host_is_back(
    story: Story, seconds_until_death: float
) -> None:
    # The host is missed after two minutes: before the death of the home, or after it.
    ann, zoe = story.enter(ANN, story.home), an_account(story)
    zoe.connect(story.edge)
    zoe.join(story.crowd.rooms[0].code)
    story.passes(2)
    ann.go_away()
    story.passes(seconds_until_death)
    assert story.call(zoe, "lock-room", locked=True)["success"] == (seconds_until_death > 120)
    story.passes(2)
    story.meet.kill(story.home)
    story.passes(LAPSED_SECONDS if seconds_until_death > 120 else 150)
    assert story.call(zoe, "lock-room", locked=True)["success"]
    ann.connect(story.edge)
    ann.join(story.crowd.rooms[0].code)
    story.passes(2)
    assert ann.is_in
    assert not story.call(zoe, "lock-room", locked=False)["success"]
    assert story.call(ann, "lock-room", locked=False)["success"]


def test_a_host_who_was_back_before_the_room_had_a_new_home_is_not_missed(story: Story) -> None:
    bo, ann = story.enter(BO, story.home), story.enter(ANN, story.edge)
    assert story.call(ann, "update-settings", settings={"whenHostLeaves": "lock"})["success"]
    ann.is_out = True
    ann.lose()
    # The absence of the host is stored.
    story.passes(2)
    story.meet.kill(story.home)
    ann.connect(story.edge)
    story.passes(LAPSED_SECONDS + 150)
    assert ann.is_in
    assert ("room-locked", {"locked": True}) not in bo.events


def an_account(story: Story) -> Client:
    """Return a client of a person with an account, who may act for the host."""
    create = partial(User.objects.create_user, "zoe@example.org", display_name="Zoe")
    token = story.meet.database.now(access_token, story.meet.database.now(create))
    return Client(story.meet, Person("Zoe", token))


def test_a_person_who_left_just_before_the_death_is_shown_to_nobody(story: Story) -> None:
    story.enter(BO, story.edge)
    cy = story.enter(CY, story.home)
    story.passes(2)
    cy.leave()
    story.meet.kill(story.home)
    story.passes(100)
    story.crowd.check_all_agree()


def test_people_are_told_of_a_leave_that_the_last_home_only_stored(story: Story) -> None:
    dee, bo = story.enter(DEE, story.home), story.enter(BO, story.edge)
    story.passes(2)
    story.meet.network.cut(story.home.id)
    dee.leave()
    while len(story.crowd.open_seats.get(story.room_key, ("", ""))) > 1:
        story.passes(0.02)
        story.crowd.read_rows()
    dee.go_away()
    story.meet.kill(story.home)
    story.passes(100)
    assert bo.is_in
    story.crowd.check_all_agree()


def test_a_drain_gives_the_rooms_to_another_worker_without_a_leave(story: Story) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.edge)
    story.home.stop()
    story.passes(5)
    assert story.home_of_room() == story.edge.id
    assert bo.is_in
    assert [name for name, _ in cy.events if name == "user-left"] == []
    story.crowd.check_all_agree()


@pytest.mark.parametrize("is_to_the_home", [True, False])
def test_after_a_gap_everybody_agrees_again(story: Story, is_to_the_home: bool) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.edge)
    workers = (story.edge.id, story.home.id) if is_to_the_home else (story.home.id, story.edge.id)
    if is_to_the_home:
        cy.go_away()
    else:
        bo.leave()
    story.passes(0.001)
    story.meet.network.lose(workers)
    story.passes(100)
    story.crowd.check_all_agree()


def test_a_worker_that_was_frozen_beyond_the_lapse_ends(story: Story) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.edge)
    story.home.process.freeze()
    story.passes(15)
    assert story.home_of_room() == story.edge.id
    story.home.process.thaw()
    story.passes(10)
    assert not story.home.is_up
    assert story.home.runtime.is_lease_lapsed()
    assert story.home.runtime.must_restart
    assert not story.edge.runtime.must_restart
    assert bo.worker is story.edge
    assert bo.is_in
    assert cy.is_in
    story.crowd.check_all_agree()


def test_a_room_that_was_given_back_is_taken_up_without_waiting_for_the_stopped_worker(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    story.enter(BO, story.home)
    story.home.stop()
    story.meet.run(story.home.stopping)
    cy = story.crowd.client(CY)
    cy.connect(story.edge)
    cy.join(story.crowd.rooms[0].code)
    with caplog.at_level("INFO"):
        story.passes(3)
    assert cy.is_in
    assert "took up a room" in caplog.text
    assert "did not answer" not in caplog.text


def test_a_worker_that_stops_without_a_database_gives_its_lease_back(story: Story) -> None:
    story.enter(BO, story.home)
    story.meet.database.cut.add(story.home.process)
    story.home.stop()
    story.passes(2)
    assert story.meet.counters.revoked == [story.home.id]


def test_nothing_is_left_when_everybody_has_gone(story: Story) -> None:
    for number, worker in ((BO, story.home), (CY, story.edge), (DEE, story.edge)):
        story.enter(number, worker)
    story.enter(EVE, story.edge, room=1)
    for client in story.crowd.clients:
        client.go_away()
    story.passes(200)
    story.crowd.check_nothing_is_left()
