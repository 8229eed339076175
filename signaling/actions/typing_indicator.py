"""The typing indicator: it ends with a message, after some seconds, and when the person leaves."""

from collections.abc import Iterable

from django.conf import settings

from signaling.actions.authorization import seat_of
from signaling.caller import Caller
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence, Seat
from signaling.protocol.commands import StartTyping, StopTyping
from signaling.protocol.events import TypingChanged


def start_typing(caller: Caller, command: StartTyping, presence: Presence) -> list[Outcome]:
    """Tell the others once that the caller types; the indicator ends after TYPING_SECONDS."""
    seat = seat_of(caller, presence, command.room_id)
    if not presence.typing.start(seat.id, settings.TYPING_SECONDS):
        return []
    return typing_events(seat, presence, is_typing=True)


def stop_typing(caller: Caller, command: StopTyping, presence: Presence) -> list[Outcome]:
    seat = seat_of(caller, presence, command.room_id)
    return end_typing(seat.id, presence)


def end_typing(seat_id: str, presence: Presence) -> list[Outcome]:
    """Tell the others that a person does not type any more, if the person was typing."""
    seat = presence.typing.stop(seat_id)
    return [] if seat is None else typing_events(seat, presence, is_typing=False)


def typing_events(seat: Seat, presence: Presence, *, is_typing: bool) -> list[Outcome]:
    if seat.peer_id is None:
        return []
    return _typing_events(seat, seat.peer_id, presence.seats(seat.room_id), is_typing=is_typing)


def typing_end_events(seat: Seat, peer_id: str, others: Iterable[Seat]) -> list[Outcome]:
    """If the peer that was on this seat was typing, tell the others that it has stopped."""
    return _typing_events(seat, peer_id, others, is_typing=False) if seat.is_typing else []


def _typing_events(
    seat: Seat, peer_id: str, others: Iterable[Seat], *, is_typing: bool
) -> list[Outcome]:
    changed = TypingChanged(socket_id=peer_id, display_name=seat.display_name, is_typing=is_typing)
    return [Delivery(changed, peers(others, but=peer_id))]
