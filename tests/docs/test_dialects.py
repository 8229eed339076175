"""`docs/dialects.md` lists exactly what each dialect hears and says."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from signaling.dialects import Dialect
from signaling.dialects.meetmates import MEETMATES
from signaling.pairing import events
from signaling.scene import NOWHERE

DOCUMENT = (Path(settings.BASE_DIR) / "docs" / "dialects.md").read_text()
SECTIONS = {"MeetMates": MEETMATES}
# Only these are needed to tell the name of what is said.
EXAMPLES = {events.OnlineCounted: events.OnlineCounted(count=1)}


def names(title: str, heading: str) -> list[str]:
    """Return the event names in the first column of a table."""
    section = DOCUMENT.partition(f"\n## {title}")[2].partition("\n## ")[0]
    table = section.partition(f"\n### {heading}\n")[2].partition("\n### ")[0]
    return re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)


@pytest.mark.parametrize(("title", "dialect"), SECTIONS.items())
def test_every_event_that_is_heard_is_documented_once(title: str, dialect: Dialect) -> None:
    assert sorted(names(title, "What clients say")) == sorted(dialect.hears)


def test_every_event_that_is_said_is_documented_once() -> None:
    spoken = [
        name
        for event, say in MEETMATES.says.items()
        for name, *_ in say(EXAMPLES.get(event), NOWHERE)
    ]
    assert sorted(names("MeetMates", "What the server says")) == sorted(spoken)
