"""Who is asking: what the connection's own records say of it, never what it claims."""

from dataclasses import dataclass
from typing import Literal

from accounts.credentials import Credential
from accounts.people import Person
from rooms.auditing import Actor

# How a connection ends for good: the client closed it, or did not come back to it, or was cut
# because it misbehaved.
Ending = Literal["closed", "lost", "misbehaved"]


@dataclass(frozen=True, slots=True)
class Authority:
    """What a caller from outside may do in one room, as rows and not the caller say it."""

    room_id: str
    role: Literal["host", "cohost", "participant"]
    actor: Actor


@dataclass(frozen=True, slots=True)
class Caller:
    """One connected socket on one namespace, or somebody who acts from outside.

    `peer_id` is its socket id, "" where a page or the REST API asks, with an `authority`.
    `credential` is what proved an account, for as long as the connection may last.
    `claimed_user_id` and `claimed_name` are what the handshake said of itself: the first is only
    ever compared, the second names a guest.
    """

    peer_id: str
    protocol: str
    person: Person
    claimed_user_id: str | None = None
    claimed_name: str | None = None
    authority: Authority | None = None
    address: str = ""
    """The client's, or "" where it has none."""
    credential: Credential | None = None
    connected_at: float = 0.0
    """When its socket was opened, on the event loop's clock."""
