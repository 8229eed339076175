"""The JSON shapes of accounts and credentials, in camelCase as on the socket."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from accounts.api.fields import (
    LineField,
    NoAvatarField,
    NormalizedEmailField,
    PasswordField,
    StrictCharField,
    StrictIntegerField,
)
from accounts.avatars import AVATAR_COLORS
from accounts.models import User
from accounts.names import NAME_CHARACTERS
from accounts.tokens import begin_session

_TOKEN_CHARACTERS = 4096


class DisplayNameField(LineField):
    """A display name of an account, of 1 to 50 characters after cleaning."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=NAME_CHARACTERS, **kwargs)


class UserSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="pk")
    name = serializers.CharField(source="display_name")
    displayName = serializers.CharField(source="display_name")  # noqa: N815 the wire's name
    avatarUrl = NoAvatarField()  # noqa: N815
    createdAt = serializers.DateTimeField(source="date_joined")  # noqa: N815

    class Meta:
        model = User
        fields = ("id", "email", "name", "displayName", "avatarUrl", "createdAt")


class ProfileSerializer(UserSerializer):
    """The account with the fields that only its owner sees."""

    avatarColor = serializers.IntegerField(source="avatar_color")  # noqa: N815

    class Meta(UserSerializer.Meta):
        fields = (*UserSerializer.Meta.fields, "avatarColor")  # type: ignore[assignment]


class ProfileChangeSerializer(serializers.Serializer):
    """A field that is left out does not change."""

    displayName = DisplayNameField(source="display_name", required=False)  # noqa: N815
    avatarColor = StrictIntegerField(  # noqa: N815
        source="avatar_color", required=False, min_value=0, max_value=AVATAR_COLORS - 1
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Ann",
            {
                "email": "ann@example.org",
                "password": "correct horse battery",
                "displayName": "Ann Lee",
            },
        )
    ]
)
class RegistrationSerializer(serializers.Serializer):
    email = NormalizedEmailField(max_length=254)
    password = PasswordField(min_length=8)
    displayName = DisplayNameField(source="display_name")  # noqa: N815

    def validate(self, fields: dict[str, Any]) -> dict[str, Any]:
        candidate = User(email=fields["email"], display_name=fields.get("display_name", ""))
        try:
            validate_password(fields["password"], candidate)
        except DjangoValidationError as error:
            raise serializers.ValidationError({"password": error.messages}) from error
        return fields


class SignUpSerializer(RegistrationSerializer):
    """A registration without a name."""

    displayName = None  # type: ignore[assignment]  # noqa: N815 this removes the field


@extend_schema_serializer(
    examples=[
        OpenApiExample("Ann", {"email": "ann@example.org", "password": "correct horse battery"})
    ]
)
class CredentialsSerializer(serializers.Serializer):
    email = NormalizedEmailField()
    # The password is taken as typed, because old hashes may come from a password in another form.
    password = StrictCharField(max_length=128, trim_whitespace=False)


class RefreshSerializer(serializers.Serializer):
    refreshToken = StrictCharField(source="refresh", max_length=_TOKEN_CHARACTERS)  # noqa: N815


class LogoutSerializer(serializers.Serializer):
    """Either token names the session; with an access token in the header, the body may be empty."""

    refreshToken = StrictCharField(source="refresh", max_length=_TOKEN_CHARACTERS, required=False)  # noqa: N815


class AccessSerializer(serializers.Serializer):
    accessToken = serializers.CharField()  # noqa: N815


class SessionSerializer(serializers.Serializer):
    user = UserSerializer()
    accessToken = serializers.CharField()  # noqa: N815
    refreshToken = serializers.CharField()  # noqa: N815


class NewSessionSerializer(SessionSerializer):
    notice = serializers.CharField(required=False)


def session_of(user: User) -> dict[str, Any]:
    """Return the account with a new pair of tokens."""
    refresh = begin_session(user)
    return {
        "user": UserSerializer(user).data,
        "accessToken": str(refresh.access_token),
        "refreshToken": str(refresh),
    }
