"""Validation of request bodies and query parameters with a serializer."""

from typing import Any

from rest_framework.serializers import Serializer


def validated(
    serializer: type[Serializer], sent: Any, *, is_partial: bool = False
) -> dict[str, Any]:
    """Return the validated fields by their Python names; raise DRF's ValidationError.

    With `is_partial`, fields may be missing. Missing fields are not in the result.
    """
    form = serializer(data=sent, partial=is_partial)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)
