"""The fields of messages as JSON Schema, in words and as TypeScript types."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import UNSET, Meta, UnsetType

from signaling.reference.fields import Field, fields_of
from signaling.reference.schemas import schemas_of


class Part(msgspec.Struct):
    at: datetime | None


class Heard(msgspec.Struct):
    kind: Literal["a", "b"]
    name: Annotated[str, Meta(min_length=1, max_length=5)] | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class Said(msgspec.Struct):
    parts: list[Part]
    is_new: bool = True
    user: str | UnsetType = UNSET


SCHEMAS = schemas_of([Heard], [Said])


def test_parts_of_messages_have_schemas() -> None:
    assert list(SCHEMAS) == ["Heard", "Part", "Said"]


def test_a_client_may_omit_fields_with_a_default() -> None:
    assert SCHEMAS["Heard"]["required"] == ["kind"]
    assert SCHEMAS["Heard"]["properties"]["limit"]["default"] == 50


def test_the_server_omits_only_fields_that_may_be_unset() -> None:
    assert SCHEMAS["Said"]["required"] == ["parts", "is_new"]
    assert "default" not in SCHEMAS["Said"]["properties"]["is_new"]


def test_a_time_has_the_format_of_a_time() -> None:
    described = SCHEMAS["Part"]["properties"]["at"]

    assert {"type": "string", "format": "date-time"} in described["anyOf"]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        (
            "Heard",
            [
                Field("kind", "one of a, b", "", is_required=True),
                Field("name", "string, 1 to 5 characters, or null", "", is_required=False),
                Field("limit", "integer, 1 to 100", "", is_required=False),
            ],
        ),
        (
            "Said",
            [
                Field("parts", "list of Part", "object.Part", is_required=True),
                Field("is_new", "boolean", "", is_required=True),
                Field("user", "string", "", is_required=False),
            ],
        ),
        ("Part", [Field("at", "time, or null", "", is_required=True)]),
    ],
)
def test_the_kind_of_a_field_is_described_in_words(name: str, fields: list[Field]) -> None:
    document: dict[str, Any] = {"components": {"schemas": SCHEMAS, "messages": {}}}

    assert fields_of(document, {"$ref": f"#/components/schemas/{name}"}) == fields
