"""The shapes of accounts and credentials in JSON, camelCase as on the socket."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers
from rest_framework_simplejwt.tokens import RefreshToken

from accounts.models import User
from accounts.names import NAME_CHARACTERS, clean_name


class UserSerializer(serializers.ModelSerializer):
    """`avatarUrl` is always null: people have colours, not pictures."""

    id = serializers.CharField(source="pk")
    name = serializers.CharField(source="display_name")
    displayName = serializers.CharField(source="display_name")  # noqa: N815 the wire's name
    avatarUrl = serializers.SerializerMethodField()  # noqa: N815
    createdAt = serializers.DateTimeField(source="date_joined")  # noqa: N815

    class Meta:
        model = User
        fields = ("id", "email", "name", "displayName", "avatarUrl", "createdAt")

    def get_avatarUrl(self, user: User) -> None:  # noqa: N802
        return None


class RegistrationSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(min_length=8, max_length=128, trim_whitespace=False)
    displayName = serializers.CharField(  # noqa: N815
        source="display_name", min_length=2, max_length=NAME_CHARACTERS
    )

    def validate_email(self, email: str) -> str:
        return email.lower()

    def validate_displayName(self, name: str) -> str:  # noqa: N802
        name = clean_name(name)
        if len(name) < 2:  # noqa: PLR2004 as the field says
            raise serializers.ValidationError("A name has at least 2 visible characters.")
        return name

    def validate(self, fields: dict[str, Any]) -> dict[str, Any]:
        candidate = User(email=fields["email"], display_name=fields["display_name"])
        try:
            validate_password(fields["password"], candidate)
        except DjangoValidationError as error:
            raise serializers.ValidationError({"password": error.messages}) from error
        return fields


class CredentialsSerializer(serializers.Serializer):
    email = serializers.EmailField()
    password = serializers.CharField(max_length=128, trim_whitespace=False)


class RefreshSerializer(serializers.Serializer):
    refreshToken = serializers.CharField(source="refresh", max_length=4096)  # noqa: N815


def session_of(user: User) -> dict[str, Any]:
    """Return the account with a fresh pair of tokens."""
    refresh = RefreshToken.for_user(user)
    return {
        "user": UserSerializer(user).data,
        "accessToken": str(refresh.access_token),
        "refreshToken": str(refresh),
    }
