"""The seat of an admitted person: it is stored, and then the person's peer sits down."""

from rooms import actions as rows
from rooms.access import RoomVersion, RowsOutdated
from rooms.refusals import Unavailable
from signaling.actions.hosting import Host, audit_target
from signaling.actions.rooms.sit_down import Arrival, sit_down
from signaling.concurrency.database import in_database
from signaling.outcomes import ChatSent, CloseAttendance, Delivery, Outcome, collecting
from signaling.presence import Knock, Presence, Seat
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import JoinRefused


async def store_and_sit_down(
    host: Host, admitted: Knock, room_version: RoomVersion, presence: Presence
) -> list[Outcome]:
    """Store an admitted person's seat and seat the person; raise RowsOutdated.

    If the seat can't be stored, the person continues to wait.
    """
    is_stored = False
    try:
        meeting_id = await in_database(
            rows.admit,
            host.audit_context,
            audit_target(admitted.seat),
            admitted.seat.role,
            room_version,
        )
        is_stored = True
    finally:
        if not is_stored:
            presence.release_unused(admitted.id)
    if any(knock.id == admitted.id for knock in presence.knocks(host.room.id)):
        # Another tab of the person joined in the meantime, its seat could not be stored, and the
        # person waits again.
        raise RowsOutdated
    presence.confirm(admitted.id)
    presence.rooms.set_meeting(host.room.id, str(meeting_id))
    return await _sit_down(admitted, presence)


async def _sit_down(admitted: Knock, presence: Presence) -> list[Outcome]:
    """Seat an admitted person if its peer is still there; if that fails, tell the peer.

    The seat is stored and held; therefore the person gets it by asking to join again.
    """
    arrival = Arrival(
        admitted.peer_id,
        admitted.protocol,
        admitted.seat.knows_seats,
        admitted.seat.has_two_pictures,
        admitted.seat.knows_media_server,
        return_key=admitted.seat.return_key,
    )
    with collecting() as outcomes:
        is_answered = False
        try:
            joined = await sit_down(admitted.seat, arrival, presence, expected=True)
            is_answered = True
        finally:
            if not is_answered and not _has_place(admitted.peer_id, presence):
                outcomes.append(_join_again_event(admitted))
        if joined is not None:
            newest = presence.rooms.newest_message(admitted.seat.room_id)
            outcomes += [*joined.outcomes, ChatSent([admitted.peer_id], newest)]
        elif not _has_seat(admitted.seat, presence):
            # The knocker cancelled, or the room was closed, before the row was stored.
            outcomes.append(CloseAttendance(admitted.seat))
    return outcomes


def _has_place(peer_id: str, presence: Presence) -> bool:
    return presence.seat_of(peer_id) is not None or presence.knock_of(peer_id) is not None


def _has_seat(seat: Seat, presence: Presence) -> bool:
    return any(current.id == seat.id for current in presence.all_seats(seat.room_id))


def _join_again_event(admitted: Knock) -> Delivery:
    refused = JoinRefused(message=Unavailable.message, reason=Unavailable.code)
    return Delivery(refused, [admitted.peer_id], context=EventContext(seat=admitted.seat))
