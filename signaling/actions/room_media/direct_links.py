"""Direct links that the media server has replaced.

Two clients keep their direct link until each of them plays everything that the other one sends from
the media server. If that takes more than 10 seconds, nothing happens: the direct link stays, and is
replaced when both do.
"""

from collections.abc import Iterator

from signaling.actions.room_media.connections import media_seat
from signaling.caller import Caller
from signaling.outcomes import Delivery, Outcome, without
from signaling.presence import Presence, Seat
from signaling.presence.media_records import Received
from signaling.presence.records import Source
from signaling.protocol.commands import ReportMedia
from signaling.protocol.events import DirectLinksReplaced


def report_media(caller: Caller, command: ReportMedia, presence: Presence) -> list[Outcome]:
    """Note what the caller plays from the media server; sources of other rooms are ignored."""
    seat = media_seat(caller, presence, command.room_id)
    known = {one.id for one in presence.all_seats(seat.room_id)}
    received = [Received(one.participant_id, one.source) for one in command.received]
    presence.media.report(seat.id, [one for one in received if one.seat_id in known])
    return replaced_link_events(seat, presence)


def replaced_link_events(seat: Seat, presence: Presence) -> list[Outcome]:
    """Tell a person and others to close their direct link, once for each pair that is complete."""
    if seat.peer_id is None or not presence.media.is_over_server(seat.room_id):
        return []
    others = [
        other
        for other in without(seat, presence.seats(seat.room_id))
        if not presence.media.is_replaced(seat.id, other.id) and _is_complete(seat, other, presence)
    ]
    for other in others:
        presence.media.replace_link(seat.id, other.id)
    if not others:
        return []
    mine = DirectLinksReplaced(participant_ids=[other.id for other in others])
    theirs = DirectLinksReplaced(participant_ids=[seat.id])
    return [
        Delivery(mine, [seat.peer_id]),
        Delivery(theirs, [other.peer_id for other in others if other.peer_id is not None]),
    ]


def _is_complete(seat: Seat, other: Seat, presence: Presence) -> bool:
    return _plays(seat, other, presence) and _plays(other, seat, presence)


def _plays(receiver: Seat, sender: Seat, presence: Presence) -> bool:
    """Tell whether a page plays everything that it needs of a sender from the media server."""
    media = presence.media
    is_connected = (
        media.of_seat(sender.id).publishing_id and media.of_seat(receiver.id).subscribing_id
    )
    needed = (Received(sender.id, source) for source in _needed(receiver, sender, presence))
    return bool(is_connected) and media.received(receiver.id).issuperset(needed)


def _needed(receiver: Seat, sender: Seat, presence: Presence) -> Iterator[Source]:
    """Yield the sources that a person sends and another one hears, or shows the picture of."""
    pictures = presence.media.of_seat(receiver.id).pictures
    shown = {one.source for one in pictures if one.seat_id == sender.id and one.is_shown}
    for source in presence.media.of_seat(sender.id).sources.values():
        is_picture = source in ("camera", "screen")
        if _is_on(sender, source) and (not is_picture or source in shown):
            yield source


def _is_on(seat: Seat, source: Source) -> bool:
    match source:
        case "microphone":
            return not seat.is_muted
        case "camera":
            return not seat.is_video_off
        case "screen" | "screen-sound":
            return seat.is_screen_sharing
