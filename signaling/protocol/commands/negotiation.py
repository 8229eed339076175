"""WebRTC negotiation with another peer of the room."""

from msgspec import UNSET, Raw, UnsetType

from signaling.protocol.bodies import check_candidate, check_description
from signaling.protocol.commands.command import Command
from signaling.protocol.commands.fields import PeerId, Sources


class Description(Command, frozen=True, kw_only=True):
    """A session description, as an object or a string; the server does not interpret it.

    `sources` names what the caller sends on its lines, beyond a microphone and a camera.
    """

    target_id: PeerId
    sdp: Raw
    sources: Sources | UnsetType = UNSET

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


Signal = Offer | Answer | Candidate


class GetIceServers(Command, frozen=True, kw_only=True):
    pass
