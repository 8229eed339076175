"""Links are recognized alike on pages and in the chat of a meeting."""

import json
from typing import Any

import pytest
from django.conf import settings

from rooms.links import split_links
from rooms.templatetags.links import linked

_CASES = settings.BASE_DIR / "tests" / "cases" / "links.json"


@pytest.mark.parametrize("case", json.loads(_CASES.read_text()), ids=lambda case: case["content"])
def test_what_the_chat_shows_as_a_link_is_one(case: dict[str, Any]) -> None:
    parts = split_links(case["content"])

    assert [part.href for part in parts if part.href] == case["links"]
    assert "".join(part.text for part in parts) == case["content"]
    assert all(part.href in ("", part.text) for part in parts)


def test_everything_around_a_link_is_text() -> None:
    assert linked('<b>"https://example.org/?a&b"</b>') == (
        '&lt;b&gt;&quot;<a href="https://example.org/?a&amp;b" dir="ltr" target="_blank"'
        ' rel="noopener noreferrer nofollow">https://example.org/?a&amp;b</a>&quot;&lt;/b&gt;'
    )


@pytest.mark.parametrize("run", [")", "(", ".", "http://", "https://a", "«", "👍"])
def test_long_runs_of_what_is_not_an_address_take_no_time(run: str) -> None:
    assert split_links(f"https://example.org/{run * 2000}")
