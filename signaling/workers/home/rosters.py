"""The rosters that the peers of each edge know: the peer on each seat of their room.

A home tells an edge the roster of a room in the same entry of the bus as the events about it. The
edge reports it to the next home, which may know less or more of the room.
"""

from collections.abc import Callable, Sequence

from signaling.presence import Presence
from signaling.workers.home.remote_peers import RemotePeers
from signaling.workers.message_sender import MessageSender
from signaling.workers.messages import Roster

_Roster = dict[str, str]


class Rosters:
    """`epoch_of` returns the epoch in which this worker is the home of a room."""

    def __init__(
        self,
        presence: Presence,
        remote: RemotePeers,
        messages: MessageSender,
        epoch_of: Callable[[str], int | None],
    ) -> None:
        self._presence = presence
        self._remote = remote
        self._messages = messages
        self._epoch_of = epoch_of
        self._told: dict[str, tuple[int, dict[str, _Roster]]] = {}
        """The epoch of each room, and the roster that each edge has."""

    def told(self, peer_ids: Sequence[str]) -> None:
        """Tell the edges the roster of the room whose peers were just told of a change."""
        if self._remote.is_empty() or not peer_ids:
            return
        seat = self._presence.seat_of(peer_ids[0])
        if seat is not None:
            self.tell(seat.room_id)

    def tell(self, room_key: str) -> None:
        """Tell every edge with peers in a room what has changed for it."""
        epoch = self._epoch_of(room_key)
        if epoch is None:
            return
        seats = self._presence.seats(room_key)
        roster = {seat.id: seat.peer_id or "" for seat in seats}
        peers = filter(None, map(self._remote.find, roster.values()))
        before = self._before(room_key, epoch)
        after = {peer.edge: roster for peer in peers}
        for edge in after:
            self._send(edge, room_key, before.get(edge), roster)
        self._told[room_key] = epoch, after

    def _before(self, room_key: str, epoch: int) -> dict[str, _Roster]:
        if room_key not in self._told:
            self._forget_given_up()
        known_epoch, before = self._told.get(room_key, (epoch, {}))
        return before if known_epoch == epoch else {}

    def _send(self, edge: str, room_key: str, before: _Roster | None, after: _Roster) -> None:
        if before is None:
            self._messages.send(edge, Roster(room_key, after, is_complete=True))
        elif before != after:
            changed = dict(after.items() - before.items())
            changed |= dict.fromkeys(before.keys() - after.keys(), "")
            self._messages.send(edge, Roster(room_key, changed))

    def _forget_given_up(self) -> None:
        for room_key in [key for key in self._told if self._epoch_of(key) is None]:
            del self._told[room_key]
