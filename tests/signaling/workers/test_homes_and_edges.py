"""Rooms with one home among several workers: claims, taking up, events under way, second homes."""

import pytest

from rooms.models import RoomSnapshot
from tests.signaling.workers.simulation.crowd import Crowd
from tests.signaling.workers.simulation.meet import Meet
from tests.signaling.workers.simulation.people import Client
from tests.signaling.workers.simulation.worker import Worker

ANN, BO, CY, DEE, EVE = range(5)
LAPSED_SECONDS = 10


class Story:
    """Two workers; the first is the home of the room in which people meet."""

    def __init__(self, meet: Meet, crowd: Crowd) -> None:
        self.meet = meet
        self.crowd = crowd
        self.home: Worker = meet.run(meet.start_worker())
        self.edge: Worker = meet.run(meet.start_worker())
        self.room_key = str(crowd.rooms[0].pk)

    def enter(self, number: int, worker: Worker, room: int = 0) -> Client:
        client = self.crowd.client(number)
        client.connect(worker)
        client.join(self.crowd.rooms[room].code)
        self.passes(2)
        assert client.is_in, client.events
        return client

    def passes(self, seconds: float) -> None:
        self.meet.run(self.meet.pass_seconds(seconds))

    def call(self, client: Client, name: str, **fields: object) -> dict[str, object]:
        answer: dict[str, object] = self.meet.run(client.call(name, **fields))
        return answer

    def asked(self, client: Client, name: str, **fields: object) -> list[dict[str, object] | None]:
        """Send an event, and return a list that gets the answer."""
        answers: list[dict[str, object] | None] = []
        client.ask(name, answers.append, **fields)
        return answers

    def claims(self) -> dict[str, tuple[str, int]]:
        return self.meet.database.now(_claims)  # type: ignore[no-any-return]

    def home_of_room(self) -> str:
        return self.claims()[self.room_key][0]


def _claims() -> dict[str, tuple[str, int]]:
    rows = RoomSnapshot.objects.values_list("pk", "worker", "epoch")
    return {key: (worker, epoch) for key, worker, epoch in rows}


@pytest.fixture
def story(meet: Meet, crowd: Crowd) -> Story:
    return Story(meet, crowd)


# Claims


def test_the_first_worker_that_is_asked_is_the_home(story: Story) -> None:
    story.enter(BO, story.home)
    story.enter(CY, story.edge)
    assert story.home_of_room() == story.home.id
    assert len(story.home.presence.seats(story.room_key)) == 2
    assert story.edge.presence.is_empty()


def test_two_workers_that_are_asked_at_the_same_time_agree_on_one_home(story: Story) -> None:
    for number, worker in ((BO, story.home), (CY, story.edge), (DEE, story.home)):
        story.crowd.client(number).connect(worker)
        story.crowd.client(number).join(story.crowd.rooms[0].code)
    story.passes(5)
    story.crowd.check_all_agree()
    assert len(story.claims()) == 1


def test_a_home_that_is_only_slow_keeps_its_rooms(story: Story) -> None:
    story.enter(BO, story.home)
    story.home.process.freeze()
    cy = story.crowd.client(CY)
    cy.connect(story.edge)
    cy.join(story.crowd.rooms[0].code)
    story.passes(4)
    assert not cy.is_in
    assert story.home_of_room() == story.home.id
    story.home.process.thaw()
    story.passes(3)
    assert cy.is_in
    story.crowd.check_all_agree()


def test_an_empty_room_is_claimed_by_nobody(story: Story) -> None:
    bo = story.enter(BO, story.home)
    bo.leave()
    story.passes(3)
    assert story.claims() == {}
    story.enter(CY, story.edge)
    assert story.home_of_room() == story.edge.id


def test_a_join_while_the_claim_ends_finds_a_home(story: Story) -> None:
    bo, cy = story.enter(BO, story.home), story.crowd.client(CY)
    cy.connect(story.edge)
    story.passes(1)
    for _ in range(20):
        bo.leave()
        story.passes(story.meet.chance.random() * 2)
        cy.join(story.crowd.rooms[0].code)
        story.passes(story.meet.chance.random())
        bo.join(story.crowd.rooms[0].code)
        story.passes(3)
        story.crowd.check_all_agree()
        cy.leave()
        story.passes(1)


# Second homes


def test_a_home_that_lost_its_claim_gives_the_room_up_though_it_writes_nothing(
    story: Story,
) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.edge)
    story.meet.take_away(story.room_key)
    story.enter(DEE, story.edge)
    assert story.home_of_room() == story.edge.id
    story.passes(6)
    assert story.home.presence.is_empty()
    assert bo.is_in
    assert cy.is_in
    story.crowd.check_all_agree()


def test_a_home_that_lost_its_claim_admits_nobody(story: Story) -> None:
    for number in (ANN, BO):
        story.enter(number, story.home)
    story.meet.take_away(story.room_key)
    story.enter(CY, story.edge)
    for number in (DEE, EVE):
        client = story.crowd.client(number)
        client.connect(story.home)
        client.join(story.crowd.rooms[0].code)
    story.passes(8)
    story.crowd.read_rows()
    assert len(story.crowd.open_seats[story.room_key]) == 4
    story.crowd.check_all_agree()


def test_the_end_of_a_seat_is_left_to_the_new_home(story: Story) -> None:
    bo = story.enter(BO, story.home)
    story.meet.take_away(story.room_key)
    story.enter(CY, story.edge)
    bo.leave()
    story.passes(70)
    story.crowd.check_all_agree()


# The death of a home


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


# Events while there is no home


def test_an_event_without_a_home_is_refused_after_five_seconds(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    story.meet.kill(story.home)
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


def test_too_large_events_without_a_home_are_refused_at_once(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    story.meet.kill(story.home)
    sent = [
        story.asked(cy, "offer", targetId="x", sdp={"type": "offer", "sdp": "a" * 60_000})
        for _ in range(5)
    ]
    story.passes(0.1)
    assert [bool(answers) for answers in sent] == [False] * 4 + [True]
    assert sent[-1][0] is not None
    assert sent[-1][0]["code"] == "UNAVAILABLE"


# Moving from a room to another


def test_a_person_moves_between_homes(story: Story) -> None:
    bo = story.enter(BO, story.home)
    cy = story.enter(CY, story.home)
    dee = story.enter(DEE, story.edge, room=1)
    cy.join(story.crowd.rooms[1].code)
    story.passes(5)
    assert bo.tiles == {}
    assert [tile.name for tile in dee.tiles.values()] == ["Cy"]
    story.crowd.check_all_agree()
    cy.join(story.crowd.rooms[0].code)
    story.passes(5)
    assert dee.tiles == {}
    assert [tile.name for tile in bo.tiles.values()] == ["Cy"]
    story.crowd.check_all_agree()


def test_a_refused_move_keeps_the_earlier_place(story: Story) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.home)
    ann = story.enter(ANN, story.edge, room=1)
    assert story.call(ann, "lock-room", locked=True)["success"]
    cy.join(story.crowd.rooms[1].code)
    story.passes(3)
    assert ("refused", "ROOM_LOCKED") in cy.events
    assert [tile.name for tile in bo.tiles.values()] == ["Cy"]
    assert story.call(cy, "chat-message", content="still here")["success"]
    assert bo.chat == ["still here"]


# Drain, gaps and cuts


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
