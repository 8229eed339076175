"""A home dies, and what its people know differs from what it has stored."""

from tests.signaling.workers.story import BO, CY, DEE, LAPSED_SECONDS, Story


def test_people_of_other_workers_learn_of_a_join_that_was_only_stored(story: Story) -> None:
    story.enter(BO, story.home)
    cy = story.enter(CY, story.edge)
    story.meet.network.cut(story.home.id)
    dee = story.enter(DEE, story.home)
    assert [tile.name for tile in cy.tiles.values()] == ["Bo"]
    story.meet.kill(story.home)
    story.passes(2 * LAPSED_SECONDS)
    assert dee.is_in
    story.crowd.check_all_agree()


def test_a_person_of_whom_the_home_has_stored_only_the_row_is_no_ghost(story: Story) -> None:
    story.enter(BO, story.home)
    cy, dee = story.enter(CY, story.edge), story.crowd.client(DEE)
    dee.connect(story.home)
    dee.join(story.crowd.rooms[0].code)
    while len(cy.tiles) < 2:
        story.passes(0.001)
    story.meet.kill(story.home)
    dee.go_away()
    story.passes(100)
    assert [tile.name for tile in cy.tiles.values()] == ["Bo"]
    story.crowd.check_all_agree()


def test_nobody_is_told_again_what_everybody_knows(story: Story) -> None:
    story.enter(BO, story.home)
    cy, dee = story.enter(CY, story.edge), story.enter(DEE, story.edge)
    story.passes(2)
    seen = len(cy.events), len(dee.events)
    story.meet.kill(story.home)
    story.passes(LAPSED_SECONDS)
    told = [name for name, _ in [*cy.events[seen[0] :], *dee.events[seen[1] :]]]
    assert "user-joined" not in told
    assert "user-left" not in told
