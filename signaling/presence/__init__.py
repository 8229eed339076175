"""The current state of every room in session: its seats, peers and knocks.

Presence knows seats, peers and rooms; it knows no sockets, user accounts, database rows or wire
names. A peer is in at most one room or waiting room. A room is stored here only while it has a seat
or a knock. Every step is synchronous and atomic: no step awaits, and no step raises for an unknown
id.

The states of a seat (a person who must knock gets a seat only through the waiting room):

    take_place ──▶ waiting ──admit──┐
          │          │ deny, withdraw, away for too long ──▶ gone
          ▼          ▼              ▼
      arriving ◀────────────────────┘    (release_unused leads back to waiting, or to gone)
          │ sit
          ▼
       present ──lose──▶ lost ──recover, or sit by a new peer──▶ present
          │                │
          │ hold           │ the hold runs out
          ▼                ▼
        held ──────────▶ gone            (release and close_room lead there from everywhere)

The ways to leave differ in who can come back, and in what the others are told:

    what happened        step         the seat                  the others are told
    transport lost       lose         kept for the same peer    reconnecting, or left after 5 s
    connection closed    hold         held for the person       left
    hold ran out         (deadline)   gone                      left, unless told before
    left, or removed     release      gone                      left
    join failed          release_unused  gone, nobody sat here  nothing
    knock cancelled      withdraw     none: a knock ends        the hosts: the waiting list
    meeting ended        close_room   all seats gone            ended

    store.py               the steps of peers: sit, lose, recover, hold, release
    admission.py           a person asks for a place: a seat, a knock or a refusal
    waiting_room.py        knocks: admit, deny, withdraw
    rooms.py               the records of rooms, and decisions about them
    seat_state.py          microphone, camera, screen, hand and name
    rejoins.py             recovered peers that are expected to join again
    typing_peers.py        who is typing
    hosts.py               absent hosts and acting hosts
    media.py               connections with a media server, and what pages receive over it
    negotiated_peers.py    which peers have exchanged session descriptions
    pairs.py               random pairs, which have no room
"""

from rooms.access import RowsOutdated
from signaling.presence.records import Knock, Role, Room, RoomRules, Seat
from signaling.presence.results import (
    Closed,
    DeadlineChanges,
    Denied,
    Knocked,
    Released,
    Sat,
    Taken,
)
from signaling.presence.store import Presence

__all__ = [
    "Closed",
    "DeadlineChanges",
    "Denied",
    "Knock",
    "Knocked",
    "Presence",
    "Released",
    "Role",
    "Room",
    "RoomRules",
    "RowsOutdated",
    "Sat",
    "Seat",
    "Taken",
]
