"""The caller's own microphone, camera, screen, hand, reactions, name and display."""

from typing import Annotated

from msgspec import Meta

from signaling.presence.records import PictureSource
from signaling.protocol.commands.command import Command, InRoom
from signaling.protocol.commands.fields import Name, PeerId

# The largest displays have 8K UHD: 7680 by 4320 pixels.
Pixels = Annotated[int, Meta(ge=0, le=8192)]


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


class RequestedPicture(Command, frozen=True, kw_only=True):
    """The size in pixels at which the caller displays a picture of a peer; 0 if it does not."""

    target_id: PeerId
    width: Pixels
    height: Pixels
    source: PictureSource = "camera"


class RequestPictures(InRoom, frozen=True, kw_only=True):
    """Tell peers the sizes of the pictures that the caller needs from them."""

    pictures: Annotated[list[RequestedPicture], Meta(min_length=1, max_length=100)]
