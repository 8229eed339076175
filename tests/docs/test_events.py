"""`docs/events/` describes the events of the native dialect, as AsyncAPI 3 and as types."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from signaling import reference
from signaling import refusals as socket_refusals
from signaling.dialects.native import NATIVE
from signaling.protocol.events import JoinRefused
from signaling.reference.acknowledgements import ACKNOWLEDGEMENTS
from signaling.reference.generated_files import generated_files
from tests.docs.test_protocol import CODES_OF_THE_TRANSPORT, SPOKEN, refusals

DOCUMENT: dict[str, Any] = json.loads(reference.DOCUMENT.read_text())
MESSAGES: dict[str, Any] = DOCUMENT["components"]["messages"]
OPERATIONS: dict[str, Any] = DOCUMENT["operations"]

# Said before there is an event, or without one.
# A join is answered first by a place in the waiting room, and by this only later.
CODES_TOLD_LATER = {"STILL_WAITING"}
CODES_OF_THE_CONNECTION = {
    *("SESSION_EXPIRED", "SIGNED_OUT", "TOKEN_EXPIRED"),
    *CODES_OF_THE_TRANSPORT,
}


def resolve(pointer: str) -> Any:
    """Return what stands at a place in the document; raise KeyError where nothing does."""
    found: Any = DOCUMENT
    for step in pointer.removeprefix("#/").split("/"):
        found = found[step]
    return found


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


@pytest.mark.parametrize("path", generated_files(), ids=lambda path: path.name)
def test_the_files_are_up_to_date(path: Path) -> None:
    assert path.read_text() == generated_files()[path], "run: manage.py document_events"


def test_the_document_has_the_shape_of_asyncapi_3() -> None:
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert set(DOCUMENT) == {
        "asyncapi",
        "info",
        "defaultContentType",
        "servers",
        "channels",
        "operations",
        "components",
    }
    assert {"title", "version"} <= set(DOCUMENT["info"])
    assert {"host", "protocol"} <= set(DOCUMENT["servers"]["meet"])
    assert set(DOCUMENT["components"]) == {"messages", "schemas"}
    keys = [*DOCUMENT["channels"], *OPERATIONS, *MESSAGES, *DOCUMENT["components"]["schemas"]]
    assert [key for key in keys if not re.fullmatch(r"[\w.-]+", key)] == []


def test_every_reference_has_a_target() -> None:
    found = set(references(DOCUMENT))

    assert len(found) > len(MESSAGES)
    for pointer in found:
        resolve(pointer)


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_an_operation_has_one_direction_and_messages_of_its_channel(
    operation: dict[str, Any],
) -> None:
    allowed = {"action", "channel", "messages", "reply", "x-refusals", "x-refused-by"}
    reply = operation.get("reply", {"messages": []})

    assert set(operation) <= allowed
    assert operation["action"] == ("receive" if "reply" in operation else "send")
    assert operation["channel"] == {"$ref": "#/channels/native"}
    for message in (*operation["messages"], *reply["messages"]):
        assert message["$ref"].startswith("#/channels/native/messages/")


def test_every_message_is_used_by_an_operation() -> None:
    used = {pointer.rpartition("/")[2] for pointer in references(OPERATIONS)} - {"native"}

    assert used == set(MESSAGES) == set(DOCUMENT["channels"]["native"]["messages"])


def test_every_schema_is_used() -> None:
    used = {one for one in references(DOCUMENT["components"]) if "/schemas/" in one}

    assert {one.rpartition("/")[2] for one in used} == set(DOCUMENT["components"]["schemas"])


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_every_example_matches_its_schema(message: dict[str, Any]) -> None:
    schema = {**message["payload"], "components": DOCUMENT["components"]}
    validator = Draft202012Validator(schema)
    (example,) = message["examples"]

    validator.check_schema(schema)
    validator.validate(example["payload"])
    assert not validator.is_valid("not an object")


def test_both_directions_have_all_events() -> None:
    said = {message["name"] for key, message in MESSAGES.items() if key.startswith("server.")}
    heard = {message["name"] for key, message in MESSAGES.items() if key.startswith("client.")}

    assert said == set(SPOKEN)
    assert heard == set(NATIVE.hears)


def test_every_acknowledgement_with_fields_is_described() -> None:
    # A refused join is acknowledged as every refusal is, with the fields of its event beside.
    answered = {event for answer in ACKNOWLEDGEMENTS.values() for event in answer.events} | {
        JoinRefused
    }

    assert answered == set(NATIVE.acknowledges)


def test_every_code_belongs_to_an_event_or_all_events_or_the_connection() -> None:
    told = {code for operation in OPERATIONS.values() for code in operation.get("x-refusals", ())}
    forgiven = {
        refusal.code
        for refusal in refusals()
        if not issubclass(refusal, socket_refusals.Misbehaviour)
        # Random pairs and rooms that are named freely are refused in other dialects.
        and not refusal.__module__.endswith(("rooms.pairing", "presence.refusals"))
    }

    assert told | {*DOCUMENT["info"]["x-any-event"]} == (
        forgiven - CODES_OF_THE_CONNECTION - CODES_TOLD_LATER
    )


def test_every_code_has_a_meaning() -> None:
    assert set(DOCUMENT["info"]["x-codes"]) == (
        {refusal.code for refusal in refusals()} | CODES_OF_THE_TRANSPORT
    )
