"""Events that no home has acknowledged yet, and whether a new home may get them.

A home may store a chat message and end before the edge gets the acknowledgement. The message is
stored once even if it is sent again, because it has a key: its client's, or one of the edge.
Every chat message is acknowledged to the edge, even if its client does not ask for that, and so is
every change of a person's visible state. Otherwise a home that ends would lose them silently.
"""

import itertools
import secrets
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from signaling.dialects import Dialect
from signaling.protocol import commands
from signaling.protocol.commands.compatibility import without_original
from signaling.protocol.commands.message_keys import posted_message
from signaling.protocol.packets import Received
from signaling.workers.messages import Event

_KEY_BYTES = 16
# The acknowledgement ids of clients have at most 15 digits.
_FIRST_OWN_ACK_ID = 10**15

# These have the same effect if they are carried out twice. A message with a key is stored once.
_REPEATABLE = (
    commands.Leave,
    commands.ToggleAudio,
    commands.ToggleVideo,
    commands.RaiseHand,
    commands.PostMessage,
    commands.StartTyping,
    commands.StopTyping,
    commands.GetMessages,
    commands.GetIceServers,
    commands.Candidate,
    commands.ShowMedia,
    commands.PublishMedia,
    commands.SubscribeMedia,
    commands.AnswerMedia,
    commands.AddMediaCandidate,
    commands.ReportMedia,
    commands.ReportMediaQuality,
    commands.RequestPictures,
)


# A client that asks for no acknowledgement would never send these again.
_MUST_ARRIVE = (
    commands.Leave,
    commands.PostMessage,
    commands.RaiseHand,
    commands.ShowMedia,
    commands.ToggleAudio,
    commands.ToggleVideo,
)


class Held(NamedTuple):
    """An event that the home has not acknowledged, or that was not sent to a home yet.

    `at` is a time of the clock that the places have. The home acknowledges the event under the
    `ack_id`, which is None for an event that is not acknowledged.
    """

    event: Received
    dialect: Dialect
    at: float
    is_sent: bool
    is_repeatable: bool
    ack_id: int | None

    @property
    def may_be_sent(self) -> bool:
        """Tell whether a new home may get it: the old one has not, or twice does no harm."""
        return self.is_repeatable or not self.is_sent


def own_ack_ids() -> Iterator[int]:
    """Return the ids under which homes acknowledge messages to an edge, and not to a client."""
    return itertools.count(_FIRST_OWN_ACK_ID)


def is_own_ack_id(ack_id: int) -> bool:
    return ack_id >= _FIRST_OWN_ACK_ID


def with_message_key(command: commands.Command, event: Received) -> Received:
    """Return the event with a key, if it is a chat message whose client gave it none."""
    message = posted_message(command)
    if message is None or message.key is not None:
        return event
    return replace(event, message_key=secrets.token_hex(_KEY_BYTES))


def to_home(peer_id: str, event: Received, ack_id: int | None) -> Event:
    return Event(peer_id, ack_id, event.name, event.body, event.message_key)


def is_repeatable(command: commands.Command) -> bool:
    return isinstance(without_original(command), _REPEATABLE)


def must_arrive(command: commands.Command) -> bool:
    """Tell whether the home acknowledges an event to the edge in any case."""
    return isinstance(without_original(command), _MUST_ARRIVE)
