"""The chat of a room."""

from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from signaling.protocol.events.event import Event

MessageType = Literal["TEXT", "FILE", "SYSTEM"]


class Account(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The account of a message's sender."""

    id: str
    display_name: str
    avatar_url: None = None


class ChatPosted(Event, frozen=True, kw_only=True):
    id: str
    sender_id: str
    sender_participant_id: str | None
    sender_name: str
    content: str
    type: MessageType
    timestamp: datetime
    user: Account | UnsetType = UNSET


class MessagesRead(Event, frozen=True, kw_only=True):
    """A page of the chat, oldest first; `more` if the chat continues in the requested direction."""

    messages: list[ChatPosted]
    more: bool


class TypingChanged(Event, frozen=True, kw_only=True):
    socket_id: str
    display_name: str
    is_typing: bool
