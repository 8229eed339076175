"""Commands of hosts about participants."""

from typing import Literal

from signaling.protocol.commands.command import InRoom, OnTarget
from signaling.protocol.commands.fields import TargetId


class Mute(OnTarget, frozen=True, kw_only=True):
    pass


class MuteAll(InRoom, frozen=True, kw_only=True):
    """Mute everybody except hosts and co-hosts; `allow_unmute` also changes that setting."""

    allow_unmute: bool | None = None


class AskToUnmute(OnTarget, frozen=True, kw_only=True):
    pass


class Remove(OnTarget, frozen=True, kw_only=True):
    pass


class Block(OnTarget, frozen=True, kw_only=True):
    """Remove a participant or deny a knocker, and refuse this person until a host unblocks them."""


class Unblock(OnTarget, frozen=True, kw_only=True):
    """The target is the participant id under which the person was blocked."""


class SetRole(OnTarget, frozen=True, kw_only=True):
    """Change a participant's role; `keep` makes an account co-host of later meetings, too."""

    role: Literal["cohost", "participant"]
    keep: bool = False


class SetSpotlight(InRoom, frozen=True, kw_only=True):
    """Show a participant large to everybody, in place of an earlier one, or end that with None."""

    participant_id: TargetId | None


class LowerHand(InRoom, frozen=True, kw_only=True):
    """Lower the target's hand, or the caller's own hand if there is no target."""

    target_id: TargetId | None = None


class LowerAllHands(InRoom, frozen=True, kw_only=True):
    pass
