"""A reaction is recognized with or without variation selectors."""

import pytest

from rooms.reactions import REACTIONS, reaction_of

TEXT, PICTURE = "\ufe0e", "\ufe0f"


@pytest.mark.parametrize("reaction", REACTIONS)
@pytest.mark.parametrize("selector", ["", TEXT, PICTURE])
def test_all_twelve_are_known_with_each_variation_selector_and_without(
    reaction: str, selector: str
):
    plain = reaction.replace(PICTURE, "")
    assert reaction_of(plain + selector) == reaction
    assert reaction_of(selector + plain) == reaction


def test_there_are_twelve_in_the_form_that_is_shown():
    assert len(set(REACTIONS)) == 12
    assert "\u2764\ufe0f" in REACTIONS


@pytest.mark.parametrize(
    "other", ["", PICTURE, "👍🏽", "👍👍", "♥", "🖤", "❤️‍🔥", "thumbs up", "<b>"]
)
def test_others_are_none(other: str):
    assert reaction_of(other) is None
