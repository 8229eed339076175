"""The events of small clients of each protocol are the same as in the recordings.

The clients follow the tables of `docs/dialects.md`, and use the npm library. To record a protocol
again, run its client as its first lines say, and read the changes.
"""

import json

import pytest

from tests.servers.meet import MeetServer
from tests.transcripts.playing import HERE, play


@pytest.mark.parametrize("protocol", ["meetmates", "rtcio", "webrtc-demo"])
def test_the_story_goes_as_it_did(server: MeetServer, protocol: str):
    told = play(protocol, server.url)

    assert told == json.loads((HERE / f"{protocol}.json").read_text())
