"""Rooms with one home among several workers: claims, and a second home."""

from tests.signaling.workers.story import ANN, BO, CY, DEE, EVE, Story


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


def test_the_end_of_a_seat_is_not_stored_once_its_person_is_back(story: Story) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.home)
    story.meet.database.cut.add(story.home.process)
    bo.leave()
    # The pause before the next attempt is longer than what follows.
    story.passes(20)
    assert [tile.name for tile in cy.tiles.values()] == []
    story.meet.take_away(story.room_key)
    story.meet.database.cut.discard(story.home.process)
    story.passes(2.5)
    bo.join(story.crowd.rooms[0].code)
    story.passes(70)
    assert bo.is_in
    story.crowd.check_all_agree()


def test_a_room_that_could_not_be_taken_up_is_taken_up_later(story: Story) -> None:
    bo = story.enter(BO, story.home)
    story.meet.kill(story.home)
    bo.go_away()
    while story.home_of_room() != story.edge.id:
        story.passes(0.01)
    story.meet.database.cut.add(story.edge.process)
    story.passes(2)
    story.meet.database.cut.discard(story.edge.process)
    story.passes(100)
    story.crowd.check_nothing_is_left()


def test_a_worker_that_stops_claims_no_room(story: Story) -> None:
    story.enter(BO, story.edge)
    cy = story.enter(CY, story.home, room=1)
    cy.join(story.crowd.rooms[0].code)
    story.meet.take_away(story.room_key)
    story.home.stop()
    story.passes(0.5)
    assert story.home_of_room() != story.home.id
    story.passes(80)
    story.crowd.check_all_agree()


def test_the_end_of_a_seat_is_left_to_the_new_home(story: Story) -> None:
    bo = story.enter(BO, story.home)
    story.meet.take_away(story.room_key)
    story.enter(CY, story.edge)
    bo.leave()
    story.passes(70)
    story.crowd.check_all_agree()
