"""Peers whose sockets are at other workers, for a home that sends to them."""

from collections import defaultdict
from collections.abc import Sequence

from accounts.credentials import Credential
from signaling.caller import Caller
from signaling.concurrency.serial_queue import SerialQueue
from signaling.delivery import Sender
from signaling.dialects import Dialect
from signaling.workers.message_sender import MessageSender
from signaling.workers.messages import Acknowledgement, ChatSent, Close, Forget, Packets


class RemotePeer:
    """One peer of another worker, its edge; it has a place in the room `room_key`, or asks for one.

    Its events are handled one at a time in the `queue`, like those of a session.
    """

    __slots__ = ("_messages", "caller", "dialect", "edge", "has_had_place", "queue", "room_key")

    def __init__(
        self, edge: str, caller: Caller, dialect: Dialect, room_key: str, messages: MessageSender
    ) -> None:
        self.edge = edge
        self.caller = caller
        self.dialect = dialect
        self.room_key = room_key
        self.queue = SerialQueue()
        self.has_had_place = False
        """Whether the peer has, or has had, a place in a room that this worker still has."""
        self._messages = messages

    def send_event(self, packet: bytes) -> None:
        self._messages.send_event(self.edge, self.caller.peer_id, packet)

    def send_volatile(self, packet: bytes) -> None:
        message = Packets([self.caller.peer_id], packet, is_volatile=True)
        self._messages.send(self.edge, message)

    def send_acknowledgement(self, packet: bytes) -> None:
        self._messages.send(self.edge, Acknowledgement(self.caller.peer_id, packet))


class RemotePeers:
    """All remote peers by peer id."""

    def __init__(self, messages: MessageSender) -> None:
        self._messages = messages
        self._peers: dict[str, RemotePeer] = {}
        self.find = self._peers.get

    def put(self, edge: str, caller: Caller, dialect: Dialect, room_key: str) -> RemotePeer:
        """Return the remote peer of a caller, a new one if it is not known yet."""
        peer = self._peers.get(caller.peer_id)
        if peer is None:
            peer = RemotePeer(edge, caller, dialect, room_key, self._messages)
            self._peers[caller.peer_id] = peer
        peer.caller = caller
        return peer

    def put_back(self, peer: RemotePeer) -> None:
        """Know a peer again that was removed, perhaps with the room of its place."""
        if self.find(peer.caller.peer_id) is not peer:
            peer.has_had_place = False
        self._peers[peer.caller.peer_id] = peer

    def remove(self, peer_id: str) -> None:
        self._peers.pop(peer_id, None)

    def note_chat(self, peer_ids: Sequence[str], newest_message: int) -> None:
        """Tell the edges which chat message is the newest one that these peers have got."""
        by_edge: defaultdict[str, list[str]] = defaultdict(list)
        for peer in filter(None, map(self.find, peer_ids)):
            by_edge[peer.edge].append(peer.caller.peer_id)
        for edge, of_edge in by_edge.items():
            self._messages.send(edge, ChatSent(of_edge, newest_message))

    def of_edge(self, edge: str, room_key: str | None = None) -> list[RemotePeer]:
        """Return the peers of a worker, of all rooms or of one."""
        return [
            peer
            for peer in self._peers.values()
            if peer.edge == edge and room_key in (None, peer.room_key)
        ]

    def is_empty(self) -> bool:
        return not self._peers

    def all(self) -> list[RemotePeer]:
        return list(self._peers.values())

    def remove_room(self, room_key: str) -> None:
        for peer_id in [key for key, peer in self._peers.items() if peer.room_key == room_key]:
            del self._peers[peer_id]


class AnyServer:
    """Closes connections of this worker and of others; the `Sender` of delivery.

    Peers of this worker are found as fast as without other workers; see `Deliverer`.
    """

    def __init__(self, here: Sender, remote: RemotePeers, messages: MessageSender) -> None:
        self._here = here
        self.find = here.find
        self._find_remote = remote.find
        self._messages = messages

    def close_connection(self, peer_id: str) -> None:
        if (peer := self._find_remote(peer_id)) is None:
            self._here.close_connection(peer_id)
        else:
            self._messages.send(peer.edge, Close(peer_id))

    def forget(self, peer_id: str) -> None:
        if (peer := self._find_remote(peer_id)) is None:
            self._here.forget(peer_id)
        else:
            self._messages.send(peer.edge, Forget(peer_id))

    def renew(self, peer_id: str, credential: Credential) -> None:
        """Renew the credential of a peer of this worker: only edges know credentials."""
        self._here.renew(peer_id, credential)
