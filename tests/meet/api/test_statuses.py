import pytest

from meet.api.statuses import status_of
from rooms import refusals as rooms
from signaling import refusals as sockets


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (rooms.InvalidInput(), 400),
        (sockets.InvalidToken(), 401),
        (rooms.NotAuthorized(), 403),
        (rooms.ChatDisabled(), 403),
        (rooms.Blocked(), 403),
        (rooms.KnockDenied(), 403),
        (rooms.RoomNotFound(), 404),
        (sockets.PeerNotFound(), 404),
        (rooms.KnockerNotFound(), 404),
        (rooms.RoomFull(), 409),
        (rooms.WaitingRoomFull(), 409),
        (rooms.NotInSession(), 409),
        (rooms.Refusal(), 409),
        (rooms.RoomEnded(), 410),
        (rooms.TooManyGuesses(7), 429),
        (sockets.Internal(), 500),
        (rooms.Unavailable(), 503),
    ],
    ids=lambda value: getattr(value, "code", value),
)
def test_a_refusal_has_the_status_of_its_nearest_family(
    refusal: rooms.Refusal, status: int
) -> None:
    assert status_of(refusal) == status
