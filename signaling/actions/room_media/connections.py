"""The connections of clients with the media server.

An action keeps the request in presence, where the task of the room finds it. It does not know media
servers, and reads no descriptions. The results are sent later, as events.
"""

import msgspec

from signaling.actions.authorization import seat_of
from signaling.caller import Caller
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence, Seat
from signaling.presence.media_records import Answer, Candidate, Offer
from signaling.protocol.commands import (
    AddMediaCandidate,
    AnswerMedia,
    IceCandidate,
    PublishMedia,
    SubscribeMedia,
)
from signaling.protocol.connection_changes import ConnectionRecovered
from signaling.protocol.events import MediaRefused
from signaling.refusals import MediaServerUnknown

UNAVAILABLE = "Pictures and sound can't be sent through the server now."
SERVER_FULL = "This meeting can't carry more cameras now. You can still talk and listen."


def publish_media(caller: Caller, command: PublishMedia, presence: Presence) -> list[Outcome]:
    seat = media_seat(caller, presence, command.room_id)
    if not presence.media.is_over_server(seat.room_id):
        return [unavailable(seat, command.connection_id)]
    offer = Offer(command.connection_id, command.number, command.sdp.sdp, command.sources)
    presence.media.offer(seat.id, offer)
    return []


def subscribe_media(caller: Caller, command: SubscribeMedia, presence: Presence) -> list[Outcome]:
    seat = media_seat(caller, presence, command.room_id)
    if not presence.media.is_over_server(seat.room_id):
        return [unavailable(seat, command.connection_id)]
    presence.media.subscribe(seat.id, command.connection_id, restart=command.restart)
    return []


def answer_media(caller: Caller, command: AnswerMedia, presence: Presence) -> list[Outcome]:
    """Keep an answer for the media server; ignore it if its connection was replaced."""
    seat = media_seat(caller, presence, command.room_id)
    if presence.media.of_seat(seat.id).subscribing_id == command.connection_id:
        answer = Answer(command.connection_id, command.number, command.sdp.sdp)
        presence.media.answer(seat.id, answer)
    return []


def offer_again(caller: Caller, _change: ConnectionRecovered, presence: Presence) -> list[Outcome]:
    """Send a client that is back the offer that waits for its answer, if there is one."""
    if (seat := presence.seat_of(caller.peer_id)) is not None:
        presence.media.offer_again(seat.id)
    return []


def add_media_candidate(
    caller: Caller, command: AddMediaCandidate, presence: Presence
) -> list[Outcome]:
    """Keep a candidate for the media server, even before the description of its connection."""
    seat = media_seat(caller, presence, command.room_id)
    if presence.media.is_over_server(seat.room_id):
        candidate = Candidate(command.connection_id, _fields(command.candidate))
        presence.media.add_candidate(seat.id, candidate)
    return []


def media_seat(caller: Caller, presence: Presence, room_id: str | None) -> Seat:
    """Return the caller's seat; raise MediaServerUnknown unless it has announced media servers."""
    seat = seat_of(caller, presence, room_id)
    if not seat.knows_media_server:
        raise MediaServerUnknown
    return seat


def unavailable(seat: Seat, connection_id: str) -> Delivery:
    return _refused(
        seat,
        MediaRefused(connection_id=connection_id, code="MEDIA_UNAVAILABLE", message=UNAVAILABLE),
    )


def server_full(seat: Seat, connection_id: str) -> Delivery:
    return _refused(
        seat,
        MediaRefused(connection_id=connection_id, code="MEDIA_SERVER_FULL", message=SERVER_FULL),
    )


def _refused(seat: Seat, refused: MediaRefused) -> Delivery:
    return Delivery(refused, [] if seat.peer_id is None else [seat.peer_id])


def _fields(candidate: IceCandidate | str | None) -> dict[str, str | int | None] | None:
    """Return the fields of a candidate as browsers name them; None at the end of candidates."""
    if not isinstance(candidate, IceCandidate) or not candidate.candidate:
        return None
    fields: dict[str, str | int | None] = msgspec.to_builtins(candidate)
    return fields
