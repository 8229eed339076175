"""The example of `docs/new-dialect.md` is a dialect that works."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from signaling.actions.event_fields import participant_of
from signaling.dialects import Dialect
from signaling.protocol import commands
from signaling.protocol.commands import JoinByName
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import ChatPosted, PeerJoined, PeerLeft
from tests.signaling.examples import THEN, a_raw_event, a_seat

DOCUMENT = (Path(settings.BASE_DIR) / "docs" / "new-dialect.md").read_text()
(EXAMPLE,) = re.findall(r"^```python\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)
ANN = a_seat("ann", peer_id="peer-ann", room_code="Garden")


@pytest.fixture
def plain() -> Dialect:
    """Give the dialect that the document makes."""
    made: dict[str, Any] = {}
    exec(EXAMPLE, made)  # noqa: S102 the document is our own
    dialect = made["PLAIN"]
    assert isinstance(dialect, Dialect)
    return dialect


def test_the_example_is_short() -> None:
    assert len(EXAMPLE.splitlines()) <= 60


def test_the_example_parses_its_events(plain: Dialect) -> None:
    def parse(name: str, payload: bytes) -> commands.Command:
        return plain.parse(a_raw_event(name, payload))

    assert parse("enter", b'{"room":"Garden","as":"Ann"}') == JoinByName(
        room_code="Garden", display_name="Ann"
    )
    assert parse("say", b'"Hello"') == commands.PostMessage(content="Hello")
    assert parse("exit", b"{}") == commands.Leave()


def test_the_example_sends_the_changes_of_others(plain: Dialect) -> None:
    posted = ChatPosted(
        id="1",
        sender_id="peer-ann",
        sender_participant_id=None,
        sender_name="Ann",
        content="Hello",
        type="TEXT",
        timestamp=THEN,
    )
    said = [
        said
        for event in (
            PeerJoined(participant=participant_of(ANN)),
            posted,
            PeerLeft(socket_id="peer-ann"),
        )
        for said in plain.says[type(event)](event, EventContext(seat=ANN))
    ]
    assert said == [
        ("entered", {"room": "Garden", "name": "Ann"}),
        ("said", "Ann", "Hello"),
        ("left", {"room": "Garden", "name": "Ann"}),
    ]
