"""A media server that dies, hangs, or has another secret."""

import logging
import signal
import time

import msgspec
import pytest

from signaling.media.engine import MediaServerLost
from signaling.media.janus.server import JanusServer
from tests.media.meeting import Meeting, on_its_own_janus, story
from tests.media.peers import Listener
from tests.waiting import until

# Dead is a server that was silent for 3 s.
NOTICED_SECONDS = 3.5


@pytest.mark.alone
@on_its_own_janus
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["dies", "hangs"])
def test_the_room_is_lost_within_its_bound(meeting: Meeting, how: signal.Signals):
    async def story() -> None:
        failed_at = time.monotonic()
        meeting.janus.send(how)
        await until(lambda: meeting.listener.gone_at is not None)
        assert meeting.listener.gone_at is not None
        assert meeting.listener.gone_at - failed_at < NOTICED_SECONDS
        await until(lambda: not meeting.server.is_healthy)
        with pytest.raises(MediaServerLost):
            await meeting.room.publish("ann", "out-1", "", {}, [])
        with pytest.raises(MediaServerLost):
            await meeting.room.unpublish("ann")

    meeting.run(story())


@on_its_own_janus
@story
async def test_a_server_that_is_back_is_healthy_again_and_takes_rooms(meeting: Meeting):
    meeting.janus.stop()
    await until(lambda: not meeting.server.is_healthy)
    meeting.janus.start()
    await until(lambda: meeting.server.is_healthy)
    room = await meeting.server.open_room(2, Listener())
    await room.close()


@story
async def test_a_closed_room_reports_no_loss_and_leaves_nothing(meeting: Meeting):
    before = await meeting.server.statistics()
    listener = Listener()
    room = await meeting.server.open_room(2, listener)
    assert (await meeting.server.statistics()).rooms == before.rooms + 1
    await room.close()
    await room.close()
    assert await meeting.server.statistics() == before
    assert listener.gone_at is None


def test_a_server_with_another_secret_is_not_healthy_and_the_log_says_why(
    meeting: Meeting, caplog: pytest.LogCaptureFixture
):
    address = msgspec.structs.replace(meeting.janus.address, secret="guessed")
    server = JanusServer(address)

    async def story() -> None:
        server.start()
        await until(lambda: bool(caplog.messages))
        with pytest.raises(MediaServerLost):
            await server.open_room(2, Listener())
        await server.stop()

    with caplog.at_level(logging.WARNING, "signaling.media"):
        meeting.run(story())
    assert caplog.messages == [
        f"The media server {server.name} refuses the secret in MEDIA_SERVERS"
    ]
    assert not server.is_healthy
