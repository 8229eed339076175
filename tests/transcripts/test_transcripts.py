"""What small clients of each protocol say and hear is what was recorded, names and payloads.

The clients are written from the tables of `docs/dialects.md`, on the npm library. To record a
protocol anew, run its client as its first lines say, and read what has changed.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.servers.meet import MeetServer

HERE = Path(__file__).parent
PATIENCE_SECONDS = 60


@pytest.mark.parametrize("protocol", ["meetmates"])
def test_the_story_goes_as_it_did(server: MeetServer, protocol: str):
    node = shutil.which("node")
    assert node is not None
    run = subprocess.run(
        [node, HERE / f"{protocol}.mjs", server.url],
        capture_output=True,
        check=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )

    assert json.loads(run.stdout) == json.loads((HERE / f"{protocol}.json").read_text())
