"""Serializer fields that accept only the JSON type of the field.

They reject the string "true" for a boolean and the number 7 for a string. `NoAvatarField` always
returns null.
"""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.normalization import normalize_email, normalize_password
from accounts.text_cleaning import visible_line

PASSWORD_CHARACTERS = 128


class StrictCharField(serializers.CharField):
    def run_validation(self, data: Any = serializers.empty) -> Any:
        if data is not serializers.empty and not isinstance(data, str | None):
            self.fail("invalid")
        return super().run_validation(data)


class LineField(StrictCharField):
    """One line of text. Its length is counted after hidden characters are removed."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(visible_line(data) if isinstance(data, str) else data)


class NormalizedEmailField(serializers.EmailField):
    """An e-mail address, in the normal form in which addresses are compared."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(normalize_email(data) if isinstance(data, str) else data)


class PasswordField(StrictCharField):
    """A new password, in the normal form in which it is stored."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=PASSWORD_CHARACTERS, trim_whitespace=False, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(normalize_password(data) if isinstance(data, str) else data)


class StrictIntegerField(serializers.IntegerField):
    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class StrictBooleanField(serializers.BooleanField):
    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


@extend_schema_field({"type": ["string", "null"], "format": "uri"})
class NoAvatarField(serializers.Field):
    """Always null: clients expect an `avatarUrl`, but people have colours, not pictures."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, value: Any) -> None:
        return None
