"""The media servers that the operator has configured."""

from collections.abc import Sequence

from django.conf import settings

from signaling.media.janus.addresses import parse_address
from signaling.media.janus.server import JanusServer
from signaling.media.servers import ObservedServer


def servers_by_settings() -> Sequence[ObservedServer]:
    """Return the media servers of MEDIA_SERVERS, which are not observed yet."""
    return [JanusServer(parse_address(text)) for text in settings.MEDIA_SERVERS]
