"""Commands of hosts about the whole room."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from signaling.protocol.commands.command import Command, InRoom


class SettingsChange(Command, frozen=True, kw_only=True):
    """The settings to change; a setting that is left out keeps its value."""

    allow_screen_share: bool | UnsetType = UNSET
    allow_chat: bool | UnsetType = UNSET
    waiting_room: bool | UnsetType = UNSET
    knock_after_removal: bool | UnsetType = UNSET
    allow_microphone: bool | UnsetType = UNSET
    allow_camera: bool | UnsetType = UNSET
    allow_unmute: bool | UnsetType = UNSET
    allow_reactions: bool | UnsetType = UNSET
    allow_rename: bool | UnsetType = UNSET
    max_participants: Annotated[int, Meta(ge=2, le=100)] | UnsetType = UNSET
    when_host_leaves: Literal["continue", "lock", "end"] | UnsetType = UNSET
    end_after_minutes: Annotated[int, Meta(ge=1, le=120)] | UnsetType = UNSET
    media_server: Literal["auto", "always", "never"] | UnsetType = UNSET


class UpdateSettings(InRoom, frozen=True, kw_only=True):
    settings: SettingsChange


class Lock(InRoom, frozen=True, kw_only=True):
    """Lock the room, so that newcomers are refused, or unlock it."""

    locked: bool


class EndRoom(InRoom, frozen=True, kw_only=True):
    """End the meeting for everybody."""


class PostNotice(InRoom, frozen=True, kw_only=True):
    """Write to everybody in the room on behalf of the operator of this server."""

    content: Annotated[str, Meta(max_length=8000)]
