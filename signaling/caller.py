"""Who is asking: what the connection's own records say of it, never what it claims."""

from dataclasses import dataclass

from accounts.people import Person


@dataclass(frozen=True, slots=True)
class Caller:
    """One connected socket on one namespace.

    `peer_id` is its socket id. `claimed_user_id` and `claimed_name` are what the handshake said of
    itself: the first is only ever compared, the second names a guest.
    """

    peer_id: str
    protocol: str
    person: Person
    claimed_user_id: str | None = None
    claimed_name: str | None = None
