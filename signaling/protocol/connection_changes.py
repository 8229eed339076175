"""Changes of a connection, which take the same path as the events of its client.

The Socket.IO server reports them in their order; `signaling.socketio.connections` draws it.
"""

from typing import Literal

import msgspec

# How a connection ends for good: the client closed it, the client did not come back to it, the
# server closed it because the client misbehaved, or the worker with its socket died.
Ending = Literal["closed", "lost", "misbehaved", "edge died"]


class TransportLost(msgspec.Struct, frozen=True):
    """The transport is lost, and the client may come back to the same connection.

    `went_away` means that the page was closed or is being loaded again.
    """

    went_away: bool = False


class ConnectionRecovered(msgspec.Struct, frozen=True):
    """The client is back with the same peer id and has missed no events.

    The loss of its old transport may not have been noticed before.
    """


class ConnectionEnded(msgspec.Struct, frozen=True):
    """The connection is over; its peer id is never used again.

    After "edge died", the client has noticed the end at once, and connects to another worker.
    """

    how: Ending


ConnectionChange = TransportLost | ConnectionRecovered | ConnectionEnded
