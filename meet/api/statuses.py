"""The HTTP status of each refusal: one table, searched by the nearest base class."""

from http import HTTPStatus

from rooms import refusals as rooms
from signaling import refusals as sockets

STATUSES: dict[type[rooms.Refusal], HTTPStatus] = {
    # The request may succeed later, or after something else has changed.
    rooms.Refusal: HTTPStatus.CONFLICT,
    rooms.InvalidInput: HTTPStatus.BAD_REQUEST,
    rooms.NotAuthorized: HTTPStatus.FORBIDDEN,
    rooms.DisabledInRoom: HTTPStatus.FORBIDDEN,
    rooms.EntryRefused: HTTPStatus.FORBIDDEN,
    rooms.RoomNotFound: HTTPStatus.NOT_FOUND,
    rooms.RoomEnded: HTTPStatus.GONE,
    rooms.RoomLocked: HTTPStatus.CONFLICT,
    rooms.RoomFull: HTTPStatus.CONFLICT,
    rooms.RoomTooLarge: HTTPStatus.CONFLICT,
    rooms.WaitingRoomFull: HTTPStatus.CONFLICT,
    rooms.KnockerNotFound: HTTPStatus.NOT_FOUND,
    rooms.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    rooms.TooManyGuesses: HTTPStatus.TOO_MANY_REQUESTS,
    sockets.PeerNotFound: HTTPStatus.NOT_FOUND,
    sockets.InvalidToken: HTTPStatus.UNAUTHORIZED,
    sockets.Internal: HTTPStatus.INTERNAL_SERVER_ERROR,
}


def status_of(refusal: rooms.Refusal) -> int:
    return next(STATUSES[kind] for kind in type(refusal).__mro__ if kind in STATUSES)
