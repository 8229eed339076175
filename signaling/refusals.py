"""Refusals of the socket layer, beyond those of rooms, and misbehaviour.

A refusal is answered and the connection stays. Misbehaviour closes the connection.
"""

from rooms.outages import is_outage
from rooms.refusals import InvalidInput, Refusal, Unavailable


class UnknownEvent(Refusal):
    code = "UNKNOWN_EVENT"
    message = "Unknown event"


class NotInRoom(Refusal):
    code = "NOT_IN_ROOM"
    message = "Join the room first"


class WrongRoom(Refusal):
    code = "WRONG_ROOM"
    message = "You are in another room"


class SeatMoved(Refusal):
    code = "MOVED"
    message = "You joined from another tab or device"


class PeerNotFound(Refusal):
    code = "PEER_NOT_FOUND"
    message = "No participant of your room has this id"


class DirectLinksForbidden(Refusal):
    code = "DIRECT_LINKS_FORBIDDEN"
    message = "In this room, sound and pictures go only through the media server"


class MediaServerUnknown(Refusal):
    code = "MEDIA_SERVER_UNKNOWN"
    message = "Join the room with the capability media-server first"


class IdentityMismatch(Refusal):
    code = "IDENTITY_MISMATCH"
    message = "You are signed in as somebody else"


class InvalidToken(Refusal):
    code = "INVALID_TOKEN"
    message = "The access token is invalid or has expired"


class SignedOut(Refusal):
    code = "SIGNED_OUT"
    message = "You were signed out"


class TokenExpired(Refusal):
    code = "TOKEN_EXPIRED"
    message = "The access token has expired"


class SessionExpired(Refusal):
    code = "SESSION_EXPIRED"
    message = "Your session has ended"


class Internal(Refusal):
    code = "INTERNAL"
    message = "Something went wrong on the server"


def refusal_for(error: Exception) -> Refusal:
    """Return the refusal for an unexpected error: Unavailable if trying again may help."""
    return Unavailable() if is_outage(error) else Internal()


class Misbehaviour(Refusal):
    """The client breaks the protocol: the server reports it once and closes the connection."""


class Flooding(Misbehaviour):
    code = "RATE_LIMITED"
    message = "Too many messages"


class MalformedPacket(Misbehaviour):
    code = "MALFORMED"
    message = "The packet is malformed"


class NeverConnected(Misbehaviour):
    code = "NEVER_CONNECTED"
    message = "The client did not connect to a namespace in time"


class AddressBusy(Misbehaviour):
    code = "ADDRESS_BUSY"
    message = "Too many connections from this address"


class ReservedEvent(Misbehaviour):
    code = "RESERVED_EVENT"
    message = "This event name is reserved"


__all__ = [
    "AddressBusy",
    "DirectLinksForbidden",
    "Flooding",
    "IdentityMismatch",
    "Internal",
    "InvalidInput",
    "InvalidToken",
    "MalformedPacket",
    "MediaServerUnknown",
    "Misbehaviour",
    "NeverConnected",
    "NotInRoom",
    "PeerNotFound",
    "Refusal",
    "ReservedEvent",
    "SeatMoved",
    "SessionExpired",
    "SignedOut",
    "TokenExpired",
    "Unavailable",
    "UnknownEvent",
    "WrongRoom",
    "refusal_for",
]
