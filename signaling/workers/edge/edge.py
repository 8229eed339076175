"""This worker as an edge: its peers that have a place in a room of another worker.

client ──event──▶ edge ──Event──▶ home: parsed again, carried out
client ◀─packet── edge ◀─Packets── home: encoded once for all peers of the edge

The edge keeps the socket, its limits and its credential, and knows nothing of rooms but the home of
each. A connection never waits for the home, except while it joins.
"""

import re

import msgspec

from rooms.channel_requests import refusal_from_code
from rooms.refusals import Unavailable
from signaling.caller import Caller
from signaling.dialects import Dialect
from signaling.dispatch import Dispatch
from signaling.protocol.commands import RefreshToken
from signaling.protocol.connection_changes import ConnectionChange, ConnectionEnded
from signaling.protocol.offsets import with_next_offset
from signaling.protocol.packets import Received
from signaling.refusals import Misbehaviour
from signaling.socketio.handler import PendingWork
from signaling.workers.edge.held_events import (
    Held,
    is_own_ack_id,
    is_repeatable,
    must_arrive,
    own_ack_ids,
    to_home,
    with_message_key,
)
from signaling.workers.edge.joins import Joins
from signaling.workers.edge.local_server import LocalServer
from signaling.workers.edge.places import Place, Places
from signaling.workers.message_sender import MessageSender
from signaling.workers.messages import (
    Acknowledgement,
    ChatSent,
    Close,
    Departed,
    Forget,
    Packets,
    Restart,
    Roster,
    changed,
)

_ACK_ID = re.compile(rb"43(?:/[^,\[]*,)?([0-9]+)")


class _Answer(msgspec.Struct):
    """The part of an acknowledgement that tells whether the event was refused."""

    success: bool
    code: str = ""
    error: str = ""


_decode_answer = msgspec.json.Decoder(tuple[_Answer]).decode


class Edge:
    def __init__(
        self,
        server: LocalServer,
        dispatch: Dispatch,
        places: Places,
        joins: Joins,
        messages: MessageSender,
    ) -> None:
        self._server = server
        self._dispatch = dispatch
        self._places = places
        self._joins = joins
        self._messages = messages
        self._own_ack_ids = own_ack_ids()

    # Events of clients

    def forward(
        self, place: Place, caller: Caller, dialect: Dialect, event: Received
    ) -> PendingWork | None:
        """Send an event to the home of the peer's place, or hold it until there is a home.

        An event that can't be parsed is answered here, and one about the credential, too. Raises
        Misbehaviour.
        """
        try:
            command = dialect.parse(event)
        except Misbehaviour:
            raise
        except Exception:
            return self._dispatch.handle_event(caller, dialect, event)
        if isinstance(command, RefreshToken):
            return self._dispatch.handle_event(caller, dialect, event)
        event, ack_id = with_message_key(command, event), event.ack_id
        if ack_id is None and must_arrive(command):
            ack_id = next(self._own_ack_ids)
        is_sent, now = bool(place.home), self._places.clock()
        if ack_id is not None or not is_sent:
            held = Held(event, dialect, now, is_sent, is_repeatable(command), ack_id)
            if not place.hold(held):
                self._dispatch.refuse(caller, dialect, event, Unavailable())
                return None
        if is_sent:
            self._messages.send(place.home, to_home(caller.peer_id, event, ack_id))
        return None

    def leave(self, peer_id: str) -> bool:
        """Release a peer's place at another home; return False if it has none."""
        place = self._places.remove(peer_id)
        if place is not None and place.source:
            self._messages.send(place.source, Departed(peer_id))
        return place is not None

    def connection_changed(self, caller: Caller, change: ConnectionChange) -> None:
        """Report a change of a connection to its home; without a home, a roll call will ask."""
        place = self._places.find(caller.peer_id)
        if place is None:
            return
        if place.source:
            self._messages.send(place.source, changed(caller.peer_id, change))
        if isinstance(change, ConnectionEnded):
            self._places.remove(caller.peer_id)

    # Messages of homes. Those of an earlier home of a peer are dropped.

    def packets(self, home: str, message: Packets) -> None:
        packet = with_next_offset(message.packet)
        for peer_id in message.peer_ids:
            connection = self._server.find(peer_id)
            if connection is None or not self._is_from_home(home, peer_id):
                continue
            if message.is_volatile:
                connection.send_volatile(packet)
            else:
                connection.send_event(packet)

    def chat_sent(self, home: str, message: ChatSent) -> None:
        """Note what the peers have got, for a new home that takes their room up."""
        for peer_id in message.peer_ids:
            place = self._places.find(peer_id)
            if place is not None and place.source == home:
                place.newest_message = message.newest_message

    def roster(self, home: str, message: Roster) -> None:
        """Note who is in a room, as the peers here know it, for a new home."""
        self._places.note_roster(
            home, message.room_key, message.peers, is_complete=message.is_complete
        )

    def acknowledge(self, home: str, message: Acknowledgement) -> None:
        """Pass on an acknowledgement, unless the event was answered already."""
        connection = self._server.find(message.peer_id)
        match, place = _ACK_ID.match(message.packet), self._places.find(message.peer_id)
        if connection is None or match is None:
            return
        ack_id = int(match[1])
        held = None if place is None else place.acknowledged(ack_id)
        if is_own_ack_id(ack_id):
            if held is not None:
                self._pass_refusal_on(connection.caller, held, message.packet[match.end() :])
        elif held or self._joins.await_acknowledgement(home, message.peer_id, ack_id):
            connection.send_acknowledgement(message.packet)

    def _pass_refusal_on(self, caller: Caller, held: Held, acknowledgement: bytes) -> None:
        """Tell a client that has asked for no acknowledgement if its message was refused."""
        (answer,) = _decode_answer(acknowledgement)
        if not answer.success:
            refusal = refusal_from_code(answer.code, answer.error)
            self._dispatch.refuse(caller, held.dialect, held.event, refusal)

    def close(self, home: str, message: Close) -> None:
        if self._is_from_home(home, message.peer_id):
            self._server.close_connection(message.peer_id)

    def restart(self, home: str, message: Restart) -> None:
        if self._is_from_home(home, message.peer_id):
            self._server.restart(message.peer_id)

    def forget(self, home: str, message: Forget) -> None:
        if self._is_from_home(home, message.peer_id):
            self._server.forget(message.peer_id)

    def _is_from_home(self, sender: str, peer_id: str) -> bool:
        """Tell whether a worker may send to a peer: it has the peer's place, or is asked for it."""
        place = self._places.find(peer_id)
        is_source = place is not None and place.source == sender
        return is_source or self._joins.are_asked(sender, peer_id)
