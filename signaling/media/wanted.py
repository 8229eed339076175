"""The streams that a media server has to forward to each seat, and those it has to stop.

The functions read presence. They do not know what the media server does already.
"""

from collections.abc import Iterator

from signaling.media.engine import FULL_SIZE, Layer, Stream, Subscription
from signaling.presence import Presence, RoomRules, Seat
from signaling.presence.media_records import Picture
from signaling.presence.records import Source

_SOUNDS: tuple[Source, ...] = ("microphone", "screen-sound")
# The camera of a browser that sends three layers of a picture.
_WIDTH, _HEIGHT = 1280, 720


def blocked_sources(seat: Seat, rules: RoomRules) -> frozenset[Source]:
    """Return the sources that hosts or the rules of the room have stopped."""
    blocked: set[Source] = set()
    if seat.is_muted_by_host or not (rules.allow_microphone or seat.may_host):
        blocked.add("microphone")
    if not (rules.allow_camera or seat.may_host):
        blocked.add("camera")
    if not rules.allow_screen_share:
        blocked |= {"screen", "screen-sound"}
    return frozenset(blocked)


def subscriptions(seat: Seat, presence: Presence) -> tuple[Subscription, ...]:
    """Return what a seat receives: the sounds of all others, and the pictures that it requests.

    A picture that was shown before and is hidden now is kept without a layer.
    """
    sounds = (
        Subscription(Stream(other.id, source))
        for other in presence.all_seats(seat.room_id)
        if other.id != seat.id
        for source in _sounds_of(other, presence)
    )
    return (*sounds, *_pictures(seat, presence))


def layer_of(picture: Picture) -> Layer | None:
    """Return the smallest layer that is not smaller than the picture on the page."""
    if not picture.is_shown:
        return None
    part = max(picture.width / _WIDTH, picture.height / _HEIGHT)
    if picture.source == "screen" or part > 1 / 2:
        return FULL_SIZE
    return 1 if part > 1 / 4 else 0


def _sounds_of(seat: Seat, presence: Presence) -> list[Source]:
    published = presence.media.of_seat(seat.id).sources.values()
    return [source for source in _SOUNDS if source in published]


def _pictures(seat: Seat, presence: Presence) -> Iterator[Subscription]:
    for picture in presence.media.of_seat(seat.id).pictures:
        if picture.source in presence.media.of_seat(picture.seat_id).sources.values():
            yield Subscription(Stream(picture.seat_id, picture.source), layer_of(picture))
