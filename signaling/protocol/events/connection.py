"""Events about the connection itself."""

from signaling.protocol.events.event import Event


class TokenRanOut(Event, frozen=True, kw_only=True):
    """To a client with an expired access token: the seconds until its connection ends.

    Another access token prevents the end.
    """

    grace_seconds: float


class SessionEnding(Event, frozen=True, kw_only=True):
    """To a client with a page's session: the seconds until the session ends, unless it is used."""

    seconds_left: float


class SessionProlonged(Event, frozen=True, kw_only=True):
    """To a client that was warned: the session was used, and the seconds until it ends now."""

    seconds_left: float


class TokenRefreshed(Event, frozen=True, kw_only=True):
    """To a client that sent another access token: the seconds until this one expires."""

    expires_in_seconds: int


class ServerRestarting(Event, frozen=True, kw_only=True):
    """To everybody: the server stops, and is back in about this number of seconds."""

    grace_seconds: int


class Refused(Event, frozen=True, kw_only=True):
    """To a caller: its request was refused. Sent if the request asked for no acknowledgement."""

    code: str
    message: str
