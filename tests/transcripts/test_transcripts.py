"""What small clients of each protocol say and hear is what was recorded, names and payloads.

The clients are written from the tables of `docs/dialects.md`, on the npm library. To record a
protocol anew, run its client as its first lines say, and read what has changed.
"""

import json

import pytest

from tests.servers.meet import MeetServer
from tests.transcripts.playing import HERE, play


@pytest.mark.parametrize("protocol", ["meetmates", "rtcio", "webrtc-demo"])
def test_the_story_goes_as_it_did(server: MeetServer, protocol: str):
    told = play(protocol, server.url)

    assert told == json.loads((HERE / f"{protocol}.json").read_text())
