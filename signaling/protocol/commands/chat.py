"""The chat of a room."""

from typing import Annotated

from msgspec import Meta

from signaling.protocol.commands.command import InRoom
from signaling.protocol.commands.fields import MessageId, MessageKey


class PostMessage(InRoom, frozen=True, kw_only=True):
    content: Annotated[str, Meta(max_length=8000)]
    key: MessageKey | None = None


class GetMessages(InRoom, frozen=True, kw_only=True):
    before: MessageId | None = None
    after: MessageId | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class StartTyping(InRoom, frozen=True, kw_only=True):
    pass


class StopTyping(InRoom, frozen=True, kw_only=True):
    pass
