"""`docs/protocol.md` describes exactly the events and codes of the native dialect."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import settings

from rooms import refusals as room_refusals
from rooms.pairing import PairingBlocked
from signaling import refusals as socket_refusals
from signaling.dialects.native import NATIVE
from signaling.presence.refusals import NotPaired
from signaling.protocol.event_context import NO_CONTEXT
from signaling.protocol.events import compatibility
from signaling.reference.acknowledgements import ACKNOWLEDGEMENTS
from tests.signaling.examples import an_event

DOCUMENT = (Path(settings.BASE_DIR) / "docs" / "protocol.md").read_text()

# The one code that is no Refusal: a namespace has no dialect to refuse in.
CODES_OF_THE_TRANSPORT = {"UNKNOWN_NAMESPACE"}


def section(title: str) -> str:
    _, _, rest = DOCUMENT.partition(f"\n## {title}\n")
    return rest.partition("\n## ")[0]


def examples(title: str) -> list[tuple[str, list[Any]]]:
    """Return the events of a section, each with its JSON examples in order."""
    parts = re.split(r"^### `([a-z-]+)`$", section(title), flags=re.MULTILINE)[1:]
    return [
        (name, [json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)])
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    ]


def fields_of(struct: type[msgspec.Struct]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(struct)}


def round_trip(example: Any, struct: type[msgspec.Struct]) -> Any:
    """Return what the code makes of an example: the same, if no field is missing or unknown."""
    return json.loads(msgspec.json.encode(msgspec.json.decode(json.dumps(example), type=struct)))


def same_times(example: Any) -> Any:
    """Write times without trailing zeros, as the encoder does."""
    return json.loads(re.sub(r"(\d\d:\d\d:\d\d)\.0+Z", r"\1Z", json.dumps(example)))


HEARD = examples("Client to server")
SAID = examples("Server to client")
# Natively the name of an event does not depend on what is in it.
SPOKEN = {
    said[0]: event
    for event, say in NATIVE.says.items()
    if event.__module__ != compatibility.__name__
    for said in say(None, NO_CONTEXT)
}


def test_every_event_that_is_heard_is_documented_once() -> None:
    assert sorted(name for name, _ in HEARD) == sorted(NATIVE.hears)


def test_every_event_that_is_said_is_documented_once() -> None:
    assert sorted(name for name, _ in SAID) == sorted(SPOKEN)


@pytest.mark.parametrize(("name", "blocks"), HEARD, ids=lambda value: str(value)[:20])
def test_an_example_of_a_client_is_the_command_with_every_field(
    name: str, blocks: list[Any]
) -> None:
    assert set(blocks[0]) == fields_of(NATIVE.hears[name].command)
    parsed = NATIVE.parse(an_event(name, blocks[0]))
    assert json.loads(msgspec.json.encode(parsed)) == blocks[0]


@pytest.mark.parametrize(("name", "blocks"), SAID, ids=lambda value: str(value)[:20])
def test_an_example_of_the_server_is_the_event_with_exactly_its_fields(
    name: str, blocks: list[Any]
) -> None:
    (example,) = blocks
    assert round_trip(example, SPOKEN[name]) == same_times(example)


@pytest.mark.parametrize(("name", "blocks"), HEARD, ids=lambda value: str(value)[:20])
def test_an_example_of_an_acknowledgement_has_the_fields_that_are_sent(
    name: str, blocks: list[Any]
) -> None:
    answer = {"success": True} if len(blocks) == 1 else blocks[1]
    assert answer["success"] is True
    said = {field: value for field, value in answer.items() if field != "success"}
    if (carried := ACKNOWLEDGEMENTS.get(NATIVE.hears[name].command)) is None:
        assert said == {}
        return
    inside = said[carried.under] if carried.under else said
    answered = round_trip(inside, carried.events[0])
    assert same_times(said) == ({carried.under: answered} if carried.under else answered)


def refusals() -> Iterator[type[room_refusals.Refusal]]:
    """Return every refusal that has a code of its own."""
    waiting = room_refusals.Refusal.__subclasses__()
    while waiting:
        refusal = waiting.pop()
        waiting += refusal.__subclasses__()
        if "code" in vars(refusal):
            yield refusal


def test_exactly_the_existing_codes_are_documented() -> None:
    assert {socket_refusals.UnknownEvent, NotPaired, PairingBlocked} <= set(refusals())
    documented = re.findall(r"^\| `([A-Z_]+)` \|", section("Codes"), re.MULTILINE)
    codes = {refusal.code for refusal in refusals()} | CODES_OF_THE_TRANSPORT
    assert sorted(documented) == sorted(codes)


def test_links_inside_the_document_have_a_target() -> None:
    headings = re.findall(r"^#+ (.*)$", DOCUMENT, re.MULTILINE)
    anchors = [re.sub(r"[^a-z0-9 -]", "", one.lower()).replace(" ", "-") for one in headings]
    numbered = {f"{one}-{anchors[:at].count(one)}" for at, one in enumerate(anchors)}
    for target in re.findall(r"\]\(#([^)]+)\)", DOCUMENT):
        assert target in {*anchors, *numbered}
