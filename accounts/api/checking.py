"""What a caller sent, in a body or a query, checked against its serializer."""

from typing import Any

from rest_framework.serializers import Serializer


def checked(serializer: type[Serializer], sent: Any, *, is_partial: bool = False) -> dict[str, Any]:
    """Return the fields by their names in Python; raise DRF's ValidationError.

    `is_partial`: what is not sent is left out, and not asked for.
    """
    form = serializer(data=sent, partial=is_partial)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)
