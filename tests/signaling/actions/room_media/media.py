"""Commands of clients that use a media server."""

from typing import Any

from signaling.caller import Caller
from signaling.protocol.commands import (
    AnswerMedia,
    PublishMedia,
    ReceivedSource,
    ReportMedia,
    SubscribeMedia,
)
from signaling.protocol.commands.room_media import AnsweredDescription, OfferedDescription
from tests.signaling.actions.clients import Clients

CAPABILITIES = ["seats", "media-server"]


def publish(connection_id: str = "p1", number: int = 1, **fields: Any) -> PublishMedia:
    known = {"sources": {"0": "microphone", "1": "camera"}}
    sdp = OfferedDescription(type="offer", sdp="v=0 offer")
    return PublishMedia(connection_id=connection_id, number=number, sdp=sdp, **(known | fields))


def subscribe(connection_id: str = "s1", *, restart: bool = False) -> SubscribeMedia:
    return SubscribeMedia(connection_id=connection_id, restart=restart)


def answer(connection_id: str = "s1", number: int = 1) -> AnswerMedia:
    sdp = AnsweredDescription(type="answer", sdp="v=0 answer")
    return AnswerMedia(connection_id=connection_id, number=number, sdp=sdp)


def report(clients: Clients, sender: Caller, *sources: Any) -> ReportMedia:
    """Return a report that these sources of one person are received."""
    seat_id = clients.seat(sender).id
    received = [ReceivedSource(participant_id=seat_id, source=source) for source in sources]
    return ReportMedia(received=received)
