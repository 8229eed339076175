"""The commands of clients: one frozen Struct for each, with every field typed and bounded.

The server already knows the values of `room_id` and `user_id`. It reads these fields only to refuse
a contradiction, and never uses their values otherwise. Unknown fields are ignored. The wire names
are the field names in camelCase, unless a dialect defines others.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, Raw, UnsetType

from rooms.codes import TYPED_CHARACTERS
from signaling.protocol.bodies import check_candidate, check_description

PeerId = Annotated[str, Meta(min_length=1, max_length=64)]
# A socket id, or a participant id: the id of a seat.
TargetId = Annotated[str, Meta(min_length=1, max_length=64)]
# An account's id. JavaScript clients may have converted it to a number.
UserId = Annotated[str, Meta(max_length=64)] | Annotated[int, Meta(ge=0, lt=2**53)]
# A room as people type it: its id, its code, or a link that contains the code.
RoomCode = Annotated[str, Meta(max_length=TYPED_CHARACTERS)]
RoomId = RoomCode | None
# Longer than the limit for names, so that a too long name is refused with the error about names.
Name = Annotated[str, Meta(max_length=500)]
# PostgreSQL cannot store the null character.
MessageKey = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[^\x00]+$")]
MessageId = Annotated[str, Meta(pattern=r"^[0-9]{1,18}$")]


class Command(msgspec.Struct, frozen=True, kw_only=True, rename="camel", gc=False):
    """A request of one client."""


class InRoom(Command, frozen=True, kw_only=True):
    """A request about the caller's room; a `room_id` must be the id or code of that room."""

    room_id: RoomId = None


class Join(Command, frozen=True, kw_only=True):
    room_code: RoomCode
    display_name: Name | None = None
    user_id: UserId | None = None
    participant_token: Annotated[str, Meta(max_length=200)] | None = None
    capabilities: Annotated[list[Annotated[str, Meta(max_length=32)]], Meta(max_length=16)] = []


class Leave(InRoom, frozen=True, kw_only=True):
    pass


class Description(Command, frozen=True, kw_only=True):
    """A session description, as an object or a string; the server does not interpret it."""

    target_id: PeerId
    sdp: Raw

    def __post_init__(self) -> None:
        check_description(self.sdp)


class Offer(Description, frozen=True, kw_only=True):
    pass


class Answer(Description, frozen=True, kw_only=True):
    pass


class Candidate(Command, frozen=True, kw_only=True):
    """`candidate` is null or empty at the end of candidates."""

    target_id: PeerId
    candidate: Raw

    def __post_init__(self) -> None:
        check_candidate(self.candidate)


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


class React(InRoom, frozen=True, kw_only=True):
    """Show one of twelve emoji, with or without a variation selector."""

    emoji: Annotated[str, Meta(min_length=1, max_length=8)]


class Rename(InRoom, frozen=True, kw_only=True):
    """Change the caller's display name in this meeting."""

    display_name: Name


class CancelKnock(Command, frozen=True, kw_only=True):
    """Leave the waiting room."""


class OnTarget(InRoom, frozen=True, kw_only=True):
    """A host's request about one person, named by socket id or participant id."""

    target_id: TargetId


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


class SetRole(OnTarget, frozen=True, kw_only=True):
    """Change a participant's role; `keep` makes an account co-host of later meetings, too."""

    role: Literal["cohost", "participant"]
    keep: bool = False


class LowerHand(InRoom, frozen=True, kw_only=True):
    """Lower the target's hand, or the caller's own hand if there is no target."""

    target_id: TargetId | None = None


class LowerAllHands(InRoom, frozen=True, kw_only=True):
    pass


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


class UpdateSettings(InRoom, frozen=True, kw_only=True):
    settings: SettingsChange


class EndRoom(InRoom, frozen=True, kw_only=True):
    """End the meeting for everybody."""


class PostNotice(InRoom, frozen=True, kw_only=True):
    """Write to everybody in the room on behalf of the operator of this server."""

    content: Annotated[str, Meta(max_length=8000)]


class Lock(InRoom, frozen=True, kw_only=True):
    """Lock the room, so that newcomers are refused, or unlock it."""

    locked: bool


class RefreshToken(Command, frozen=True, kw_only=True):
    """Continue with another access token of the same account, before the current one expires."""

    token: Annotated[str, Meta(min_length=1, max_length=4096)]


class GetIceServers(Command, frozen=True, kw_only=True):
    pass


Signal = Offer | Answer | Candidate
