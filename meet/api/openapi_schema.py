"""The parts of the OpenAPI document that no view contains: names, tags, errors, credentials."""

from http import HTTPStatus
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from accounts.api.authentication import PARTICIPANT_HEADER

TAGS = [
    {"name": "Signing in", "description": "Accounts, and their access and refresh tokens."},
    {"name": "Profile", "description": "The account that is signed in."},
    {"name": "Codes", "description": "Calls for anyone who has the code of a room."},
    {"name": "Rooms", "description": "Permanent rooms, each with a code."},
    {
        "name": "Settings",
        "description": "Settings of a room. Changes apply at once, also to people inside.",
    },
    {"name": "Members", "description": "Co-hosts and invited people, beyond one meeting."},
    {"name": "Blocked people", "description": "People who may not enter a room."},
    {"name": "Meeting", "description": "People in the running meeting, and the actions of hosts."},
    {"name": "Waiting room", "description": "People who knock, and the answers of hosts."},
    {"name": "Chat", "description": "The chat messages of a room."},
    {
        "name": "Meetings",
        "description": "Records: attendance, and the actions of hosts and operators.",
    },
]


def add_tags(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Describe the parts of the document, in reading order."""
    return result | {"tags": TAGS}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Not found",
            {"statusCode": 404, "code": "ROOM_NOT_FOUND", "message": "Room not found"},
        )
    ]
)
class ErrorSerializer(serializers.Serializer):
    """The code is stable and the message is one sentence. `errors` names the invalid fields."""

    statusCode = serializers.IntegerField()  # noqa: N815 the wire's name
    code = serializers.CharField()
    message = serializers.CharField()
    errors = serializers.DictField(required=False)  # type: ignore[assignment]
    retryAfterSeconds = serializers.IntegerField(required=False)  # noqa: N815


class MeetAutoSchema(AutoSchema):
    """One call of the reference. A view lists additional status codes in `refuses`."""

    def get_operation_id(self) -> str:
        """Name the call after its view, e.g. `patchRoomSettings`."""
        return self.method.lower() + type(self.view).__name__.removesuffix("View")

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            error = self.resolve_serializer(ErrorSerializer, "response").ref
            content = {"application/json": {"schema": error}}
            for status in sorted(self._refusals(operation)):
                answer = {"description": HTTPStatus(status).phrase, "content": content}
                operation["responses"].setdefault(str(status), answer)
            operation["responses"]["default"] = {
                "description": "Any other error",
                "content": content,
            }
        return operation

    def _refusals(self, operation: dict[str, Any]) -> set[int]:
        refusals = {HTTPStatus.TOO_MANY_REQUESTS, *getattr(self.view, "refuses", ())}
        places = {parameter["in"] for parameter in operation.get("parameters", ())}
        if "requestBody" in operation or "query" in places:
            refusals.add(HTTPStatus.BAD_REQUEST)
        if "path" in places:
            refusals.add(HTTPStatus.NOT_FOUND)
        if operation.get("security", [{}])[0] != {}:
            refusals |= {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
        return {int(refusal) for refusal in refusals}


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "accounts.tokens.TokenAuthentication"
    name = "accessToken"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


class OptionalTokenScheme(TokenScheme):
    target_class = "accounts.tokens.OptionalTokenAuthentication"
    name = "accessTokenIfAny"


class GuestScheme(OpenApiAuthenticationExtension):
    target_class = "accounts.api.authentication.GuestAuthentication"
    name = "participantToken"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": PARTICIPANT_HEADER}


class OptionalGuestScheme(GuestScheme):
    target_class = "accounts.api.authentication.OptionalGuestAuthentication"
    name = "participantTokenIfAny"
