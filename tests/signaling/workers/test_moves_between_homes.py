"""A person moves from a room to another, whose home is another worker."""

from tests.signaling.workers.story import (
    ANN,
    BO,
    CY,
    DEE,
    EVE,
    FAY,
    LAPSED_SECONDS,
    Story,
)


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


def test_a_person_who_moved_away_while_the_home_was_dead_has_left(story: Story) -> None:
    story.enter(BO, story.home)
    cy, dee = story.enter(CY, story.edge), story.enter(DEE, story.edge)
    story.meet.kill(story.home)
    cy.join(story.crowd.rooms[1].code)
    story.passes(3)
    assert cy.is_in
    story.passes(2 * LAPSED_SECONDS)
    assert [tile.name for tile in dee.tiles.values()] == ["Bo"]
    story.crowd.check_all_agree()


def test_a_refused_person_keeps_a_place_in_a_room_that_its_home_has_lost(story: Story) -> None:
    bo, cy = story.enter(BO, story.home), story.enter(CY, story.edge)
    # One of the four places is kept for the host.
    for number in (DEE, EVE, FAY):
        story.enter(number, story.home, room=1)
    bo.leave()
    # The sweep of every tenth second takes the room up.
    story.passes(3)
    story.meet.take_away(story.room_key)
    while story.home.presence.room(story.room_key) is not None:
        story.passes(0.1)
    cy.join(story.crowd.rooms[1].code)
    while not cy.events or cy.events[-1] != ("refused", "ROOM_FULL"):
        story.passes(0.1)
    assert story.home_of_room() == ""
    bo.join(story.crowd.rooms[0].code)
    story.passes(20)
    assert cy.is_in
    assert bo.is_in
    story.crowd.check_all_agree()
