"""The seats of admitted people: each is stored, and then all of their peers sit down at once."""

from collections.abc import Sequence

from django.conf import settings

from rooms import actions as rows
from rooms.access import RoomVersion, RowsOutdated
from rooms.refusals import Unavailable
from signaling.actions.hosting import Host, audit_target
from signaling.actions.rooms.room_joined import chat_of
from signaling.actions.rooms.sit_down import Arrival, sit_down_with_chat
from signaling.concurrency.database import in_database
from signaling.outcomes import ChatSent, CloseAttendance, Delivery, Outcome, collecting
from signaling.presence import Knock, Presence
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import ChatPosted, JoinRefused


async def store_admitted(
    host: Host, admitted: Knock, room_version: RoomVersion, presence: Presence
) -> None:
    """Store an admitted person's seat; raise RowsOutdated.

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


def prolong_expectations(admitted: Sequence[Knock], presence: Presence) -> None:
    """Start the time anew for which the seats are held for their peers."""
    for knock in admitted:
        presence.prolong_expectation(knock.id, settings.KNOCK_AWAY_SECONDS)


async def sit_down_all(admitted: Sequence[Knock], presence: Presence) -> list[Outcome]:
    """Seat the admitted people of one room whose peers are still there.

    They sit down in one step, because the events of a room reach a peer as soon as it sits there,
    and the first one must be its own RoomJoined. If the chat can't be read, tell the peers. Their
    seats are stored and held; therefore they get them by asking to join again.
    """
    if not admitted:
        return []
    first = admitted[0].seat
    with collecting() as outcomes:
        is_read = False
        try:
            async with presence.rooms.chat_order(first.room_id):
                messages = await chat_of(first)
                is_read = True
                for knock in admitted:
                    outcomes.extend(_sit_down(knock, messages, presence))
        finally:
            if not is_read:
                outcomes.extend(_join_again_events(admitted, presence))
            outcomes.extend(_closed_attendances(admitted, presence))
    return outcomes


def _sit_down(admitted: Knock, messages: Sequence[ChatPosted], presence: Presence) -> list[Outcome]:
    seat = admitted.seat
    arrival = Arrival(
        admitted.peer_id,
        admitted.protocol,
        seat.knows_seats,
        seat.has_two_pictures,
        seat.knows_media_server,
        return_key=seat.return_key,
    )
    joined = sit_down_with_chat(seat, arrival, messages, presence, expected=True)
    if joined is None:
        return []
    newest = presence.rooms.newest_message(seat.room_id)
    return [*joined.outcomes, ChatSent([admitted.peer_id], newest)]


def _join_again_events(admitted: Sequence[Knock], presence: Presence) -> list[Outcome]:
    """Tell the peers that are still expected on their seats to join again."""
    places = [(knock, presence.place_of(knock.peer_id)) for knock in admitted]
    refused = JoinRefused(message=Unavailable.message, reason=Unavailable.code)
    return [
        Delivery(refused, [knock.peer_id], context=EventContext(seat=knock.seat))
        for knock, place in places
        if place is not None and place.id == knock.id
    ]


def _closed_attendances(admitted: Sequence[Knock], presence: Presence) -> list[Outcome]:
    """Close the attendances of the people whose seats are gone.

    They cancelled, or the room was closed, before their rows were stored.
    """
    seats = [presence.seat(knock.id) for knock in admitted]
    return [
        CloseAttendance(knock.seat)
        for knock, seat in zip(admitted, seats, strict=True)
        if seat is None
    ]
