"""Validation of request bodies about rooms: an unknown field is refused, not ignored.

An ignored setting may be one that a host relies on for the safety of a room.
"""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.serializers import Serializer

from accounts.api.validation import validated


class EmptyBodySerializer(Serializer):
    """The body of a call without fields."""


def validated_body(
    serializer: type[Serializer], sent: Any, *, is_partial: bool = False
) -> dict[str, Any]:
    """Return the fields as `validated` does; raise ValidationError for unknown fields, too."""
    fields = validated(serializer, sent, is_partial=is_partial)
    unknown = [str(name) for name in sent if name not in serializer().fields]
    if unknown:
        raise ValidationError({name: ["This call has no such field."] for name in unknown})
    return fields
