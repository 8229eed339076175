"""`docs/dialects.md` lists exactly what each dialect hears and says."""

import re
from pathlib import Path

import msgspec
import pytest
from django.conf import settings
from msgspec import Raw

from signaling.actions.event_fields import participant_of
from signaling.dialects import Dialect, silent
from signaling.dialects.meetmates import MEETMATES, MEETMATES_PAGE
from signaling.dialects.rtcio import RTCIO
from signaling.dialects.webrtc_demo import WEBRTC_DEMO
from signaling.protocol.event_context import EventContext, OriginalPayload
from signaling.protocol.events import Event
from tests.signaling.examples import THEN, a_seat

DOCUMENT = (Path(settings.BASE_DIR) / "docs" / "dialects.md").read_text()
SECTIONS = {"MeetMates": MEETMATES, "rtc.io": RTCIO, "webrtc-demo": WEBRTC_DEMO}
SEAT = a_seat("ann", peer_id="peer-ann", has_shown_media=True)
PARTICIPANT = participant_of(SEAT)
BODY = Raw(b"{}")
CONTEXT = EventContext(
    seat=SEAT,
    others=[SEAT],
    target_id="peer-bo",
    original=OriginalPayload("rtcio", Raw(b'{"data":{}}')),
)


def names(title: str, heading: str) -> list[str]:
    """Return the event names in the first column of a table."""
    section = DOCUMENT.partition(f"\n## {title}")[2].partition("\n## ")[0]
    table = section.partition(f"\n### {heading}\n")[2].partition("\n### ")[0]
    return re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)


def an_example(event: type[Event]) -> Event:
    """Return an event with something in each field, whatever its type."""
    known = {"timestamp": THEN, "participant": PARTICIPANT, "you": PARTICIPANT, "sdp": BODY}
    fields = msgspec.structs.fields(event)
    return event(**{field.name: known.get(field.name, BODY) for field in fields})


@pytest.mark.parametrize(("title", "dialect"), SECTIONS.items())
def test_every_event_that_is_heard_is_documented_once(title: str, dialect: Dialect) -> None:
    assert sorted(names(title, "Client to server")) == sorted(dialect.hears)


@pytest.mark.parametrize(("title", "dialect"), SECTIONS.items())
def test_every_event_that_is_said_is_documented_once(title: str, dialect: Dialect) -> None:
    assert sorted(names(title, "Server to client")) == sorted(spoken_by(dialect))


def test_meetmates_own_page_hears_the_same_but_for_the_loss_of_a_partner() -> None:
    assert MEETMATES_PAGE.hears == MEETMATES.hears
    assert spoken_by(MEETMATES) - spoken_by(MEETMATES_PAGE) == {"partnerLeft"}
    assert spoken_by(MEETMATES_PAGE) < spoken_by(MEETMATES)


def spoken_by(dialect: Dialect) -> set[str]:
    return {
        name
        for event, say in dialect.says.items()
        if say is not silent
        for name, *_ in say(an_example(event), CONTEXT)
    }
