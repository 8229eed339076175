"""An edge dies: the home notices it, whatever its peers were doing."""

import asyncio

from tests.signaling.workers.story import BO, CY, LAPSED_SECONDS, Story


def test_a_join_that_outlives_its_edge_leaves_nobody_on_a_seat(story: Story) -> None:
    bo = story.enter(BO, story.home)
    cy = story.crowd.client(CY)
    cy.connect(story.edge)
    story.passes(2)
    story.home.process.start(hold_chat(story, 2 * LAPSED_SECONDS))
    cy.join(story.crowd.rooms[0].code)
    story.passes(1)
    story.meet.kill(story.edge)
    cy.go_away()
    story.passes(100)
    assert bo.is_in
    story.crowd.check_all_agree()


async def hold_chat(story: Story, seconds: float) -> None:
    """Keep the chat of the room busy, so that nobody can sit down."""
    async with story.home.presence.rooms.chat_order(story.room_key):
        await asyncio.sleep(seconds)
