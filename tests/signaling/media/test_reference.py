"""What is stored of a room on Janus is small, contains no secret, and can be read again."""

import pytest

from signaling.media.engine import MediaServerLost
from signaling.media.janus.participants import Control
from signaling.media.janus.reference import (
    FORMAT,
    PublishingReference,
    RoomReference,
    SubscribingReference,
    decode,
    encode,
)

# A room's snapshot has 256 KiB for everything.
MOST_BYTES = 64 * 1024
PEOPLE, PICTURES = 50, 16
ID = 2**53 - 1  # of Janus; the longest
SEAT = "0b4ee0a2-8f8e-4f0a-9c55-{:012}"


def reference(people: int) -> RoomReference:
    """Return a room whose people all publish two sources, hear all others and see 16."""
    others = [(number, "0") for number in range(people)]
    pictures = [(number, "1") for number in range(min(people, PICTURES))]
    return RoomReference(
        session=ID,
        control=Control(room=ID, handle=ID, private_id=2**32 - 1),
        publishing=tuple(
            PublishingReference(
                SEAT.format(seat), "c" * 40, ID, ID, {"0": "microphone", "1": "camera"}
            )
            for seat in range(people)
        ),
        subscribing=tuple(
            SubscribingReference(
                SEAT.format(seat),
                "c" * 40,
                ID,
                {f"{mid}": origin for mid, origin in enumerate([*others, *pictures])},
            )
            for seat in range(people)
        ),
    )


@pytest.mark.parametrize("people", [0, 2, PEOPLE])
def test_a_reference_is_read_as_it_was_stored(people: int):
    assert decode(encode(reference(people))) == reference(people)


def test_the_reference_of_a_large_room_fits_into_its_snapshot():
    assert len(encode(reference(PEOPLE))) < MOST_BYTES


def test_a_reference_of_a_later_format_is_not_read():
    later = RoomReference(
        format=FORMAT + 1, session=1, control=Control(1, 1, 1), publishing=(), subscribing=()
    )
    with pytest.raises(MediaServerLost):
        decode(encode(later))
