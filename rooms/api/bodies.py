"""What a body about a room may hold: a field that the call doesn't know is refused, not ignored.

A setting that is ignored may be one that somebody relies on for the safety of their room.
"""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.serializers import Serializer

from accounts.api.checking import checked


class NoFields(Serializer):
    """The body of a call that asks for nothing."""


def checked_body(
    serializer: type[Serializer], sent: Any, *, is_partial: bool = False
) -> dict[str, Any]:
    """Return the fields as `checked` does; raise ValidationError for unknown ones, too."""
    fields = checked(serializer, sent, is_partial=is_partial)
    unknown = [str(name) for name in sent if name not in serializer().fields]
    if unknown:
        raise ValidationError({name: ["This call knows no such field."] for name in unknown})
    return fields
