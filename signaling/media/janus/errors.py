"""The errors that Janus and its videoroom plugin report by number, and what they mean for Meet."""

from signaling.media.engine import MediaRefused, MediaServerFull, MediaServerLost

UNAUTHORIZED = 403
NO_SUCH_PLUGIN = 460
NO_SUCH_FEED = 428
_PUBLISHERS_FULL = 432
_LOST = frozenset(
    {
        UNAUTHORIZED,
        426,  # NO_SUCH_ROOM
        433,  # UNAUTHORIZED: the plugin does not accept the secret or the pin of the room
        458,  # SESSION_NOT_FOUND
    }
)


class JanusError(Exception):
    """An error that Janus reported. Its text may quote the description of a client."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__(number, text)
        self.number = number

    def translated(self) -> MediaRefused | MediaServerFull | MediaServerLost:
        """Return the error of the interface, without the text."""
        if self.number == _PUBLISHERS_FULL:
            return MediaServerFull("The room on the media server is full.")
        if self.number in _LOST:
            return MediaServerLost(f"The media server reported error {self.number}.")
        # Anything else is about this one request, which contains what a client sent.
        return MediaRefused(f"The media server refused the request with error {self.number}.")
