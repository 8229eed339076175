"""Text of other people, isolated by direction inside the text of pages."""

import pytest

from accounts.bidi import isolate


@pytest.mark.parametrize("text", ["", "Weekly planning", "Größe 5?", "会議", "🎉 1 + 1"])
def test_text_from_left_to_right_stays_as_it_is(text: str) -> None:
    assert isolate(text) == text


@pytest.mark.parametrize("text", ["שלום?", "اجتماع", "Team \u05d0", "١٢٣"])
def test_text_from_right_to_left_is_isolated(text: str) -> None:
    assert isolate(text) == f"\u2068{text}\u2069"
