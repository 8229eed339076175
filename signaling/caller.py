"""The caller of a command, as the server has identified it.

The claims of the client are kept in fields of their own and never identify the caller.
"""

from dataclasses import dataclass
from typing import Literal

from accounts.credentials import Credential
from accounts.identity import Person
from rooms.audit import Actor


@dataclass(frozen=True, slots=True)
class Authority:
    """The role of a caller from outside the sockets in one room, as the database says."""

    room_id: str
    role: Literal["host", "cohost", "participant"]
    actor: Actor


@dataclass(frozen=True, slots=True)
class Caller:
    """One connected socket on one namespace, or a person who acts from outside the sockets.

    `peer_id` is the socket id. It is "" for a request of a page or the REST API, which has an
    `authority` instead. `credential` proved the account and limits how long the connection lasts.
    `claimed_user_id` and `claimed_name` are claims from the handshake: the server only compares
    the first, and the second names a guest.
    """

    peer_id: str
    protocol: str
    person: Person
    claimed_user_id: str | None = None
    claimed_name: str | None = None
    authority: Authority | None = None
    address: str = ""
    """The client's network address, or "" if it has none."""
    credential: Credential | None = None
    return_key: str = ""
    """A hash of the connection's secret, by which a guest gets its seat back: see `return_key`."""
    previous_key: str = ""
    """The hash of the secret of the client's earlier connection, which could not be recovered."""
    connected_at: float = 0.0
    """The time at which the socket was opened, in seconds of the event loop's clock."""
