"""Commands of hosts about people in the waiting room."""

from typing import Annotated

from msgspec import Meta

from signaling.protocol.commands.command import InRoom, OnTarget
from signaling.protocol.commands.fields import TargetId


class Admit(OnTarget, frozen=True, kw_only=True):
    pass


class AdmitAll(InRoom, frozen=True, kw_only=True):
    """Admit the knockers in `target_ids`: those that the host saw in the waiting room."""

    target_ids: Annotated[list[TargetId], Meta(max_length=100)]


class Deny(OnTarget, frozen=True, kw_only=True):
    block: bool = False


class MessageWaiting(OnTarget, frozen=True, kw_only=True):
    """Write to a person in the waiting room."""

    content: Annotated[str, Meta(max_length=8000)]
