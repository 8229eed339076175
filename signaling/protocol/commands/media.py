"""The caller's own microphone, camera, screen, hand, reactions and name."""

from typing import Annotated

from msgspec import Meta

from signaling.protocol.commands.command import InRoom
from signaling.protocol.commands.fields import Name


class ToggleAudio(InRoom, frozen=True, kw_only=True):
    enabled: bool


class ToggleVideo(InRoom, frozen=True, kw_only=True):
    enabled: bool


class StartScreenShare(InRoom, frozen=True, kw_only=True):
    pass


class StopScreenShare(InRoom, frozen=True, kw_only=True):
    pass


class RaiseHand(InRoom, frozen=True, kw_only=True):
    """Raise or lower the caller's own hand."""

    raised: bool


class React(InRoom, frozen=True, kw_only=True):
    """Show one of twelve emoji, with or without a variation selector."""

    emoji: Annotated[str, Meta(min_length=1, max_length=8)]


class Rename(InRoom, frozen=True, kw_only=True):
    """Change the caller's display name in this meeting."""

    display_name: Name
