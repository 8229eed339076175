"""The chat messages that the last home of a room stored, and did not send to everybody.

Each edge reports the newest message that each of its peers has got. A new home sends the later ones
in their order, after it has taken the room up. It reads only a page of the chat: clients of peers
that may lack more connect and join again, and read the rest as after any other absence.
"""

from collections.abc import Iterable, Iterator, Sequence

from rooms import queries
from rooms.actions.claims import room_id_of
from rooms.models import Message
from signaling.actions.event_fields import chat_posted_of
from signaling.dialects.registry import traits_of
from signaling.outcomes import ChatSent, Delivery, Outcome, peers
from signaling.presence import Presence, Seat
from signaling.protocol.event_context import EventContext
from signaling.workers.messages import PeerReport


def newest_messages(room_key: str) -> list[Message]:
    """Return the newest page of the room's chat, oldest first; an ad-hoc room stores none."""
    room_id = room_id_of(room_key)
    return [] if room_id is None else queries.newest_messages(room_id)


def peers_with_a_gap(messages: Sequence[Message], reports: Iterable[PeerReport]) -> list[str]:
    """Return the peers that may lack messages which are older than this newest page."""
    if len(messages) < queries.HISTORY_MESSAGES:
        return []
    return [
        report.caller.peer_id
        for report in reports
        if report.newest_message is not None and report.newest_message < messages[0].pk
    ]


def missed_chat(
    room_key: str,
    messages: Sequence[Message],
    reports: Iterable[PeerReport],
    presence: Presence,
) -> Iterator[Outcome]:
    """Yield the messages that the reported peers have not got yet, and note what they have then.

    A sender does not get its own messages if its protocol does not receive them.
    """
    if not messages:
        return
    newest = messages[-1].pk
    presence.rooms.note_message(room_key, newest)
    got = {
        report.caller.peer_id: report.newest_message
        for report in reports
        if report.newest_message is not None
    }
    seats = {seat.id: seat for seat in presence.seats(room_key) if seat.peer_id in got}
    for message in messages:
        lacking = [seat for seat in seats.values() if got[seat.peer_id or ""] < message.pk]
        if to := peers(seat for seat in lacking if _receives(seat, message)):
            # Protocols take only the room from the context, if the sender has gone.
            context = EventContext(seat=seats.get(str(message.seat_id), lacking[0]))
            yield Delivery(chat_posted_of(message), to, context=context)
    yield ChatSent(peers(seats.values()), newest)


def _receives(seat: Seat, message: Message) -> bool:
    return seat.id != str(message.seat_id) or traits_of(seat.protocol).receives_own_chat
