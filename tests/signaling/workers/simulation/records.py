"""The people of a simulation, and the tiles that their clients show."""

from dataclasses import dataclass


@dataclass
class Person:
    """An account, or a guest; all tabs of the person have the token."""

    name: str
    access_token: str | None = None
    participant_token: str | None = None


@dataclass
class Tile:
    """One participant as a client shows it."""

    name: str
    peer_id: str
    is_live: bool
