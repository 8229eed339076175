"""Commands of clients of other protocols that have no equivalent in the native protocol."""

from msgspec import Raw

from signaling.protocol.commands.command import Command, InRoom
from signaling.protocol.commands.fields import Password, PeerId, RoomCode
from signaling.protocol.commands.joining import Join


class JoinByName(Join, frozen=True, kw_only=True):
    """Join a room by its code, or an ad-hoc room, which has no row, by any name.

    The first person in an ad-hoc room sets its password; "" means no password.
    """

    password: Password | None = None


class CheckRoom(Command, frozen=True, kw_only=True):
    """Ask whether the caller may join the room, without joining it."""

    room_code: RoomCode
    password: Password | None = None


class ShowMedia(InRoom, frozen=True, kw_only=True):
    """Switch the microphone and the camera on or off, both at once."""

    audio: bool
    video: bool


class PassOn(Command, frozen=True, kw_only=True):
    """Send a peer a message that only clients of the same protocol understand."""

    target_id: PeerId


class CommandWithOriginal(Command, frozen=True, kw_only=True):
    """A command with its original payload, which is relayed to clients of the same protocol."""

    command: Command
    payload: Raw


def without_original(command: Command) -> Command:
    """Return the command itself, if its original payload comes with it."""
    return command.command if isinstance(command, CommandWithOriginal) else command
