"""The messages between workers about rooms and the people in them.

An *edge* is the worker that has a person's socket, and the *home* of a room is the worker that has
the room in memory. Messages of an edge are handled by the home in the order in which they were
sent, and those of a home by the edge. A field that is added later needs a default, so that workers
of two versions understand each other during an update.
"""

import uuid
from collections.abc import Sequence
from typing import Literal

import msgspec

from accounts.identity import Person
from signaling.caller import Caller
from signaling.protocol.connection_changes import (
    ConnectionChange,
    ConnectionEnded,
    ConnectionRecovered,
    Ending,
    TransportLost,
)


class _Message(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A message; its tag is an integer, which must never be used for another message."""


class RemoteCaller(_Message, frozen=True):
    """A caller without its credential, which stays at the edge."""

    peer_id: str
    protocol: str
    user_id: int | None
    guest_id: uuid.UUID | None
    display_name: str
    avatar_color: int
    claimed_user_id: str | None
    claimed_name: str | None
    address: str
    return_key: str
    previous_key: str


class Enter(_Message, frozen=True, tag=1):
    """A caller's event that may give it a place in a room; the home answers with Entered.

    `number` identifies the answer. The name is "" for the connection of a visitor of random pairs.
    """

    number: int
    room_key: str
    epoch: int
    caller: RemoteCaller
    namespace: str
    ack_id: int | None
    name: str
    body: bytes


class Event(_Message, frozen=True, tag=2):
    """An event of a peer that has a place on this home.

    `message_key` is the key that the edge gives to a chat message without one. A home of an earlier
    version ignores it.
    """

    peer_id: str
    ack_id: int | None
    name: str
    body: bytes
    message_key: str | None = None


class Changed(_Message, frozen=True, tag=3):
    """The transport of a peer was lost or recovered, or its connection ended."""

    peer_id: str
    kind: Literal["lost", "went away", "recovered"] | Ending | Literal["ended: lost"]


class Departed(_Message, frozen=True, tag=4):
    """A peer has taken a place on another home; its place here is released."""

    peer_id: str


class PeerReport(_Message, frozen=True):
    """A peer of an edge whose last known place is in the room of a roll call.

    `is_asking` means that it has no place there, and has sent an Enter before this report.
    """

    caller: RemoteCaller
    is_lost: bool
    is_asking: bool = False
    seat_id: str = ""
    knows_seats: bool = False
    has_two_pictures: bool = False
    knows_media_server: bool = False
    newest_message: int | None = None
    """The id of the newest chat message that the peer has got, if its edge knows it."""


class RollCallAnswer(_Message, frozen=True, tag=5):
    """`roster` has the seats of the room that these peers know, as `Roster` told them."""

    room_key: str
    epoch: int
    peers: Sequence[PeerReport]
    roster: dict[str, str] | None = None


class Entered(_Message, frozen=True, tag=6):
    """The answer to Enter: the caller's place on this home after it; "" if it has none."""

    number: int
    peer_id: str
    room_key: str
    epoch: int
    refused: tuple[str, str] | None = None
    """The code and the message with which the connection of a visitor was refused."""
    seat_id: str = ""
    """The seat or the knock that is the caller's place."""
    knows_seats: bool = False
    has_two_pictures: bool = False
    knows_media_server: bool = False
    newest_message: int | None = None
    """The id of the newest chat message that the caller has got; None for a knocker."""
    is_stranger: bool = False
    """The home has never had a place of the caller, or has lost the room of that place."""


class NotHome(_Message, frozen=True, tag=7):
    """An event was not handled: this worker is not the home of the peer's place.

    `number` is that of an Enter, or 0.
    """

    peer_id: str
    number: int
    ack_id: int | None


class NoPlace(_Message, frozen=True, tag=15):
    """A peer has no place on this home any more."""

    peer_id: str


class Packets(_Message, frozen=True, tag=8):
    """An encoded event for peers of the edge; `Receiver.send_volatile` says what volatile is."""

    peer_ids: Sequence[str]
    packet: bytes
    is_volatile: bool = False


class ChatSent(_Message, frozen=True, tag=17):
    """These peers of the edge have got all stored chat messages of their room up to this id.

    It follows the packets with the messages in the same entry of the bus: the edge gets both or
    neither.
    """

    peer_ids: Sequence[str]
    newest_message: int


class Roster(_Message, frozen=True, tag=18):
    """The roster of a room, as the peers of the edge know it: the peer on each seat, by its id.

    Without `is_complete`, it has the changes since the last one, with "" for a seat that is gone.
    It follows the packets about the changes in the same entry of the bus.
    """

    room_key: str
    peers: dict[str, str]
    is_complete: bool = False


class Acknowledgement(_Message, frozen=True, tag=9):
    peer_id: str
    packet: bytes


class Close(_Message, frozen=True, tag=10):
    """Close the connection of a peer after its packets."""

    peer_id: str


class Restart(_Message, frozen=True, tag=14):
    """End the session of a peer, so that its client connects and joins again."""

    peer_id: str


class Forget(_Message, frozen=True, tag=11):
    """A lost peer can't be recovered any more."""

    peer_id: str


class RollCall(_Message, frozen=True, tag=12):
    """A new home asks every worker which peers it has in a room."""

    room_key: str
    epoch: int


class Started(_Message, frozen=True, tag=16):
    """The sender has just started; its lease may not have been seen yet."""


class GivenBack(_Message, frozen=True, tag=13):
    """The home of these rooms stops, and any worker may claim them."""

    room_keys: Sequence[str]


Message = (
    Enter
    | Event
    | Changed
    | Departed
    | RollCallAnswer
    | Entered
    | NotHome
    | NoPlace
    | Packets
    | ChatSent
    | Roster
    | Acknowledgement
    | Close
    | Restart
    | Forget
    | RollCall
    | GivenBack
    | Started
)


def remote_caller(caller: Caller) -> RemoteCaller:
    person = caller.person
    return RemoteCaller(
        peer_id=caller.peer_id,
        protocol=caller.protocol,
        user_id=person.user_id,
        guest_id=person.guest_id,
        display_name=person.display_name,
        avatar_color=person.avatar_color,
        claimed_user_id=caller.claimed_user_id,
        claimed_name=caller.claimed_name,
        address=caller.address,
        return_key=caller.return_key,
        previous_key=caller.previous_key,
    )


def caller_of(remote: RemoteCaller, connected_at: float) -> Caller:
    """Return the caller as the home sees it; `connected_at` is a time of the home's event loop."""
    return Caller(
        peer_id=remote.peer_id,
        protocol=remote.protocol,
        person=Person(remote.user_id, remote.guest_id, remote.display_name, remote.avatar_color),
        claimed_user_id=remote.claimed_user_id,
        claimed_name=remote.claimed_name,
        address=remote.address,
        return_key=remote.return_key,
        previous_key=remote.previous_key,
        connected_at=connected_at,
    )


def changed(peer_id: str, change: ConnectionChange) -> Changed:
    match change:
        case TransportLost(went_away=went_away):
            return Changed(peer_id, "went away" if went_away else "lost")
        case ConnectionRecovered():
            return Changed(peer_id, "recovered")
        case ConnectionEnded(how=how):
            return Changed(peer_id, "ended: lost" if how == "lost" else how)


def change_of(message: Changed) -> ConnectionChange:
    match message.kind:
        case "lost" | "went away":
            return TransportLost(went_away=message.kind == "went away")
        case "recovered":
            return ConnectionRecovered()
        case "ended: lost":
            return ConnectionEnded("lost")
        case how:
            return ConnectionEnded(how)
