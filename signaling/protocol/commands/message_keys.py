"""Keys that the server gives to chat messages without a key, so that it may send them again."""

from msgspec.structs import replace

from signaling.protocol.commands.chat import PostMessage
from signaling.protocol.commands.command import Command
from signaling.protocol.commands.compatibility import CommandWithOriginal, without_original


def posted_message(command: Command) -> PostMessage | None:
    """Return the chat message of a command; None if the command has another subject."""
    command = without_original(command)
    return command if isinstance(command, PostMessage) else None


def with_key(command: Command, key: str) -> Command:
    """Return the command of a chat message with this key, unless the client gave it one."""
    if isinstance(command, CommandWithOriginal):
        return replace(command, command=with_key(command.command, key))
    is_keyless = isinstance(command, PostMessage) and command.key is None
    return replace(command, key=key) if is_keyless else command
